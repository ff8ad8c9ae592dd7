"""What word processors write for bold, lists, comments and changes, as plain HTML; and what of it is not kept."""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from editions.markup import is_safe_link

# What may be left out of a text that was pasted, in the order in which it is told.
KINDS = ("picture", "embedded", "comment", "deleted", "footnote", "hidden", "link", "struck", "underline", "colour")

# Marks of a program: where none is there, nothing has to be untangled.
_FOREIGN = re.compile(
    r"<[^<>]*\b(?:style|class)\s*=|<!\[|</?[a-z0-9]+:[a-z]|<(?:del|ins|s|strike|u|xml|font|head|svg|object|video|audio)\b",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"<!\[[^>]*(?:>|$)|<!--.*?(?:-->|$)|<\?[^>]*(?:>|$)", re.DOTALL)
_FRAGMENT = re.compile(r"<!--StartFragment-->(.*)<!--EndFragment-->", re.DOTALL)
_WORD = re.compile(r"mso-|\bclass=[\"']?Mso|urn:schemas-microsoft-com", re.IGNORECASE)
_NUMBER = re.compile(r"[(（]?(?:[\d０-９]+|[a-zA-Z]|[ivxIVX]+|[一二三四五六七八九十]+|[ア-ン])[)）.．、:：]?|[①-⑳]")
_PLAIN_COLOUR = re.compile(
    r"(?:black|windowtext|auto|inherit|initial|currentcolor|transparent|white|none|#0{3,6}|#f{3,6}|rgba?\(0, ?0, ?0(?:, ?[\d.]+)?\)"
    r"|rgb\(255, ?255, ?255\)|rgba\(0, ?0, ?0, ?0\))",
    re.IGNORECASE,
)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_UNSAID = {"script", "style", "xml", "head", "title", "template", "noscript", "textarea", "select", "math"}
_EMBEDDED = {"iframe", "object", "embed", "video", "audio", "canvas", "svg", "applet"}
_INLINE = {
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
_BLOCK = {
    "p",
    "div",
    "table",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "section",
    "dl",
}
_KEPT = {"lang", "href", "hreflang", "title", "scope", "colspan", "rowspan"}


def untangled(html: str) -> str:
    """The same text in plain HTML, safe or not: it is sanitised afterwards. HTML of our own comes back as it is."""
    return _parsed(html).result() if _FOREIGN.search(html) else html


def left_out(html: str) -> dict[str, int]:
    """How many of each of ``KINDS`` a text has that are not stored; without those of which there is none."""
    if "<" not in html:
        return {}
    found = _parsed(html).left_out
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _parsed(html: str) -> "_Untangler":
    if fragment := _FRAGMENT.search(html):
        html = fragment[1]
    parser = _Untangler(is_word=bool(_WORD.search(html)))
    html = _DECLARATION.sub("", html)
    end = html.rfind(">") + 1  # a tag that nothing ends is text, and would be looked for again and again
    parser.feed(html[:end] + escape(html[end:], quote=False).replace("&amp;", "&"))
    parser.close()
    return parser


@dataclass
class _Open:
    """An element of the source: what closes it in the result, and whether its words are left out."""

    tag: str
    closing: str = ""
    is_silent: bool = False
    item: "_Item | None" = None


@dataclass
class _Item:
    """A paragraph that a program shows as an item of a list: where it begins in the result, how deep, its sign."""

    begins: int
    level: int
    sign: str = ""


class _Untangler(HTMLParser):
    def __init__(self, *, is_word: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.is_word = is_word
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.around: Counter[str] = Counter()  # elements that are open, of the source and of the result
        self.silent = 0
        self.lists: list[tuple[int, str]] = []  # the lists that are open: level and tag
        self.item: _Item | None = None
        self.in_sign = 0
        self.left_out: Counter[str] = Counter()

    def result(self) -> str:
        self._end_lists(0)
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        style = _style(given.get("style", ""))
        if tag in _VOID:
            self._void(tag)
            return
        opened = _Open(tag)
        self.open.append(opened)
        self.around[tag] += 1
        if self.silent:
            opened.is_silent = True
            self.silent += 1
            return
        kind = _silenced(tag, given, style)
        if kind is not None:
            if kind in KINDS:
                self.left_out[kind] += 1
            if kind == "sign":
                self.in_sign = len(self.open)
            opened.is_silent = True
            self.silent += 1
            return
        self._note_looks(tag, given, style)
        if tag == "p" and (level := re.search(r"level(\d)", style.get("mso-list", ""))):
            opened.item = self.item = _Item(len(self.out), int(level[1]))
            return
        if tag in _BLOCK and self.item is None:
            self._end_lists(0)
        opened.closing = self._begin(tag, given, style)
        self.around[opened.closing] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self.open:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.around[tag]:
            return
        while self.open:
            opened = self.open.pop()
            self.around[opened.tag] -= 1
            if opened.is_silent:
                self.silent -= 1
                self.in_sign = 0 if self.in_sign > len(self.open) else self.in_sign
            elif opened.item is not None:
                self._end_item(opened.item)
            else:
                self.around[opened.closing] -= 1
                self.out.append(opened.closing)
            if opened.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.in_sign and self.item is not None:
            self.item.sign += data
        if self.silent:
            return
        if self.item is None and self.lists and data.strip():
            self._end_lists(0)
        self.out.append(escape(data, quote=False))

    def close(self) -> None:
        super().close()
        while self.open:
            self.handle_endtag(self.open[-1].tag)

    def _void(self, tag: str) -> None:
        if self.silent:
            return
        if tag == "img":
            self.left_out["picture"] += 1
        elif tag in _EMBEDDED:
            self.left_out["embedded"] += 1
        elif tag == "br":
            self.out.append("<br>")

    def _note_looks(self, tag: str, given: dict[str, str], style: dict[str, str]) -> None:
        if "v:imagedata" in tag:
            self.left_out["picture"] += 1
        line = style.get("text-decoration", "") + style.get("text-decoration-line", "")
        if tag in ("s", "strike") or "line-through" in line:
            self.left_out["struck"] += 1
        if self.around["a"] > (tag == "a"):
            return  # what links look like
        if tag == "u" or "underline" in line:
            self.left_out["underline"] += 1
        colours = [given.get("color", ""), given.get("bgcolor", "")]
        colours += [style.get(name, "") for name in ("color", "background", "background-color", "mso-highlight")]
        if any(colour and not _PLAIN_COLOUR.fullmatch(colour) for colour in colours):
            self.left_out["colour"] += 1

    def _begin(self, tag: str, given: dict[str, str], style: dict[str, str]) -> str:
        """Write what stands for an element, and return what closes it."""
        tags: list[str] = []
        if tag in _INLINE or ":" in tag:
            tags = [name for name, is_so in _emphasis(tag, style) if is_so and not self._stands(name)]
            if tag == "a" and (address := given.get("href", "").strip()):
                if is_safe_link(address) and not address.startswith("#"):
                    tags.insert(0, "a")
                elif not address.startswith("#"):
                    self.left_out["link"] += 1
            if not tags and tag == "span" and given.get("lang") and not self.is_word:
                tags = ["span"]
        else:
            tags = ["h2" if given.get("class") == "MsoTitle" else tag]
        kept = {name: value for name, value in given.items() if name in _KEPT and not (name == "lang" and self.is_word)}
        for number, name in enumerate(tags):
            attributes = "".join(f' {key}="{escape(value)}"' for key, value in kept.items()) if number == 0 else ""
            self.out.append(f"<{name}{attributes}>")
        return "".join(f"</{name}>" for name in reversed(tags))

    def _stands(self, name: str) -> bool:
        """Whether words are emphasised so already."""
        return any(count and f"</{name}>" in closing for closing, count in self.around.items())

    def _end_item(self, item: _Item) -> None:
        """What was written since the item began becomes an item of a list of its depth."""
        words, self.out[item.begins :] = "".join(self.out[item.begins :]), []
        self.item = None
        if not words.strip():
            return
        tag = "ol" if _NUMBER.fullmatch(item.sign.strip()) else "ul"
        while self.lists and (self.lists[-1][0] > item.level or self.lists[-1] == (item.level, _other(tag))):
            self._end_lists(len(self.lists) - 1)
        if self.lists and self.lists[-1][0] == item.level:
            self.out.append("</li>")
        else:
            self.out.append(f"<{tag}>")
            self.lists.append((item.level, tag))
        self.out.append(f"<li><p>{words}</p>")

    def _end_lists(self, depth: int) -> None:
        while len(self.lists) > depth:
            self.out.append(f"</li></{self.lists.pop()[1]}>")


def _other(tag: str) -> str:
    return "ul" if tag == "ol" else "ol"


def _style(text: str) -> dict[str, str]:
    """The declarations of a style attribute, names and values in small letters."""
    pairs = (one.partition(":") for one in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs if value.strip()}


def _silenced(tag: str, given: dict[str, str], style: dict[str, str]) -> str | None:
    """Why the words of an element are left out; None where they are kept."""
    classes = given.get("class", "").lower()
    if tag in _EMBEDDED:
        return "embedded"
    if tag in _UNSAID:
        return "unsaid"
    if tag == "del" or "msodel" in classes:
        return "deleted"
    element = style.get("mso-element", "")
    if "comment" in element or "msocommentreference" in classes or "msocomanchor" in classes:
        return "comment" if element != "comment-list" else "unsaid"  # each is counted where it points from
    if "footnote" in element or "endnote" in element:
        return "unsaid"
    if "mso-footnote-id" in style or "mso-endnote-id" in style or given.get("href", "").startswith(("#_ftn", "#_edn")):
        return "footnote"
    if style.get("mso-list") == "ignore":
        return "sign"
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return "hidden"
    return None


def _emphasis(tag: str, style: dict[str, str]) -> list[tuple[str, bool]]:
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
