"""The letter round a text: its head, its greeting, its end."""

import re

from .cleaning import Traced
from .plain import plain

_HEADER = re.compile(
    r"(?P<name>From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID|MIME-Version|Content-Type|Content-Transfer-Encoding|X-[\w-]+|Received|Return-Path|Delivered-To|发件人|收件人|抄送|主题|日期|发送时间|发件日期|差出人|宛先|件名|日時|送信日時|送信者)\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:(?:re|fw|fwd|转发|答复|回复)\s*[:：]\s*|\[?(?:press|news|media) release\]?\s*[:：\-–—|]?\s*|【?(?:プレスリリース|ニュースリリース|新闻稿|报道资料|報道資料)】?\s*[:：]?\s*)+",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear|hello|hi|greetings)\b[^.]{0,60}[,:]?|(?:best|kind|warm|with (?:best|kind))? ?(?:regards|wishes),?|(?:please )?(?:find|see|note) (?:the |our |attached |below |enclosed ){1,3}.{0,50}|sincerely,?|yours .{0,20},?|thank you,?|尊敬的.{0,20}[:：]|各位(?:媒体|记者).{0,12}[:：]?|此致|敬礼|(?:報道|マスコミ)関係者?(?:の)?(?:皆様|各位|の皆様へ)?.{0,6}|.{2,30}(?:でございます|と申します)。|いつもお世話になっております.{0,30}|お世話になっております.{0,10}|よろしくお願い.{0,20}|敬具|拝啓",
    re.IGNORECASE,
)

_CLOSING = re.compile(
    r"(?:(?:best|kind|warm|with (?:best|kind))? ?(?:regards|wishes)|sincerely|yours .{0,20}|many thanks|thank you)[,.]?|此致|敬礼|敬具|よろしくお願い.{0,20}",
    re.IGNORECASE,
)


def header(block: Traced) -> tuple[str, tuple[int, int]] | None:
    """A mail header: its English name in lower case and the place of its value."""
    match = _HEADER.fullmatch(plain(block.text)) if len(block.text) < 600 else None
    if not match:
        return None
    names = {
        "件名": "subject",
        "主题": "subject",
        "日時": "date",
        "日期": "date",
        "送信日時": "date",
        "发送时间": "date",
        "发件日期": "date",
        "sent": "date",
    }
    name = match["name"].casefold()
    return names.get(name, name), match.span("value")


def subject_start(text: str) -> int:
    """Where the headline begins in a subject line, after Fwd: and Press release:."""
    match = _PREFIX.match(plain(text))
    return match.end() if match else 0


def is_closing(text: str) -> bool:
    """Whether a line ends a letter: a name may follow it."""
    return len(text) < 40 and bool(_CLOSING.fullmatch(plain(text).strip()))


def is_greeting(text: str) -> bool:
    return len(text) < 80 and bool(_GREETING.fullmatch(plain(text).strip()))
