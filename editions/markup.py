"""Which HTML an editor's text may hold, and the one shape in which it is written."""

import re
import unicodedata
from html import escape
from html.parser import HTMLParser

import nh3

from editions.lines import clean_characters, clean_line

PHRASING = {"strong", "em", "a", "sup", "sub", "span"}
TEXT_BLOCKS = {"p", "h2", "h3", "h4"}
TABLE_PARTS = {"caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
BLOCKS = TEXT_BLOCKS | TABLE_PARTS | {"ul", "ol", "li", "blockquote", "table"}
ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href", "hreflang", "title"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
# What other programs write for the same thing; div and its like become paragraphs lest their texts run together.
SAME_THING = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"} | dict.fromkeys(
    [
        "div",
        "section",
        "article",
        "header",
        "footer",
        "address",
        "pre",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "main",
        "aside",
        "nav",
        "form",
        "fieldset",
        "legend",
        "details",
        "summary",
        "dialog",
        "center",
        "hgroup",
        "search",
    ],
    "p",
)
# Where words stand directly in one of these, the element that must lie between.
MISSING = {"ul": "li", "ol": "li", "table": "tbody", "tr": "td"} | dict.fromkeys(("thead", "tbody", "tfoot"), "tr")
MISSING |= dict.fromkeys(
    ("", "blockquote", "li", "td", "th"), "p"
)  # in items and cells too, as the desk's editor writes them

_CLEANER = nh3.Cleaner(
    tags=PHRASING | BLOCKS | {"br"},
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "textarea", "select"},
    attributes=ATTRIBUTES,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)
# What this module writes: a text that is made of nothing else has nothing to be untangled.
_OURS = re.compile(
    rf"(?:[^<]|</?(?:{'|'.join(sorted(PHRASING | BLOCKS | {'br'}))})(?: (?:lang|href|hreflang|title|rel|scope|colspan|rowspan)=\"[^\"<>]*\")*+>)*+"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)(?=[\s/>])")
DEEPEST = 100  # elements in one another; what deeper ones cost grows with the square of their number
# These end where the next of their kind begins, or hold nothing, so they are not in one another by themselves.
_SHALLOW = TABLE_PARTS | {"p", "li", "br", "hr", "img", "col", "wbr", "input", "meta", "link"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WIDE = "[\u3000-\u9fff\uff00-\uffef]"
_LINE_END_IN_WIDE_TEXT = re.compile(rf"(?<={_WIDE}) *\n *(?={_WIDE})")


def sanitised(html: str) -> str:
    """HTML of any origin as safe, well-shaped HTML."""
    writer = _Writer()
    writer.feed(_CLEANER.clean(_levelled(html)))
    writer.close()
    return writer.result()


def is_ours(html: str) -> bool:
    """Whether there is nothing but tags and attributes of our own in it."""
    return bool(_OURS.fullmatch(html))


def _levelled(html: str) -> str:
    """Tags under the names we use; those too deep under one that holds nothing and is left out."""
    depth = 0

    def named(tag: re.Match[str]) -> str:
        nonlocal depth
        name = SAME_THING.get(tag[2].lower(), tag[2])
        if name.lower() in _SHALLOW:
            return f"<{tag[1]}{name}"
        depth += 0 if tag[1] else 1
        is_deep = depth > DEEPEST
        depth -= 1 if tag[1] and depth else 0
        return f"<{tag[1]}{'wbr' if is_deep else name}"

    return _TAG.sub(named, html)


def is_safe_link(address: str) -> bool:
    """Whether a link leads to the web, to a mailbox or to a page of this site."""
    if address.startswith(("/", "#")):
        return not re.match(r"/[/\\]", address)
    return bool(re.match(r"https?://[^\s/]|mailto:[^\s/]", address, re.IGNORECASE))


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    """The attributes worth keeping, as they are written into the tag."""
    kept = ""
    for name, value in sorted((name, clean_line(value)) for name, value in attrs):
        if name in ("lang", "hreflang"):
            good = bool(_LANGUAGE.fullmatch(value))
        elif name in ("colspan", "rowspan"):
            good = bool(re.fullmatch("[1-9][0-9]?", value))
        elif name == "scope":
            good = value in ("row", "col", "rowgroup", "colgroup")
        elif name == "href":
            good = is_safe_link(value)
        else:
            good = name == "title" and value != ""
        if good:
            kept += f' {name}="{escape(value)}"'
    return kept + ' rel="noopener"' if " href=" in kept else kept


class _Element:
    def __init__(self, tag: str, attributes: str = "", implied: bool = False, written: bool = False) -> None:
        self.tag, self.attributes, self.implied, self.written = tag, attributes, implied, written


class _Writer(HTMLParser):
    """Writes sanitised, well-nested HTML anew: no loose words, no empty blocks, no layout by blank signs.

    An element is written when its first word comes, so what holds no word is never written. Inline elements
    are closed before a block begins and written again inside it.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open_in_source: list[_Element] = []
        self.blocks: list[_Element] = []
        self.inlines: list[_Element] = []
        self.breaks = 0
        self.space = ""  # blanks that are written if words follow
        self.at_start = True  # no word stands yet where we are

    def result(self) -> str:
        if self.blocks:
            self._close(self.blocks[0])
        return unicodedata.normalize("NFC", "".join(self.out))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.breaks += 1
            return
        element = _Element(tag, _attributes(tag, attrs))
        self.open_in_source.append(element)
        if tag in PHRASING:
            if tag not in ("a", "span") or element.attributes:
                self.inlines.append(element)
            return
        self._make_room(tag)
        self._end_inlines()
        self.blocks.append(element)
        self.breaks, self.space, self.at_start = 0, "", True
        if tag in ("th", "td"):  # an empty cell still holds its place
            self._begin_blocks()

    def handle_endtag(self, tag: str) -> None:
        element = self.open_in_source.pop()
        if element in self.inlines:
            if element.written:
                self.out.append(f"</{tag}>")
            self.inlines.remove(element)
        elif element in self.blocks:
            self._close(element)

    def handle_data(self, data: str) -> None:
        # A long slash laid over the end of a tag would become one character with it.
        for number, words in enumerate(re.split(r"\n\s*\n", clean_characters(data).replace("\u0338", ""))):
            if number and self._holder() == "p":
                self.breaks = 2
            self._write(re.sub(r"[ \n]+", " ", _LINE_END_IN_WIDE_TEXT.sub("", words)))

    def _write(self, words: str) -> None:
        words = self.space + words
        if self.at_start or self.breaks or self._holder() in MISSING:
            words = words.lstrip()
        self.space = words
        words = words.strip()
        if not words:
            return
        blank = self.space[: len(self.space) - len(self.space.lstrip())]
        self.space = self.space[len(self.space.rstrip()) :]
        self._break_line()
        self._make_room("")
        self._begin_blocks()
        # Blanks stand outside the inline elements, and nowhere at the end of a block.
        self.out.append("" if self.at_start else re.sub(" +", " ", blank))
        for inline in self.inlines:
            if not inline.written:
                self.out.append(f"<{inline.tag}{inline.attributes}>")
                inline.written = True
        self.out.append(escape(words, quote=False))
        self.at_start = False

    def _break_line(self) -> None:
        if self.breaks > 1 and self._holder() == "p" and not self.at_start:
            old = self.blocks[-1]
            new = _Element("p", old.attributes, old.implied)
            self._close(old)
            self.open_in_source = [new if element is old else element for element in self.open_in_source]
            self.blocks.append(new)
        elif self.breaks and not self.at_start:
            self.out.append("<br>")
        self.breaks = 0

    def _holder(self) -> str:
        return self.blocks[-1].tag if self.blocks else ""

    def _make_room(self, tag: str) -> None:
        """Closes what cannot hold `tag` (or words, when empty) and opens what must lie between."""
        while self.blocks and (
            (tag and self._holder() in TEXT_BLOCKS)
            or (self.blocks[-1].implied and self._holder() == ("li" if tag == "li" else "ul"))
        ):
            self._close(self.blocks[-1])
        if tag in ("ul", "ol") and self._holder() in ("ul", "ol") and self.out[-1:] == ["</li>"]:
            # A list right in a list belongs to the item before it.
            self.out.pop()
            self.blocks.append(_Element("li", implied=True, written=True))
        if tag == "li" and self._holder() not in ("ul", "ol"):
            self._make_room("ul")
            self.blocks.append(_Element("ul", implied=True))
        while tag not in TABLE_PARTS | {"li"} and self._holder() in MISSING:
            between = MISSING[self._holder()]
            if tag and between == "p":
                break
            self.blocks.append(_Element(between, implied=True))

    def _begin_blocks(self) -> None:
        for block in self.blocks:
            if not block.written:
                self.out.append(f"<{block.tag}{block.attributes}>")
                block.written = True

    def _end_inlines(self) -> None:
        for inline in reversed(self.inlines):
            if inline.written:
                self.out.append(f"</{inline.tag}>")
                inline.written = False

    def _close(self, element: _Element) -> None:
        self._end_inlines()
        while self.blocks:
            block = self.blocks.pop()
            if block.written:
                self.out.append(f"</{block.tag}>")
            if block is element:
                break
        self.breaks, self.space, self.at_start = 0, "", True
