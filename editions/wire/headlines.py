"""The line above a text: what was glued to it, and the name of the site behind it."""

import re

from .plain import plain

SITE_NAME = re.compile(
    r"\s*[-_|]\s*[\u3400-\u9fff]{2,6}(?:网|网站|客户端|在线|频道|新闻社|通讯社|日报|新聞)$|\s+[-|_–—]\s+(?:Xinhua.*|[\w. ]{2,30}\.(?:cn|com|net|org|jp)\b.*|(?:[\u3400-\u9fff]{2,6}[网社]|[\w ]{2,20}News(?: Agency)?)(?:\s?[|-].{0,40})?)$"
)
_BRANDS = re.compile(
    r"(?:PR|Globe|Business)?(?:Newswire|NewsWire|AsiaNet|LinkedIn|YouTube|WeChat|TikTok|iPhone|eBay|FinTech|Fintech|DeepSeek|OpenAI|BioTech|PayPal|McDonald|MacArthur|McKinsey|DreamNews|EcoTech)"
)


_SITE = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:cn|com|net|org|jp)|[\u3400-\u9fff·]{2,8}(?:网|网站|通讯社|新闻社|新聞社|日报|日報|新聞|在线|通信社)|(?:[A-Z][\w&]+ ){1,2}(?:News|Daily|Newswire|Press|Online|Network|Times|Insider|Finance)(?: Agency)?"
)


SIGNS = re.compile(r"[◎○●◆◇■□★☆▼▽▲△▶]+\s*")


def is_site(text: str) -> bool:
    """Whether a line is the name of a site, a paper or an agency and no more."""
    return all(_SITE.fullmatch(part) for part in re.split(r"\s*[|/]\s*|\s-\s", plain(text).strip()))


def glued_title(text: str, forum: re.Pattern[str] | None) -> int | None:
    """Where a second line begins that was glued to a headline; None where it is one."""
    if forum:
        for match in forum.finditer(plain(text)):
            rest = text[match.end() :]
            if match.start() < 40 and re.match(r"[A-Z][a-z]*[ -]", rest):
                return match.end()
    brands = [match.span() for match in _BRANDS.finditer(text)]
    for match in re.finditer(r"(?<=[a-z]{3})(?=[A-Z][a-z]+[ ,’'-])", text):
        if any(start <= match.start() <= end for start, end in brands):
            continue
        before = re.search(r"[\w'-]+$", text[: match.start()])
        if before and len(before[0]) > 3 and before[0] not in {"Mac"} and match.start() > 8:
            return match.start()
    return None
