"""Lines to paragraphs: what a mail program or a narrow column broke is joined again, what an author parted stays apart."""

import re
from itertools import chain, pairwise

from .cleaning import Traced
from .datelines import find_head
from .plain import ends_sentence, is_cjk, plain, width

MAX_WRAP = 110  # columns; longer lines were not broken by a program
MAIL_WRAP = 82
MOST_SORTED = 3000  # paragraphs that are put together and told apart; what comes after so many is text, line by line
_QUOTED = re.compile(r"^[ ]?>+ ?")
_LIST = re.compile(
    r"^(?:[•・●■◆◇○□▲▼△※*＊★☆]|[-–—]\s|\d{1,2}[.)、]\s?\D|[(（]\d{1,2}[)）]|【|［|<|＜|〈|#{2,}|-\d\d-|Q[.:：]|A[.:：])"
)
_LABEL = re.compile(
    r"^(?:[A-Z][A-Za-z-]{1,14}(?: [A-Za-z-]{1,12}){0,2}|[\u3400-\u9fff\u3041-\u30fc]{1,10})\s?[:：](?:\s|$|[^\s/])|^SOURCE\s|^By [A-Z]"
)
_CONTACT = re.compile(r"@|https?://|www\.|\b(?:Tel|Fax|Phone|Email|E-mail)\b|電話|电话|邮箱|メール|\+?\d[\d -]{8,}\d")
_CREDIT = re.compile(r"[\])）］]\s*$|摄$|撮影$")
_SURE_CREDIT = re.compile(
    r"(?:\s|发|发\s)[\u3400-\u9fff]{2,4}\s?摄$|[(（](?:編集|编辑|編輯|責任編集|责编|文|記者|翻訳)[^()（）]{1,24}[)）]$|[\[(（［](?:photos?|xinhua|file photo|image|写真|撮影|图|[^\[\]()（）]{1,30}(?:摄|撮影))[^\[\]()（）]{0,80}[\])）］]$",
    re.IGNORECASE,
)


def blocks(traced: Traced) -> list[Traced]:
    """The paragraphs of a text in order, none empty."""
    lines = _lines(traced)
    limit = _wrap(lines)
    groups: list[list[Traced]] = []
    blank = True
    for line, indented in lines:
        if not line.text:
            blank = True
            continue
        if len(groups) >= MOST_SORTED:
            groups.append([line])
            continue
        if (groups and not blank and not indented and _continues(groups[-1], line, limit)) or (
            groups and blank and _was_cut(groups[-1][-1].text, line.text)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        blank = False
    return [_joined(group) for group in groups]


def _lines(traced: Traced) -> list[tuple[Traced, bool]]:
    quoted = len(re.findall(r"^[ ]?>", traced.text, re.MULTILINE)) > 1
    found: list[tuple[Traced, bool]] = []
    start = 0
    for raw in traced.text.split("\n"):
        end = start + len(raw)
        begin = start
        if quoted and (match := _QUOTED.match(raw)):
            begin += match.end()
        body = traced.text[begin:end]
        found.append((traced.part(begin, end), body.startswith(("\u3000", "  "))))
        start = end + 1
    filled = [indented for line, indented in found if line.text]
    if filled and all(filled):
        found = [(line, False) for line, _indented in found]
    return found


def _wrap(lines: list[tuple[Traced, bool]]) -> int | None:
    """The column at which lines were broken; None where they were not."""
    widths = [width(line.text) for line, _indented in lines if line.text]
    short = [one for one in widths if one <= MAX_WRAP]
    if len(short) < 3 or sum(short) < 0.8 * sum(widths):
        return None
    limit = max(short)
    evidence, narrow = 0, limit == max(widths) <= MAIL_WRAP
    last_of = _groups_end_well(lines) if narrow else []
    for place, ((line, _indent), (following, indented)) in enumerate(pairwise(lines)):
        if not line.text or not following.text or indented or ends_sentence(line.text) or width(line.text) > MAX_WRAP:
            continue
        if (following.text[0].islower() and width(line.text) >= 40) or (
            narrow and width(line.text) >= 0.72 * limit and last_of[place] and not find_head(following)
        ):
            evidence += 2
        if evidence >= 2:
            break
        elif is_cjk(line.text[-1]) and width(line.text) >= 0.88 * limit and not is_structure(following.text):
            evidence += 1
    return limit if evidence >= 2 and limit >= 30 else None


def _groups_end_well(lines: list[tuple[Traced, bool]]) -> list[bool]:
    """For each line, whether the lines from it to the next empty one end as a sentence does."""
    ends: list[bool] = []
    well, below_is_empty = False, True
    for line, _indented in reversed(lines):
        if line.text and below_is_empty:
            well = ends_sentence(line.text)
        below_is_empty = not line.text
        ends.append(well)
    return ends[::-1]


def _continues(group: list[Traced], line: Traced, limit: int | None) -> bool:
    """Whether the line goes on with the paragraph begun above it."""
    before, after = group[-1].text, line.text
    if (
        is_structure(after)
        or find_head(line)
        or (len(group) == 1 and is_structure(before) and not _long_label(before, limit))
    ):
        return False
    if _CONTACT.search(before) and width(before) < 60:
        return False
    if (_CREDIT.search(before) and limit is None) or _SURE_CREDIT.search(before[-120:]):
        return False
    cjk = is_cjk(before[-1]) or is_cjk(after[0])
    if ends_sentence(before):
        if limit is None or (cjk and _closes_on_its_own(before)):
            return False
        room = 2 if cjk else 1 + len(after.split()[0])
        return width(before) + room > limit and width(before) > 0.7 * limit
    if after[0].islower():
        return width(before) >= 25
    if limit is None:
        return before[-1] in "、，,;；" and width(before) > 20
    return width(before) >= 0.72 * limit and width(before) >= 30


def _long_label(text: str, limit: int | None) -> bool:
    return limit is not None and width(text) >= 0.8 * limit and not _CONTACT.search(text)


def _closes_on_its_own(text: str) -> bool:
    return text[-1] in "】》"


def _was_cut(before: str, after: str) -> bool:
    """A sentence with an empty line in its middle."""
    return (
        after[0].islower()
        and after[0].isascii()
        and before[-1].isalpha()
        and len(before) > 40
        and not is_structure(after)
    )


def is_structure(text: str) -> bool:
    """Whether a line stands for itself: a list item, a label, an e-mail header."""
    view = plain(text)
    return bool(_LIST.match(text) or (len(text) < 200 and _LABEL.match(view)))


def _joined(group: list[Traced]) -> Traced:
    if len(group) == 1:
        return group[0]
    pieces, origins = [], []
    for line, following in zip(group, [*group[1:], None], strict=True):
        pieces.append(line.text)
        origins.append(line.origin[:-1])
        if (
            following
            and not (is_cjk(line.text[-1]) or is_cjk(following.text[0]))
            and not line.text.endswith(("/", "-"))
        ):
            pieces.append(" ")
            origins.append([line.origin[-1]])
    origins.append([group[-1].origin[-1]])
    return Traced("".join(pieces), list(chain.from_iterable(origins)))
