"""Where a Chinese title may end a line: no browser knows, so the few words that open or close a phrase say it."""

import re

# Characters that a line of a telephone holds; figures within Chinese do not part it, nor does a dash that joins two names.
LINE = 16
_HAN = "\u3400-\u9fff"
LONG_RUN = re.compile(f"[{_HAN}](?:[{_HAN}0-9A-Za-z]|(?<!—)—(?!—)){{{LINE - 1},}}[{_HAN}]")
# Behind 的 and 论坛; before 与, 和 and 及 that join, and not inside a word such as 参与, 饱和 or 以及.
_PLACES = re.compile(
    "(?<=的)(?!确)|(?<=论坛)(?![的上中会])|(?<![参给赋授])(?=与(?!会))|(?<![饱温缓平总共中调协])(?=和)|(?<![以普涉埃触危顾])(?=及)"
)
SHORTEST = 2  # characters; less is not left alone at an end


def phrases(run: str) -> list[str]:
    """The parts of a run of Chinese between which a line may end; together they are the run.

    >>> phrases("维护亚洲稳定与世界和平合作的中日两国责任")
    ['维护亚洲稳定', '与世界', '和平合作的', '中日两国责任']
    """
    parts = [""]
    for character_at, character in enumerate(run):
        opens = _PLACES.match(run, character_at) is not None
        if opens and len(parts[-1]) >= SHORTEST and len(run) - character_at >= SHORTEST:
            parts.append("")
        parts[-1] += character
    return parts


def line_ends(text: str) -> set[int]:
    """Places within the long runs of a title at which a line may end; where a phrase is longer than a line, anywhere.

    >>> sorted(line_ends("维护亚洲稳定与世界和平合作的中日两国责任"))
    [6, 9, 14]
    """
    ends: set[int] = set()
    for run in LONG_RUN.finditer(text):
        at = run.start()
        for phrase in phrases(run[0]):
            ends |= set(range(at, at + (len(phrase) if len(phrase) > LINE else 1)))
            at += len(phrase)
        ends.discard(run.start())
    return ends
