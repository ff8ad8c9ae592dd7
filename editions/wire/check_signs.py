"""Signs that were lost or glued: sentences without a space, quotation marks without a partner, wrong encodings."""

import re
from collections.abc import Iterator

from .cleaning import Traced
from .plain import CJK, HAN
from .reading import Doubt, gettext_noop

_GLUED = re.compile(
    rf"(?<=[a-z0-9)”\"’'%])(?<![A-Z])[.!?](?=[“\"]?[A-Z][a-z]+(?:[ ,’'-]|$))|(?<=[a-z][.!?][”\"])(?=[A-Z][a-z]+ )|(?<=[a-z]),(?=[A-Z][a-z]+ [a-z])|(?<=[{CJK}])。(?=[,，、])"
)
_LOST = re.compile(
    rf"(?<=[{HAN}])\?(?=[{HAN}、。,])|(?<=[{HAN}])[■〓□](?=[{HAN}、。]|\s|$)|\ufffd+|(?<!\d)(?:20\d\d)?(?:1[0-2]|[1-9])(?:[0-2]\d|3[01])日"
)
MOST_APART = 3  # places told one by one; more are one trouble
MOST_TOLD = 20  # marks without a partner, of one paragraph
_NO_END = {"Mr", "Ms", "Mrs", "Dr", "Prof", "St", "vs", "No", "Inc", "Ltd", "Co", "Gen", "Sen", "Jr", "Sr"}
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "‘": "’", "【": "】"}


def check_glued(part: Traced) -> Iterator[Doubt]:
    for match in _GLUED.finditer(part.text):
        before = part.text[max(0, match.start() - 40) : match.start()].split(" ")[-1]
        after = part.text[match.end() : match.end() + 30].split(" ")[0]
        if (
            re.search(r"www|https?:|@|/|\.", before)
            or re.search(r"\.(?:com|cn|org|net|jp)\b|@", after)
            or len(before) < 2
            or before in _NO_END
        ):
            continue
        place = (max(0, match.start() - len(before)), match.end() + len(after))
        message = gettext_noop("Two sentences stand together without a space: %(words)s.")
        yield Doubt("glued-sentence", message, part.span(*place), {"words": part.text[place[0] : place[1]].rstrip(",")})


def check_quotes(part: Traced) -> Iterator[Doubt]:
    text = part.text
    message = gettext_noop("A quotation mark has no partner.")
    for opening, closing in _PAIRS.items():
        if opening == "‘":
            continue
        depth: list[int] = []
        for match in re.finditer(f"[{opening}{closing}]", text):
            if match[0] == opening:
                depth.append(match.start())
            elif depth:
                depth.pop()
            else:
                yield Doubt("quotes", message, part.span(*match.span()))
        # A quotation that goes on in the next paragraph is closed there.
        for place in depth[:MOST_TOLD]:
            if opening in "“「" and place == 0:
                continue
            yield Doubt("quotes", message, part.span(place, place + 1))
    marks = [match.start() for match in re.finditer(r"(?<!\d)[\"＂]|(?<=\d)[\"＂](?=[\s,.;)]|$)", text)]
    if len(marks) % 2 and not (len(marks) == 1 and marks[0] == 0):
        yield Doubt("quotes", message, part.span(marks[-1], marks[-1] + 1))


def check_encoding(whole: Traced) -> Iterator[Doubt]:
    spans = [span for _code, span in whole.notes]
    if len(spans) > MOST_APART:
        spans = [(spans[0][0], spans[-1][1])]
    for span in spans:
        yield Doubt(
            "encoding", gettext_noop("These characters were read in a wrong encoding and have been put right."), span
        )
    for place, match in enumerate(_LOST.finditer(whole.text)):
        if place == 20:
            break
        message = gettext_noop("A character was lost here: %(words)s.")
        around = whole.text[max(0, match.start() - 6) : match.end() + 6].replace("\n", " ")
        yield Doubt("encoding", message, whole.span(*match.span()), {"words": around})
