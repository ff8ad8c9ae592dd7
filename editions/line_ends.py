"""Line ends that a page set, not an author: the lines of a paragraph copied from a PDF are one paragraph again."""

import re
from itertools import pairwise

from editions.lines import SECOND, first_letters
from editions.wire.blocks import is_structure
from editions.wire.plain import ends_sentence, is_cjk, width

NARROWEST, WIDEST = 36, 120  # columns of a page's lines; a Chinese or Japanese character takes two
_FULL = 0.86  # of the widest line, that which would have been too wide with the first word of the next one
_CLOCK = re.compile(
    r"\s*(?:[(（\[]?\d{1,2}[:：.h]\d{2}\b|\d{1,2}[时時点]|(?:上|下)午|午(?:前|後)|\d{1,2} ?[ap]\.?m\b)", re.IGNORECASE
)
_INDENT = re.compile(r"\u3000|[ \t]{2,}")
_CUT = re.compile(r"([A-Za-z]+)[-\u2010]$")
_TAG = re.compile(r"<[^>]*>")
_TAIL = 200  # signs at the end of what is written already that tell how to go on


def joined(text: str) -> tuple[str, int]:
    """Plain text with its wrapped lines made into paragraphs, and how many line ends that took away.

    Lines are joined where most of them are as wide as the page lets them be, and go on in the middle of a sentence.
    A poem, an address, a programme stays as it is: its lines end where their authors ended them.
    """
    lines = (
        re.sub("\u00ad[ \r]*\n *", "", SECOND.sub(first_letters, text))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .split("\n")
    )
    goes_on = wrapped(lines)
    if not any(goes_on):
        return text, 0
    has_gaps = any(not line.strip() for line in lines)  # without one each line is a paragraph by itself
    written = [lines[0].rstrip()]
    for number, line in enumerate(lines[1:]):
        if goes_on[number]:
            written += _together(written, line.strip(), text)
        else:
            # What follows the short last line of a paragraph, and what is indented, is the next one.
            ends = number and goes_on[number - 1] and ends_sentence(lines[number].rstrip())
            is_next = has_gaps and line.strip() and (ends or _INDENT.match(line))
            written += ["\n\n" if is_next else "\n", line.rstrip()]
    return "".join(written), sum(goes_on)


def joined_html(html: str) -> tuple[str, int]:
    """The same for clean HTML in which a page's line ends became line breaks."""
    if "<br>" not in html:
        return html, 0
    count, parts = 0, html.split("</p>")
    for place, part in enumerate(parts[:-1]):
        at = part.find(">", max(part.rfind("<p>"), part.rfind("<p "))) + 1
        lines = part[at:].split("<br>")
        goes_on = wrapped([_TAG.sub("", line) for line in lines])
        written = [lines[0]]
        for number, line in enumerate(lines[1:]):
            written += _together(written, line, html) if goes_on[number] else ["<br>", line]
        count += sum(goes_on)
        parts[place] = part[:at] + "".join(written)
    return "</p>".join(parts), count


def wrapped(lines: list[str]) -> list[bool]:
    """For each line whether the next one goes on with its paragraph."""
    widths = [width(line.rstrip()) for line in lines]
    widest = max((one for one in widths if one <= WIDEST), default=0)
    none = [False] * len(lines)
    if widest < NARROWEST:
        return none
    goes_on = none[:]
    inside = clear = seldom = full = begun = 0
    for number, (line, after) in enumerate(pairwise(map(str.rstrip, lines))):
        if not after.strip():
            # A block without a wide line, such as a signature, says nothing of the others.
            seldom, full = (seldom if full else begun), 0
            begun = seldom
        if not line or not after.strip() or widths[number] > WIDEST or _stands_alone(after):
            continue
        after = after.strip()
        is_wide = is_cjk(line[-1]) and is_cjk(after[0])
        goes_on[number] = widths[number] + (2 if is_wide else 1 + width(after.split()[0])) > _FULL * widest
        full += goes_on[number]
        if not ends_sentence(line):
            inside += goes_on[number]
            seldom += not goes_on[number]
            clear += goes_on[number] and (is_wide or after[0].islower() or bool(_CUT.search(line)))
    seldom = seldom if full else begun
    # Sentences end; most lines inside of one are wide, and half of those go on with a small letter or a character.
    is_page = (
        any(ends_sentence(line.rstrip()) for line in lines) and 0 < inside <= 2 * clear and seldom <= 0.67 * inside
    )
    return goes_on if is_page else none


def _stands_alone(line: str) -> bool:
    return bool(_INDENT.match(line) or _CLOCK.match(line) or is_structure(line.strip()))


def _together(written: list[str], after: str, text: str) -> list[str]:
    """What goes on after the last line: a blank between words, none beside a character; a word that was parted is whole again."""
    before = written[-1]
    if (cut := _CUT.search(before[-_TAIL:])) and after[:1].islower():
        rest = re.match(r"\w*", after)
        if f"{cut[1]}-{rest[0] if rest else ''}" not in text:
            written[-1] = before[:-1]
        return [after]
    words, following = _TAG.sub("", before[-_TAIL:]), _TAG.sub("", after[:_TAIL])
    needs_blank = words and following and not (is_cjk(words[-1]) or is_cjk(following[0]))
    return [" ", after] if needs_blank else [after]
