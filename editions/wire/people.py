"""Who is named in a text, with the title printed beside the name."""

import re
from dataclasses import dataclass

from .cleaning import Traced
from .dates import MONTHS, WEEKDAYS
from .knowledge import Knowledge
from .names import Index, Match, misprint_of
from .plain import CJK, HAN, Taken, plain
from .reading import Person

_TITLE_WORD = (
    r"(?:chair(?:man|woman|person)?|president|director|minister|ambassador|professor|prof\.|members?|head|deputy|vice|secretary|editor|chief|ceo|cfo|founder|"
    r"representative|governor|advis[eo]r|commissioner|councill?or|dean|fellow|researcher|scholar|spokes(?:man|woman|person)|general|admiral|commander|officer|"
    r"economist|journalist|consul|envoy|premier|mayor|senator|lawmaker|diplomat|manager|leader|organi[sz]er|partner|lecturer|expert|analyst|columnist|executive|"
    r"delegate|co-?chair(?:man)?|speaker of|moderator|host|counsel|doctor|dr\.|publisher|producer|anchor|undersecretary|politician)"
)
_HAS_TITLE = re.compile(rf"\b{_TITLE_WORD}\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:[(（][^()（）]{1,30}[)）])?\s*,\s+(?P<title>(?:(?!,\s|;|\.\s|\.$|:\s|\n).){4,240})")
_STOP = re.compile(
    r"\b(?:said|says|noted|stressed|praised|told|called|highlighted|expressed|emphasi[sz]ed|pointed|added|delivered|addressed|attended|urged|who|which|that|is|was|were|are|has|had|will|spoke|speaks|gave|hoped|believes?|argued|opened|welcomed|met|in (?:his|her|a)|and [A-Z][\w'-]+ [A-Z][\w'-]+,)\b"
)
_BEFORE_WORD = re.compile(
    r"(?:(?:[A-Z][\w.'’&/-]*|[a-z]+-[a-z]+|of|the|for|and|on|in|at|to|then|former|acting|deputy|vice|senior|executive|chief|honorary|incumbent|visiting|\(?[A-Z]{2,8}\)?|"
    + _TITLE_WORD
    + r")[\s]+){1,16}$",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[A-Z][a-z'’]+(?:-[A-Za-z][a-z]+)?(?: [A-Z]\.)?(?: (?:[A-Z][a-z'’]+|[A-Z]{2,12})(?:-[A-Za-z][a-z]+)?){1,2})"
_SAID = r"(?:said|says|noted|stressed|told|highlighted|emphasi[sz]ed|pointed out|added|delivered|urged|argued|praised|remarked|stated|observed|moderated|explained)"
_UNKNOWN = [
    re.compile(
        rf"(?<![\w.-]){_NAME}(?=,\s+(?:an? |the |then[- ]|former |also )?(?:[\w'’.-]+ ){{0,5}}?{_TITLE_WORD}\b)"
    ),
    re.compile(
        rf"\b(?:{_TITLE_WORD}|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?)\s+{_NAME.replace('(?P<name>', '(?P<name>(?-i:').replace('{1,2})', '{1,2}))')}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w.-]){_NAME}(?= {_SAID}\b)"),
    re.compile(rf"(?<![\w.-]){_NAME}(?=\s*[(（][{CJK}・·\s]{{2,12}}[)）])"),
]
_NOT_NAMES = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "forum",
        "institute",
        "ministry",
        "university",
        "council",
        "group",
        "office",
        "center",
        "centre",
        "committee",
        "association",
        "foundation",
        "agency",
        "bureau",
        "department",
        "academy",
        "corporation",
        "company",
        "international",
        "national",
        "global",
        "foreign",
        "prime",
        "general",
        "central",
        "republic",
        "party",
        "state",
        "news",
        "daily",
        "times",
        "press",
        "network",
        "north",
        "south",
        "east",
        "west",
        "united",
        "asia",
        "asian",
        "european",
        "union",
        "world",
        "bank",
        *WEEKDAYS,
        *MONTHS,
        "opening",
        "closing",
        "ceremony",
        "keynote",
        "plenary",
        "session",
        "dialogue",
        "cooperation",
        "framework",
        "agreement",
        "declaration",
        "consensus",
        "joint",
        "statement",
        "media",
        "security",
        "economic",
        "digital",
        "economy",
        "youth",
        "political",
        "diplomacy",
        "people's",
        "relations",
        "policy",
        "affairs",
        "research",
        "development",
        "communications",
        "communication",
        "publishing",
        "industry",
        "chamber",
        "federation",
        "society",
        "strategic",
        "studies",
        "school",
        "college",
        "treaty",
        "peace",
        "order",
        "hotel",
        "tower",
        "hall",
        "house",
        "post",
        "review",
        "journal",
        "magazine",
        "survey",
        "poll",
        "public",
        "opinion",
        "npo",
        "executive",
        "new",
        "year",
        "professor",
        "president",
        "chairman",
        "director",
        "minister",
        "ambassador",
        "secretary",
        "but",
        "and",
        "for",
        "with",
        "from",
        "over",
        "about",
        "during",
        "following",
        "speaking",
        "according",
    ]
)
_NATIVE = re.compile(rf"\s*[(（]\s*(?P<native>[{CJK}・·\s]{{2,12}})\s*[)）]")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文莫"
_TITLES_ZH = "总编辑|副总编辑|董事长|总经理|理事长|副理事长|秘书长|委员长|副局长|局长|副主任|主任|副部长|部长|大使|公使|主席|副主席|总裁|副总裁|院长|所长|会长|副会长|教授|社长|副社长|首相|外相|大臣|官房长官|书记|代表|研究员|总理|副总理|发言人|顾问|校长|主编|行长|将军|少将|中将|议员|众议员|参议员|学者|专家|理事|名誉理事"
_TITLES_JA = "総編集長|編集長|内閣官房長官|官房長官|外務大臣|大臣|外相|防衛相|首相|総理|副大臣|政務官|大使|公使|公使参事官|理事長|副理事長|名誉理事|理事|会長|副会長|社長|副社長|代表|共同代表|所長|院長|副院長|局長|副局長|総裁|副総裁|主任|副主任|部長|副部長|議員|衆議院議員|参議院議員|教授|特別教授|名誉教授|准教授|研究員|主席|書記|秘書長|委員|委員長|事務総長|事務次長|顧問|特別顧問|知事|編集委員|論説委員|編集主幹|総編集|報道官|政治局委員|党中央政治局委員|氏|さん"
_ZH_BEFORE = re.compile(rf"(?P<title>[{HAN}A-Za-z“”·、\-（）()]{{0,50}}?(?:{_TITLES_ZH}))\s?$")
_JA_AFTER = re.compile(
    rf"(?:[・·]\s?)?(?P<title>(?:[{CJK}A-Za-z・\-（）]{{0,40}}?)(?:{_TITLES_JA}))(?=[はがのをもとへに、。」』\s（(・]|から|より|ら|$)"
)
_BRACKETED = re.compile(r"(?:氏|さん)?\s?[（(](?P<title>[^（）()]{2,60})[)）]")
_JA_BEFORE = re.compile(rf"(?P<title>[{CJK}A-Za-zA-Z・\-]{{2,44}}?(?:{_TITLES_JA}))(?:の|、|・|である|を務める|\s)$")
_UNKNOWN_ZH = re.compile(
    rf"(?:{_TITLES_ZH})(?P<name>[{_SURNAMES}][{HAN}]{{1,2}}?|[{HAN}]{{4}}?)(?=[，,、。；;（(]|在|表示|说|指出|致辞|发表|认为|强调|出席|介绍|主持|主张|透露|呼吁|和|与|及|等|就|对|向|宣布)"
)
_UNKNOWN_JA = re.compile(
    rf"(?:の|、|。|・|^|」|\s|と|（)(?P<name>[{HAN}]{{2,3}}[\s　]?[{HAN}ァ-ヶー]{{1,3}}|[ァ-ヶー]{{2,8}}[・＝][ァ-ヶー・＝]{{2,12}})(?=(?:氏|さん)(?:[はがのをもとへに、。」（(]|ら|から|$))"
)
_LEADING = re.compile(r"^(?:(?:an?|the|then|also|and|while|with|by|of|to|for|in|on|at|as|from)\s+)+", re.IGNORECASE)
_ZH_LEADING = re.compile(r"^.*(?:其中|来自|以及|包括|邀请|(?<![一-龥])由|据|会见了?|对|与|和|及|，)")


@dataclass(frozen=True, slots=True)
class Misprint:
    printed: str
    right: str
    part: Traced
    place: tuple[int, int]


def find_people(
    parts: list[Traced], knowledge: Knowledge, language: str, taken: list[list[tuple[int, int]]]
) -> tuple[list[Person], list[Misprint]]:
    """Everybody once, at the first mention that has a title, else at the first; and names printed wrongly.

    ``taken`` lists for each part the places that are names of something else.
    """
    index = Index(knowledge.speakers)
    order: list[str] = []
    people: dict[str, Person] = {}
    misprints: dict[str, Misprint] = {}
    for part, places in zip(parts, taken, strict=True):
        known = index.find(part.text)
        candidates: list[tuple[int, int, Match | None]] = [(match.start, match.end, match) for match in known]
        here = Taken([*places, *((match.start, match.end) for match in known)])
        for start, end in _unknown(part.text, language):
            if not here.overlaps(start, end):
                here.add(start, end)
                candidates.append((start, end, None))
        for start, end, match in sorted(candidates, key=lambda one: one[:2]):
            person, misprint = _person(part, start, end, match, index, language)
            if person is None:
                continue
            key = person.speaker or person.name
            if misprint:
                misprints.setdefault(key, misprint)
            if key not in people:
                order.append(key)
                people[key] = person
            elif people[key].title is None and person.title and people[key].name == person.name:
                people[key] = person
    return [people[key] for key in order], list(misprints.values())


def _person(
    part: Traced, start: int, end: int, match: Match | None, index: Index, language: str
) -> tuple[Person | None, Misprint | None]:
    text = part.text
    name = text[start:end]
    for ending in ("'s", "’s"):
        if name.endswith(ending):
            name, end = name.removesuffix(ending), end - 2
    native = _NATIVE.match(text, end)
    title = _title(text, start, end, language)
    printed_native = re.sub(r"\s", "", native["native"]) if native and not re.search(rf"[{CJK}]", name) else None
    misprint = None
    if match:
        right = misprint_of(match)
        if right:
            misprint = Misprint(name, right, part, (start, end))
        return Person(
            name, printed_native or match.known.native or None, title, match.known.slug, part.span(start, end), True
        ), misprint
    near = index.nearest(name)
    if near is None and printed_native and (found := index.find(printed_native)):
        return Person(name, printed_native, title, found[0].known.slug, part.span(start, end), False), None
    if near:
        misprint = Misprint(name, near[1], part, (start, end))
        return Person(
            name, printed_native or near[0].native or None, title, near[0].slug, part.span(start, end), False
        ), misprint
    return Person(name, printed_native, title, None, part.span(start, end), False), None


def _unknown(text: str, language: str) -> list[tuple[int, int]]:
    """Places of what looks like somebody's name."""
    if language == "zh-hans":
        return [match.span("name") for match in _UNKNOWN_ZH.finditer(plain(text))]
    if language == "ja":
        return [match.span("name") for match in _UNKNOWN_JA.finditer(text)]
    found = []
    for pattern in _UNKNOWN:
        for match in pattern.finditer(text):
            words = re.split(r"[ -]", match["name"].casefold())
            if not any(word.strip(".'’") in _NOT_NAMES or _HAS_TITLE.fullmatch(word) for word in words):
                found.append(match.span("name"))
    return found


def _title(text: str, start: int, end: int, language: str) -> str | None:
    if re.search(rf"[{CJK}]", text[start:end]):
        return _title_cjk(text, start, end, language)
    match = _AFTER.match(text, end)
    if match:
        title = match["title"]
        stop = _STOP.search(title)
        title = title[: stop.start()] if stop else title
        title = _LEADING.sub("", title.strip(" ,"))
        if _HAS_TITLE.search(title) and len(title) < 200:
            return title.strip() or None
    before = text[max(0, start - 160) : start]
    before = re.split(
        r"[,;:.!?\"”“(（\n](?:\s|$)|\s(?:and|as|by|that|said|while|when|between|including)\s+(?=[A-Z])(?!.*\b(?:and)\b.*of)",
        before,
    )[-1]
    if found := _BEFORE_WORD.search(before):
        title = _LEADING.sub("", found[0].strip())
        if _HAS_TITLE.search(title):
            return title
    return None


def _last_titles(text: str) -> str:
    """Of what is listed before a name, the titles at the end: the part before the mark is one where it ends as one."""
    parts = text.split("、")
    kept = [parts.pop()]
    while parts and re.search(rf"(?:{_TITLES_ZH}|委员)$", parts[-1]):
        kept.insert(0, parts.pop())
    return "、".join(kept)


def _title_cjk(text: str, start: int, end: int, language: str) -> str | None:
    before = re.split(r"[，,。；;：:！？!?\n「」『』【】]", text[max(0, start - 60) : start])[-1]
    if language == "zh-hans":
        if found := _ZH_BEFORE.search(before):
            return _ZH_LEADING.sub("", _last_titles(found["title"])).strip("“”") or None
        if (found := _BRACKETED.match(text, end)) and re.search(f"(?:{_TITLES_ZH})", found["title"]):
            return found["title"]
        return None
    if (found := _BRACKETED.match(text, end)) and re.search(f"(?:{_TITLES_JA})", found["title"]):
        return found["title"]
    after = _JA_AFTER.match(text, end, end + 60)
    if after and after["title"] not in {"氏", "さん"}:
        return after["title"].lstrip("・") or None
    if found := _JA_BEFORE.search(before):
        title = re.split(r"、|して|により|による", found["title"])[-1]
        return title or None
    return None
