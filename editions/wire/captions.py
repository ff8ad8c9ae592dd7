"""Captions and their credits, told from the story."""

import re
from dataclasses import dataclass
from datetime import date

from .cleaning import Traced
from .dates import day_near
from .plain import ends_sentence, plain

MAX_CAPTION = 420


@dataclass(frozen=True, slots=True)
class Label:
    """A caption inside a block: the place of its text and of its credit; a credit alone has an empty text."""

    text: tuple[int, int]
    credit: tuple[int, int] | None
    sure: bool = True


_CREDIT_WORDS = r"(?:photo(?:s|graph)?(?: (?:by|courtesy(?: of)?|credit|provided (?:by|to)|from|taken by))?|photo credit|image|picture|pic|file photo|credit|courtesy(?: of)?|source)"
_BRACKETED = re.compile(
    rf"\s*[\[(<]\s*(?:{_CREDIT_WORDS}\s*[:/=]?\s*(?P<a>[^\])>]{{1,80}})|(?P<b>[A-Z][\w. ]{{1,30}}/[A-Z][\w .'-]{{1,40}})"
    r"|(?:写真提供|資料写真|写真|撮影|画像|図|提供)\s*[:=/は]?\s*(?P<c>[^\])]{1,50}?)(?:撮影|提供)?"
    r"|(?P<d>[^\[\]()]{1,40}?)\s*(?:摄影?|撮影|供图|提供|資料)"
    r"|(?:图片?|图片来源|摄影|供图|图源|来源)\s*[:/\s]\s*(?P<e>[^\])]{1,50}?)"
    r"|(?P<f>写真|file photo|photo|資料写真|资料图片?|视频截图))\s*[\])>]\s*\.?$",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:(?<=[。！!.])|(?<=[^\s])\s+|^|(?=\(c\)|©))\s*(?:(?P<a>(?:[\u3400-\u9fff]{2,8}记者|[\u3400-\u9fff]{2,6}发|[\u3400-\u9fff]{1,6}[社网报]记者|记者)?\s*[\u3400-\u9fff·]{2,4}(?:[、\s][\u3400-\u9fff]{2,4}){0,2})\s*(?:摄影?|供图)"
    r"|(?:图片来源|供图|摄影|摄|写真提供|写真|撮影|提供)\s*[:=/]\s*(?P<b>[^。]{1,40})"
    r"|(?:photo|photo by|photo credit|photos? courtesy of|image credit|credit)\s*[:/]\s*(?P<c>[A-Z][^.]{1,60})|photo (?:by|courtesy of|provided (?:by|to)) (?P<d>[A-Z][^.]{1,60})|(?<=[.!?] )(?-i:(?P<e>(?:[A-Z][A-Z'-]+ ){0,4}[A-Z][A-Z'-]+ ?/ ?[A-Z][A-Z ]{2,30}|(?:PROVIDED|FOR|COURTESY) [A-Z][A-Z /]{3,40}|XINHUA|KYODO|REUTERS))|\s*(?:\(c\)|©)\s?(?P<f>[^()。©]{1,40}))\s*\.?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:[▲▼△▽↑↓]\s*|(?:photo )?caption\s*[:\-]\s*|[(\[](?:photo|写真|图|図) ?\d{1,2}[)\]]\s*|photo(?: \d+)?\s*:\s*|写真説明\s*[:=]\s*|\(?photo\)\s*|图为\s*|图\s?\d*\s?[:、]\s*|图片说明\s*[::]\s*|写真(?:\d|[①-⑨])?\s*[::]\s*|写真は[、]?\s*|【写真\s?(?:\d{1,2}|[①-⑨])?】\s*|\(写真\)\s*|\[写真\]\s*|キャプション\s*[::]\s*|(?:file )?photo (?:shows|taken)\b|this (?:file )?photo\b|in this (?:file )?photo\b|资料图[::]?\s*)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"[▼▽].{1,40}(?:について|とは|概要|内容|日程|プログラム|登壇者|問い?合わ?せ先?)"
)  # not what is seen above it
_SHOWN = re.compile(
    r"^(?:图为|写真は|(?:file )?photo (?:shows|taken)|this (?:file )?photo|in this (?:file )?photo)", re.IGNORECASE
)
_CREDIT_ALONE = re.compile(
    r"(?:photo(?:s|graph)?(?: credit| by| courtesy(?: of)?)?|image credit|credit|图片来源|摄影|摄|供图|写真提供|写真|撮影|提供)\s*[:/=]\s*(?P<a>[^\n.。]{1,60}?)\s*\.?|photos? by (?P<b>[A-Z][\w .,'/-]{1,60})|(?P<c>[\u3400-\u9fff]{2,6}(?:记者)?\s*[\u3400-\u9fff]{2,4})\s*摄|[\u3400-\u9fff]{2,5}发\s*\((?P<d>[\u3400-\u9fff·]{2,8})\s*摄\)",
    re.IGNORECASE,
)

# As Japanese papers set them: what is seen ＝ the day, the place (who took it)
_ON_THE_DAY = re.compile(
    r"[^。=]{4,120}=(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:(?:午前|午後|夜|朝)[^、。]{0,8})?、[^。=()©]{1,24}(?:[(][^()]{1,30}[)])?"
)
_DAY_ALONE = re.compile(r"=(\d{1,2})日")
_TELLS = re.compile(
    "[でにをが][^、。]{0,16}(?:する|した|した?る|れる|れた|つ|う|く|す)|の様子|在.{2,}|(?:出席|致辞|发言|合影)"
)


def find_label(block: Traced) -> Label | None:
    """The block as a caption, or as a credit alone; None for a paragraph of the story."""
    view = plain(block.text)
    if len(view) > MAX_CAPTION:
        return None
    if match := _CREDIT_ALONE.fullmatch(view):
        credit = _place(match, "abcd")
        if credit and _is_credit(view[slice(*credit)]):
            return Label((0, 0), credit)
    if _ON_THE_DAY.fullmatch(view):
        return Label((0, len(view)), None)
    if _HEADING.fullmatch(view):
        return None
    opened = _OPENING.match(view)
    start = opened.end() if opened and not _SHOWN.match(view) else 0
    match = _BRACKETED.search(view, max(0, len(view) - 130)) or _TRAILING.search(view, max(0, len(view) - 90))
    if match and match.start() >= start and _is_label(view[start : match.start()]):
        return Label((start, match.start()), _place(match, "abcdef"), sure=_sentences(view[: match.start()]) <= 2)
    if opened:
        return Label((start, len(view)), None, sure=bool(_SHOWN.match(view) or start))
    return None


def day_alone(text: str, near: date) -> date | None:
    """The day that a Japanese caption gives without its month (``＝7日、``)."""
    match = _DAY_ALONE.search(plain(text))
    return day_near(int(match[1]), near) if match else None


def _is_credit(text: str) -> bool:
    """A name or a house; words that tell what is seen are a caption."""
    return len(text.split()) <= 7 and not ends_sentence(text) and not _TELLS.search(text)


def _place(match: re.Match[str], names: str) -> tuple[int, int] | None:
    for name in names:
        if name in match.re.groupindex and match[name] and match[name].strip():
            start, end = match.span(name)
            text = match[name]
            return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    return None


def _is_label(text: str) -> bool:
    return _sentences(text) <= 3


def _sentences(text: str) -> int:
    return len(
        re.findall(
            r"(?<![A-Z])(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec))(?<!Sept)[.!?](?=\s+[A-Z\"“]|$)|[。！？]",
            text.strip(),
        )
    )
