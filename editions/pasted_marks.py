"""What the tags, classes and styles of word processors and web pages mean for the words they stand round."""

import re

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
EMBEDDED = {"iframe", "object", "embed", "video", "audio", "canvas", "svg", "applet"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCK = HEADINGS | {"p", "div", "table", "ul", "ol", "li", "blockquote", "pre", "section", "dl"}
INLINE = {
    "span",
    "font",
    "a",
    "b",
    "i",
    "strong",
    "em",
    "u",
    "s",
    "strike",
    "ins",
    "sup",
    "sub",
    "small",
    "big",
    "mark",
}
# What ends where the next begins, where nothing says that it ends.
ENDED_BY = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}, "li": {"li"}}
ENDED_BY |= {block: {"p"} for block in BLOCK - {"li"}}

_UNSAID = {"script", "style", "xml", "head", "title", "template", "noscript", "math", "rp"}
_CONTROLS = {"nav", "select", "textarea", "label", "datalist"}
_ROLES = {
    "navigation",
    "menu",
    "menubar",
    "menuitem",
    "tab",
    "tablist",
    "toolbar",
    "search",
    "switch",
    "combobox",
    "listbox",
}
_SEEN_BY_NOBODY = {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"}
# Media of a chat program's articles come under names of its own.
_OWN_MEDIA = re.compile(r"mp-?(?:common|video|voice|audio|miniprogram|qqmusic|weapp)[a-z-]*|qqmusic")
_NOTE = re.compile(r"#(?:_?(?:ftn|edn|ftnt)(?:_?ref)?_?\d|sdfootnote|sdendnote|cmnt)", re.IGNORECASE)
_SHARE_PLACE = re.compile(
    r"https?://(?:[\w-]+\.)*(?:(?:twitter|x)\.com/(?:intent|share)|facebook\.com/(?:sharer|dialog)|service\.weibo\.com/share"
    r"|lineit\.|line\.me/R/(?:msg|share)|social-plugins\.line\.me|b\.hatena\.ne\.jp/(?:entry|add)|linkedin\.com/share"
    r"|sns\.qzone\.qq\.com|connect\.qq\.com/widget|getpocket\.com/(?:edit|save)|reddit\.com/submit|addtoany\.com|addthis\.com)",
    re.IGNORECASE,
)
_SHARE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|sns)(?:$|\s|[_-]?(?:share|btns?|buttons?|bar|box|links?|list|icons?|tools?|widgets?|area|menu|wrap|count|title|label|weibo|wechat|weixin|twitter|facebook|line)\b)"
    r"|addthis|bdshare|jiathis|bshare|twitter-share|fb-like|fb-share|hatena-bookmark|line-it-button",
    re.IGNORECASE,
)
LONGEST_CONTROL = 100  # letters; what says more is not a button, whatever it is called

_GREY = 24  # of 255: colours whose parts differ by no more are what pages write their text in
_HEX = re.compile(r"#(?:([\da-f])([\da-f])([\da-f])|([\da-f]{2})([\da-f]{2})([\da-f]{2}))(?:[\da-f]{1,2})?")
_RGB = re.compile(r"rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)(?:[,/ ]+([\d.]+)%?)?\)")
_PLAIN_COLOURS = {
    "black",
    "windowtext",
    "auto",
    "inherit",
    "initial",
    "unset",
    "currentcolor",
    "transparent",
    "white",
    "none",
    "gray",
    "grey",
}
_NUMBER = re.compile(
    r"[(（【]?(?:(?:\d+[.．-])*\d+|[０-９]+|[ivx]+|[IVX]+|[ⅰ-ⅻⅠ-Ⅻ]|[一二三四五六七八九十]+|[a-zA-Zア-ン甲乙丙丁])[)）】.．､、:：]|[\d０-９]+|[一二三四五六七八九十]+|[①-⑳⑴-⒇⒈-⒛]"
)
_FIRST = {"1", "１", "a", "A", "i", "I", "ⅰ", "Ⅰ", "一", "ア", "イ", "甲", "①", "⑴", "⒈"}
_AFTER = {"i": "h", "I": "H", "イ": "ア"}  # letters that begin a list, or go on with one
_SYMBOLS = ("wingding", "webding", "symbol", "dingbat", "courier")


def style_of(text: str) -> dict[str, str]:
    """The declarations of a style attribute, names and values in small letters."""
    pairs = (one.partition(":") for one in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs if value.strip()}


def silenced(tag: str, given: dict[str, str], style: dict[str, str]) -> str | None:
    """Why the words of an element are left out; None where they are kept."""
    classes = given.get("class", "").lower()
    if tag in EMBEDDED or _OWN_MEDIA.fullmatch(tag):
        return "embedded"
    if tag in _UNSAID:
        return "unsaid"
    if tag in _CONTROLS or given.get("role", "").lower() in _ROLES:
        return "control"
    if tag == "del" or "msodel" in classes:
        return "deleted"
    element = style.get("mso-element", "")
    if "comment" in element or "msocommentreference" in classes or "msocomanchor" in classes:
        return "comment" if element != "comment-list" else "unsaid"  # each is counted where it points from
    if "footnote" in element or "endnote" in element or given.get("id", "").startswith(("sdfootnote", "sdendnote")):
        return "unsaid"
    if "mso-footnote-id" in style or "mso-endnote-id" in style or _NOTE.match(given.get("href", "")):
        return "footnote"
    if style.get("mso-list") == "ignore":
        return "sign"
    if style.get("display") == "none" or style.get("mso-hide") == "all" or "hidden" in given:
        return "hidden"
    if _SEEN_BY_NOBODY.intersection(classes.split()):
        return "hidden"
    if style.get("visibility") == "hidden" and given.get("id") != "js_content":  # shown by a script of its page
        return "hidden"
    return None


def perhaps_control(tag: str, given: dict[str, str]) -> str:
    """Whether an element may be a button or a widget for sharing: how it is known, to be judged by its words."""
    if tag == "button" or given.get("role", "").lower() == "button":
        return "button"
    address = given.get("href", "").strip() if tag == "a" else ""
    if _SHARE_CLASS.search(given.get("class", "")) or _SHARE_PLACE.match(address):
        return "share"
    return "script" if address.lower().startswith("javascript:") else ""


def is_control(known_by: str, words: str) -> bool:
    """Whether the words are those of a control: short, or for a link that only runs a script such as pages put round an article."""
    from editions.wire.chrome import is_chrome  # readers' pages are cleaned too, and need nothing of the wire's

    if known_by == "script":
        return is_chrome(words)
    return len(words) <= LONGEST_CONTROL or is_chrome(words)


def emphasis(tag: str, style: dict[str, str]) -> list[tuple[str, bool]]:
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    position = style.get("vertical-align", "")
    is_bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    is_light = weight in ("normal", "lighter") or (weight.isdecimal() and int(weight) < 600)
    return [
        ("strong", is_bold or (tag in ("b", "strong") and not is_light)),
        ("em", slant in ("italic", "oblique") or (tag in ("i", "em") and slant != "normal")),
        ("sup", tag == "sup" or position == "super"),
        ("sub", tag == "sub" or position == "sub"),
    ]


def is_coloured(given: dict[str, str], style: dict[str, str]) -> bool:
    """Whether words stand out by a colour; black, white and greys are what pages are made of."""
    colours = [given.get("color", "").lower(), given.get("bgcolor", "").lower()]
    colours += [style.get(name, "") for name in ("color", "background", "background-color", "mso-highlight")]
    return any(colour and not _is_plain(colour) for colour in colours)


def _is_plain(colour: str) -> bool:
    if found := _RGB.fullmatch(colour):
        parts, opacity = [int(part) for part in found.groups()[:3]], found[4]
        return max(parts) - min(parts) <= _GREY or (opacity is not None and float(opacity) == 0)
    if found := _HEX.fullmatch(colour):
        parts = [int(part * 2 if len(part) == 1 else part, 16) for part in found.groups() if part]
        return max(parts) - min(parts) <= _GREY
    return colour in _PLAIN_COLOURS


def is_symbol_font(given: dict[str, str], style: dict[str, str]) -> bool:
    """Whether letters are drawn as signs: a letter of such a font is the dot of a list."""
    font = given.get("face", "").lower() + style.get("font-family", "") + style.get("font", "")
    return font.lstrip("\"' ").startswith(_SYMBOLS)


def list_of(sign: str, is_symbol: bool) -> str:
    """The list an item with such a sign is of: ``ul``, ``ol``, or none where the sign is words (第一条, Article 2)."""
    if is_symbol or len(sign) < 2 or not any(letter.isalnum() for letter in sign):
        return "ol" if not is_symbol and _NUMBER.fullmatch(sign) else "ul"
    return "ol" if _NUMBER.fullmatch(sign) else ""


def begins_anew(sign: str, before: str) -> bool:
    """Whether a number is the first of a list, after the number ``before`` of the same depth."""
    number = _bare(sign)
    return number in _FIRST and _AFTER.get(number, "-") != _bare(before)


def _bare(sign: str) -> str:
    return sign.strip("()（）【】.．､、:： ")
