"""What stands round a story and belongs to it: lines of dates and sources, contacts, boilerplate."""

import re
from dataclasses import dataclass

from editions.folding import one_form

from .cleaning import Traced
from .dates import PrintedDate, dates
from .plain import CJK, HAN, ends_sentence, plain

CONTACT = re.compile(
    r"(?:[■●◆▼【\[(]\s?)?(?:(?:for )?(?:media|press|news|investor|editorial|public) (?:contacts?|inquir(?:y|ies)|enquir(?:y|ies)|relations|office|desk)\b(?:\s+(?:information|details))?(?:,? please (?:contact|call|e-?mail|write to))?|contacts?(?: information| details| person| us)?(?=\s*[:：\]】)]|\s*$)"
    r"|for (?:more|further|additional|press) (?:information|details|inquiries)[^:.@\d]{0,24}?(?:please (?:contact|visit|call|e-?mail|write to)|contact|visit|[:：]|$)|(?:media|press) registration|(?:please )?contact(?=(?-i: [A-Z][a-z]+ [A-Z])|:)"
    r"|(?:媒体|新闻|采访|记者)?(?:联系|联络|咨询)(?:人|方式|电话|邮箱|地址)?|媒体(?:联系|垂询|查询)|新闻联系|垂询"
    r"|(?:本件に(?:関|かん)する|取材(?:に(?:関|かん)する)?|報道関係者?(?:の|からの)?|本リリースに関する)?(?:お?問い?合わ?せ|ご?連絡|お?申し?込み)(?:先|窓口)?(?:・[^\s】]{1,20})?|取材(?:の)?お?申し?込み(?:先)?|広報(?:担当|窓口)?|担当(?:者)?)(?:は|について)?(?:\s?[】\])])?\s*[:：]?\s*",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:[■●◆▼□【\[<(]\s?)?(?:about (?:the )?(?P<a>[A-Z\"“][^.!?]{1,90})|background(?: information)?|notes? to editors?|editors?'? notes?|(?:\[?关于)[“\"《]?(?P<b>[^。]{2,40})|背景(?:资料|介绍|链接)?|(?:主办方|机构|论坛)简介|编者按|相关背景|(?P<c>[^。]{2,40}?)(?:について|とは)|(?:主催|団体|法人|会社|機構|組織|フォーラム)[^。]{0,8}の概要|(?P<d>[^。]{2,30})简介|団体概要|フォーラム概要)(?:\s?[】\])>])?\s*[:：]?\s*",
    re.IGNORECASE,
)
# A heading within a story: about a part of what took place, and not about who made it.
_PART_OF_IT = re.compile(
    r"(?:[開閉]会式|会見|会議|[内內]容|開催|日程|プログラム|結果|経緯|登壇者|参加者|テーマ|[开闭]幕式|议程|与会嘉宾|主题)$"
)
_FOUNDED = re.compile(
    rf"^(?:(?:first )?(?:established|founded|launched|created|initiated|inaugurated|started|held annually|organized annually)\b.{{0,40}}?\b(?:19|20)\d\d|(?:the |an? )?[^,.]{{3,80}},? (?:which )?(?:was )?(?:(?:first )?(?:established|founded|launched|created|initiated|inaugurated|set up)|is (?:an annual|a platform|a non-?profit|an independent|a think)|(?:has been )?held (?:annually|every year|alternately))"
    rf"|[“\"「『《【]?[{CJK}\-A-Za-z·・~]{{2,40}}[”\"」』》】]?[{CJK}]{{0,16}}?(?:[,、(](?:[^。]{{0,40}}?[)])?)?[^。]{{0,50}}?(?:(?:创办|创立|成立|创设|发起|設立|創設|発足|始ま|開始|スタート)[^。]{{0,50}}?(?:年|于)|(?:19|20)\d\d年[^。]{{0,60}}?(?:创办|创立|成立|创设|发起|設立|創設|発足|立ち上げ|始ま|開始|スタート)))",
    re.IGNORECASE,
)
_SOURCE_END = re.compile(r"(?:^|(?<=[.!?\"”)\]])\s*|(?<=\s))SOURCE:?\s+(?P<name>[A-Z][^\n]{1,160})$")
_SOURCE_STOP = re.compile(
    r"\s*(?:related links?|view original|https?://|www\.|post a comment|share this|###|for more information|photo\s?-|logo\s?-|copyright|©|contact:|media contact|\d{1,2}(?:,\d{3})* ?words)|(?<=[a-z)])(?=(?:Related|View|Post|Share|Photo|Logo|Copyright|Contact|Back|Read|Print)\b)",
    re.IGNORECASE,
)
_SOURCE_STOP_CASED = re.compile(
    r"(?<=[a-z)])(?=(?:Related|View|Post|Share|Photo|Logo|Copyright|Contact|Back|Read|Print|Media|About|The|Disclaimer|Download|Modal)\b)"
)
_SOURCE_LINE = re.compile(
    r"[\[(【]?\s*(?:(?:[Ss]ource|SOURCE|来源|來源|稿源|文章来源|信息来源|出典|出所|配信元?|提供元?|情報提供)\s*[:：]\s*)(?P<name>[^\n\])】]{1,79}[^\n\])】\s])\s*[\])】]?"
)
_ISSUER_LINE = re.compile(r"(?:消息来源|訊息來源|稿件来源)\s+(?P<name>\S{2,40})")
_BYLINE_EN = re.compile(
    r"(?:[Tt]ext )?(?:[Bb]y|BY) (?:(?:[A-Z][\w.]*(?: [A-Z][\w.]*)? )?(?:staff )?(?:writers?|reporters?|correspondents?) )?(?P<name>(?:[A-Z][\w.'-]*|and|,|&|de|van|von)(?:(?: |, ?| & )(?:[A-Z][\w.'-]*|and))*?)(?: in [A-Z][\w ,]{2,30})?(?P<rest>\s*(?:/|,|\||;|-\s|\s{2,}).{0,120})?",
)
_SIGNS = " |,/()[]:;·・-、【】<>~"
_MORE_NAMES = re.compile(r"(?:, ?[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,2})+(?=,| and |;|/|\||$)")
_BYLINE_CJK = re.compile(
    rf"[(\[【]?\s*(?:(?:本报|本网|本刊|特约|新华社|中新社|中国网|[{HAN}]{{1,6}}[社网报])?(?:记者|記者|通讯员|特约撰稿人?)|作者|撰文|撰稿|文字|文|取材|執筆|聞き手|取材・文|報告者|編集)\s*(?:[:：/=]\s*|\s+|(?<=[社网报刊]记者))(?P<name>[{CJK}·]{{2,8}}(?:[\s、,・/和]{{1,2}}[{CJK}·]{{2,8}}){{0,4}})\s*[)\]】]?(?P<rest>\s.{{0,80}})?"
)
_BYLINE_JA = re.compile(rf"[(（]?(?P<name>[{HAN}]{{2,4}}[\s　]?[{HAN}ぁ-んァ-ヶ]{{1,4}})(?:記者|特派員)[)）]?")
_TIME = re.compile(
    r"\(?(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\.?)?\s*(?:\(?(?:(?:[A-Z][a-z]+ ){1,3}Time\b|local time|UTC[+-]\d{1,2}|[A-Z]{2,4}\b(?:[+-]\d{1,2})?)\)?)?\)?|\d{1,2}時(?:\d{1,2}分)?|\d{1,2}时(?:\d{1,2}分)?",
    re.IGNORECASE,
)
_META_LABEL = re.compile(
    r"(?:last )?(?:updated?|published?|posted|release(?:d)? ?(?:date|on|at)?|issued|modified|date|time)(?: (?:on|at))?\s*[:：]?|(?:发布|更新|发表|发稿|发文)?(?:时间|日期|于)\s*[:：]?|发布|更新日?|(?:公開|掲載|配信|投稿|作成|発表|更新)(?:日時?|日付|日)?\s*[:：]?|日時?\s*[:：]|\bon\b|\bat\b",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"\d+ ?(?:words|views|comments?(?:\(s\))?)|阅读\d*|浏览(?:次数)?[:：]?\d*|字号.*$|【字体.*$|【.*?(?:字体|大中小).*$|font size.*$|print|e-?mail|share|评论\d*|编辑[:：]\s?\S{2,6}|责任编辑[:：]\s?\S{2,6}|editor\s?:? ?\w{2,20}(?-i: [A-Z][a-z]+)?|(?:\w+ )?app download",
    re.IGNORECASE,
)
_PLACE_AND_DAY = re.compile(r"[A-Z][A-Z ]{2,30}(?:, ?[A-Z][a-z]+)?, (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})")
_DETAIL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?\d[\d ()-]{6,}\d)|\b(?:tel|fax|phone|mobile|e-?mail|website|web|url)\b\s*[:：.]\s*\S|(?:電話|电话|传真|手机|邮箱|メール|担当)\s*[:：]|^(?:電話|电话|传真|手机|邮箱|メール|住所|地址|〒)|https?://\S+|www\.\S+",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    r"[^\w]?(?:what|when|where|who|why|how|dates?|time|venue|place|host|organi[sz]ers?|theme|主催|共催|後援|日時|日程|会期|会場|場所|テーマ|参加|内容|时间|日期|地点|主题|主办|承办|参会)\w{0,3}\s*[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meta:
    """A line that says when, from whom, by whom; each with its place in the block."""

    date: PrintedDate | None = None
    source: tuple[int, int] | None = None
    byline: tuple[int, int] | None = None


def meta(block: Traced) -> Meta | None:
    """The block as a line of date, source and by-line; None for anything that says more."""
    view = plain(block.text)
    if len(view) > 180:
        return None
    if view.startswith("原创") and (found := dates(view)):
        return Meta(found[0])
    rest, source, byline, printed = view, None, None, None
    if match := _PLACE_AND_DAY.fullmatch(view):
        found = dates(match["day"])
        return Meta(dates(view)[0]) if found and found[0].year else None
    if match := _BYLINE_EN.fullmatch(view):
        if len(match["name"]) > 70:
            return None
        byline = (match.start("name"), match.end("name") + len(_more_names(match["rest"] or "")))
        rest = _blank(rest, (0, byline[1]))
    elif match := _BYLINE_CJK.fullmatch(view):
        byline = match.span("name")
        rest = _blank(rest, (0, match.start("rest") if match["rest"] else len(view)))
    elif match := _BYLINE_JA.fullmatch(view):
        return Meta(byline=match.span("name"))
    if (match := _SOURCE_LINE.search(rest)) and not ends_sentence(match["name"]):
        start, _end = match.span("name")
        name = match["name"]
        cut = min([len(name), *(one.place[0] for one in dates(name))])
        if stop := re.search(
            r"\s{2,}|\s(?=大字体|小字体|字号|字体|分享|打印|评论|作者|记者|编辑|责任|发布|时间|\d{4}|by\b|author|editor|updated)|\|",
            name,
            re.IGNORECASE,
        ):
            cut = min(cut, stop.start())
        source = (start, start + len(name[:cut].rstrip(" ,|-([")))
        rest = _blank(rest, (match.start(), max(source[1], match.end() if cut == len(name) else source[1])))
    if byline is None and (
        match := re.search(
            rf"(?:作者|记者|記者|文)\s?[:：]\s?(?P<name>[{HAN}·]{{2,8}}(?:[、\s](?!责任|编辑|责编|来源|校对|审核|发布|时间)[{HAN}·]{{2,8}}){{0,3}})",
            rest,
        )
    ):
        byline = match.span("name")
        rest = _blank(rest, match.span())
    found = list(dates(rest))
    if found:
        printed = found[0]
        for one in found:
            rest = _blank(rest, one.place)
    if byline is None and printed is not None and (match := _BYLINE_EN.fullmatch(rest.strip())):
        shift = len(rest) - len(rest.lstrip())
        byline = (match.start("name") + shift, match.end("name") + shift)
        rest = _blank(rest, (0, len(rest)))
    for pattern in (_TIME, _META_LABEL, _COUNTERS):
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    left = re.sub(r"[\s|,/()\[\]:：;·・\-–—、【】<>~]+|\.(?!\w)", " ", rest).strip()
    if printed is None and source is None and byline is None:
        return None
    if printed is not None and source is None and byline is None and printed.year is None and left:
        return None
    if left:
        if len(left) > 60 or (ends_sentence(block.text) and len(left) > 30) or len(left.split()) > 7:
            return None
        if source is not None or (printed is None and byline is None):
            return Meta(printed, source, byline) if len(left) <= 24 else None
        if not re.search(r"[A-Za-z\u3400-\u9fff]", left) or not (
            re.search(r"[A-Z]", left) or re.search(f"[{CJK}]{{2}}", left)
        ):
            return Meta(printed, None, byline)
        clock = printed is not None and printed.year is not None and _TIME.search(view)
        if printed is not None and not clock and not _names_a_publisher(left):
            return None
        for words in re.finditer(r"[^\s|](?:[^|]*?[^\s|])??(?=\s{2,}|\s*\||[\s\W]*$)", rest):
            if _names_a_publisher(words[0]):
                start = words.start() + len(words[0]) - len(words[0].lstrip(_SIGNS))
                source = (start, words.end() - (len(words[0]) - len(words[0].rstrip(_SIGNS))))
                break
    return Meta(printed, source, byline)


def _more_names(rest: str) -> str:
    """Of what follows the first name of a by-line, the names after commas: two or three words, no house, no month."""
    match = _MORE_NAMES.match(rest)
    names = match[0] if match else ""
    return "" if _names_a_publisher(names) or re.search(r"\d", rest[len(names) : len(names) + 6]) else names


def _names_a_publisher(text: str) -> bool:
    """A site, an agency, a paper, a house: a few words with a capital, no verb."""
    if re.search(f"[{CJK}]", text):
        text = one_form(text)
        return len(text) <= (24 if "." in text else 14) and bool(
            re.search(r"网|社|报|台|新闻|NPO|局|集团|协会|通信|在线|财团|法人|部|省", text)
        )
    return (
        bool(
            re.search(
                r"\.(?:cn|com|net|org|jp)\b|\b(?:news|daily|times|post|review|agency|xinhua|kyodo|jiji|npo|wire|press|mainichi|asahi|yomiuri|nikkei|sankei|nhk|reuters|afp|network|group|center|ecns|cgtn|online)\b",
                text,
                re.IGNORECASE,
            )
        )
        and len(text.split()) <= 6
    )


def _blank(text: str, place: tuple[int, int]) -> str:
    return text[: place[0]] + " " * (place[1] - place[0]) + text[place[1] :]


def source_at_end(block: Traced) -> tuple[int, tuple[int, int], int] | None:
    """``SOURCE X`` at the end of a block: where it begins, the place of the name, where it ends."""
    view = plain(block.text)
    at = max(0, len(view) - 420)
    position = view.rfind("SOURCE", at)
    if position < 0:
        return None
    before = view[:position].rstrip()
    match = re.match(r"SOURCE\s?:?\s*(?P<name>\S[^\n]{1,160})", view[position:])
    if not match or (before and before[-1] not in '.!?"”)]。' and not before.endswith("-")):
        return None
    name = match["name"]
    stop = min(
        [
            len(name),
            *(
                found.start()
                for pattern in (
                    _SOURCE_STOP_CASED,
                    re.compile(
                        r"\s*(?:related links?\b|view original|https?://|www\.|post a comment|share this|#{3}|photo\s?-\s|logo\s?-\s|copyright\b|©|contact:|media contact)",
                        re.IGNORECASE,
                    ),
                )
                if (found := pattern.search(name))
            ),
        ]
    )
    name = name[:stop].rstrip(" .;|-")
    start = position + match.start("name")
    return position, (start, start + len(name)), start + stop


def source_line(block: Traced) -> tuple[int, int] | None:
    """A line ``Source: X`` or （来源：X） and nothing else: the place of the name."""
    view = plain(block.text)
    match = (_SOURCE_LINE.fullmatch(view) or _ISSUER_LINE.fullmatch(view)) if len(block.text) < 120 else None
    if not match or dates(match["name"]) or _TIME.search(match["name"]) or "  " in match["name"]:
        return None
    start, end = match.span("name")
    return start, end


def source_in_brackets(block: Traced) -> tuple[int, tuple[int, int]] | None:
    """（来源：X） glued to the end of a paragraph."""
    view = plain(block.text)
    match = re.search(
        r"\s*[(\[【](?:来源|來源|稿源|出典|source)\s*[:：]\s*(?P<name>[^)\]】]{2,40})[)\]】]\s*$", view, re.IGNORECASE
    )
    return (match.start(), match.span("name")) if match else None


def contact_start(block: Traced) -> int | None:
    """Where the details begin after a heading such as ``Media contact:``; None for any other block."""
    view = plain(block.text)
    match = CONTACT.match(view)
    if not match or not match[0].strip():
        return None
    rest = view[match.end() :]
    heading = match[0].rstrip()
    if not rest or heading[-1] in ":】])" or _DETAIL.search(rest[:200]):
        return match.end() if len(view) < 700 else None
    return None


def is_particular(text: str) -> bool:
    """Whether a line gives one particular of an event after its label: ``When: …``, ``会場：…``."""
    return len(text) < 160 and bool(_PARTICULAR.match(plain(text)))


def has_details(text: str) -> bool:
    """Whether a short block gives an address, a number or a mailbox."""
    return len(text) < 300 and bool(_DETAIL.search(plain(text)))


def about_start(block: Traced, forum_names: re.Pattern[str] | None) -> int | None:
    """Where the text begins after a heading such as ``About the Forum``; its length where the heading is all."""
    view = plain(block.text)
    if (
        forum_names
        and len(view) < 70
        and re.fullmatch(rf"[\W\d]*(?:the )?(?:{forum_names.pattern})[\W]*", view, re.IGNORECASE)
    ):
        return len(view)
    match = ABOUT.fullmatch(view) if len(view) < 110 and not ends_sentence(view.rstrip(":：")) else None
    if match and not any(_PART_OF_IT.search(match[name] or "") for name in "bc"):
        return len(view)
    if match := re.match(
        r"(?:(?:notes? to editors?|editors?'? notes?|background|编者按|背景(?:资料|介绍)?)[:：]\s*|about (?:the )?[A-Z][^.:!?]{1,60}[:：]\s+|关于[^。:：,，]{2,24}[:：]\s*|【[^】]{2,30}(?:について|とは)】\s*|【关于[^】]{2,24}】\s*)(?=\S)",
        view,
        re.IGNORECASE,
    ):
        return match.end()
    return None


def describes_itself(text: str, forum_names: re.Pattern[str] | None) -> bool:
    """Whether a last paragraph says what the forum is and since when, as boilerplate without a heading does."""
    view = plain(text)
    if not _FOUNDED.match(view):
        return False
    return (
        bool(forum_names.search(view[:260]))
        if forum_names
        else bool(re.search(r"forum|论坛|フォーラム", view[:260], re.IGNORECASE))
    )
