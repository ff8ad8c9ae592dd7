"""Titles as they are printed beside a name."""

import re

from editions.folding import one_form

from .plain import CJK, HAN

TITLE_WORD = (
    r"(?:chair(?:man|woman|person)?|president|director|minister|ambassador|professor|prof\.|members?|head|deputy|vice|secretary|editor|chief|ceo|cfo|founder|"
    r"representative|governor|advis[eo]r|commissioner|councill?or|dean|fellow|researcher|scholar|spokes(?:man|woman|person)|general|admiral|commander|officer|"
    r"economist|journalist|consul|envoy|premier|mayor|senator|lawmaker|diplomat|manager|leader|organi[sz]er|partner|lecturer|expert|analyst|columnist|executive|"
    r"delegate|co-?chair(?:man)?|speaker of|moderator|host|counsel|doctor|dr\.|publisher|producer|anchor|undersecretary|politician)"
)
_ENDS_AS_TITLE = re.compile(rf"\b[A-Z][\w-]+ (?i:{TITLE_WORD})$")
HAS_TITLE = re.compile(rf"\b{TITLE_WORD}\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:[(（][^()（）]{1,30}[)）])?\s*,\s+(?P<title>(?:(?!,\s|;|\.\s|\.$|:\s|\n).){4,240})")
_STOP = re.compile(
    r"\b(?:said|says|noted|stressed|praised|told|called|highlighted|expressed|emphasi[sz]ed|pointed|added|delivered|addressed|attended|urged|who|which|that|is|was|were|are|has|had|will|spoke|speaks|gave|hoped|believes?|argued|opened|welcomed|met|in (?:his|her|a)|and [A-Z][\w'-]+ [A-Z][\w'-]+,)\b"
)
_BEFORE_WORD = re.compile(
    r"(?:(?>[A-Z][\w.'’&/-]*|[a-z]+-[a-z]+|of|the|for|and|on|in|at|to|then|former|acting|deputy|vice|senior|executive|chief|honorary|incumbent|visiting|\(?[A-Z]{2,8}\)?|"
    + TITLE_WORD
    + r")\s++){1,16}$",
    re.IGNORECASE,
)
TITLES_ZH = "外长|防长|国务委员|总领事|特使|总编辑|副总编辑|董事长|总经理|理事长|副理事长|秘书长|委员长|副局长|局长|副主任|主任|副部长|部长|大使|公使|主席|副主席|总裁|副总裁|院长|所长|会长|副会长|教授|社长|副社长|首相|外相|大臣|官房长官|书记|代表|研究员|总理|副总理|发言人|顾问|校长|主编|行长|将军|少将|中将|议员|众议员|参议员|学者|专家|理事|名誉理事"
_TITLES_JA = "総編集長|編集長|内閣官房長官|官房長官|外務大臣|大臣|外相|防衛相|首相|総理|副大臣|政務官|大使|公使|公使参事官|理事長|副理事長|名誉理事|理事|会長|副会長|社長|副社長|代表|共同代表|所長|院長|副院長|局長|副局長|総裁|副総裁|主任|副主任|部長|副部長|議員|衆議院議員|参議院議員|教授|特別教授|名誉教授|准教授|研究員|主席|書記|秘書長|委員|委員長|事務総長|事務次長|顧問|特別顧問|知事|編集委員|論説委員|編集主幹|総編集|報道官|政治局委員|党中央政治局委員|氏|さん"
_ZH_BEFORE = re.compile(rf"(?P<title>[{HAN}A-Za-z“”·、\-（）()]{{0,50}}?(?:{TITLES_ZH}))\s?$")
_JA_AFTER = re.compile(
    rf"(?:[・·]\s?)?(?P<title>(?:[{CJK}A-Za-z・\-（）]{{0,40}}?)(?:{_TITLES_JA}))(?=[はがのをもとへに、。」』\s（(・]|から|より|ら|$)"
)
_BRACKETED = re.compile(r"(?:氏|さん)?\s?[（(](?P<title>[^（）()]{2,60})[)）]")
_IN_BRACKETS = re.compile(rf"[(（、](?P<title>(?:{_TITLES_JA}|{TITLES_ZH}))[:：]\s?$")
_JA_BEFORE = re.compile(rf"(?P<title>[{CJK}A-Za-zA-Z・\-]{{2,44}}?(?:{_TITLES_JA}))(?:の|、|・|である|を務める|\s)$")
_LEADING = re.compile(r"^(?:(?:an?|the|then|also|and|while|with|by|of|to|for|in|on|at|as|from)\s+)+", re.IGNORECASE)
_ZH_LEADING = re.compile(r"^.*(?:其中|来自|以及|包括|邀请|(?<![一-龥])由|据|会见了?|对|与|和|及|，)")


def title_of(text: str, start: int, end: int, language: str) -> str | None:
    if re.search(rf"[{CJK}]", text[start:end]):
        return _title_cjk(text, start, end, language)
    match = _AFTER.match(text, end)
    if match:
        title = match["title"]
        stop = _STOP.search(title)
        title = re.split(r"\s[-–—]+\s|[–—]", title[: stop.start()] if stop else title)[0]
        title = _LEADING.sub("", title.strip(" ,"))
        if HAS_TITLE.search(title) and len(title) < 200:
            return title.strip() or None
    before = text[max(0, start - 160) : start]
    before = re.split(
        r"[,;:.!?\"”“(（\n](?:\s|$)|\s(?:as|by|that|said|while|when|between|including)\s+(?=[A-Z])(?!.*\b(?:and)\b.*of)",
        before,
    )[-1]
    joined = re.match(r"(?P<first>.*)\sand\s+(?=[A-Z])(?!.*\b(?:and)\b.*of)(?P<second>.*)$", before)
    if joined and not _ENDS_AS_TITLE.search(joined["first"]):
        before = joined["second"]
    if found := _BEFORE_WORD.search(before):
        title = _LEADING.sub("", found[0].strip())
        if HAS_TITLE.search(title):
            return title
    return None


def _last_titles(text: str) -> str:
    """Of what is listed before a name, the titles at the end: the part before the mark is one where it ends as one."""
    parts = text.split("、")
    kept = [parts.pop()]
    while parts and re.search(rf"(?:{TITLES_ZH}|委员)$", parts[-1]):
        kept.insert(0, parts.pop())
    return "、".join(kept)


def _title_cjk(text: str, start: int, end: int, language: str) -> str | None:
    before = re.split(r"[，,。；;：:！？!?\n「」『』【】]", text[max(0, start - 60) : start])[-1]
    if found := _IN_BRACKETS.search(text[max(0, start - 12) : start]):
        return found["title"]
    if language == "zh-hans":
        view = one_form(before)
        if found := _ZH_BEFORE.search(view):
            title = _ZH_LEADING.sub("", _last_titles(found["title"])).strip("“”")
            start = view.rfind(title, 0, found.end("title"))
            return before[start : start + len(title)] or None
        if (found := _BRACKETED.match(text, end)) and re.search(f"(?:{TITLES_ZH})", found["title"]):
            return found["title"]
        return None
    if (found := _BRACKETED.match(text, end)) and re.search(f"(?:{_TITLES_JA})", found["title"]):
        return found["title"]
    after = _JA_AFTER.match(text, end, end + 60)
    if after and after["title"] not in {"氏", "さん"}:
        return after["title"].lstrip("・") or None
    if found := _JA_BEFORE.search(before):
        title = re.split(r"、|[しれべ][てた]|いる|により|による", found["title"])[-1]
        return title or None
    return None
