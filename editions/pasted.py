"""What word processors and web pages put on the clipboard, as plain HTML; and what of it is not kept."""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from editions import pasted_marks as marks
from editions.lines import has_narrow_letters
from editions.markup import is_ours, is_safe_link

# What may be left out of a text that was pasted, or is written in another way, in the order in which it is told.
KINDS = ("control", "picture", "embedded", "comment", "deleted", "footnote", "hidden", "link", "struck", "underline", "colour",
         "numbering", "reading", "narrow")  # fmt: skip

_DECLARATION = re.compile(r"<!\[[^>]*(?:>|$)|<!--.*?(?:-->|$)|<\?[^>]*(?:>|$)", re.DOTALL)
_ROWS = re.compile(r"\s*<(?:col|colgroup|tr|thead|tbody|tfoot)\b", re.IGNORECASE)
_WORD = re.compile(
    r"mso-|\bclass=[\"']?Mso|urn:schemas-microsoft-com|\bSCXW\d|\bdata-contrast=|content=[\"']LibreOffice|JustSystems",
    re.IGNORECASE,
)
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")
_TAG = re.compile("<[^>]*>")
_NEAR = 50  # pieces that are looked at together: what has more is no button, and what is deeper costs the square of its depth
_KEPT = {"lang", "href", "hreflang", "title", "scope", "colspan", "rowspan"}


def untangled(html: str) -> str:
    """The same text in plain HTML, safe or not: it is sanitised afterwards. HTML of our own comes back as it is."""
    return html if is_ours(html) and not _ROWS.match(html) else _parsed(html).result()


def left_out(text: str) -> dict[str, int]:
    """How many of each of ``KINDS`` a text has that are not stored; without those of which there is none."""
    found = Counter() if "<" not in text or is_ours(text) else _parsed(text).left_out
    found["narrow"] = int(has_narrow_letters(text))
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _parsed(html: str) -> "_Untangler":
    is_word = bool(_WORD.search(html))
    start, end = html.find("<!--StartFragment-->"), html.rfind("<!--EndFragment-->")
    if 0 <= start < end:
        html = html[start:end]
    html = _DECLARATION.sub("", html)
    if _ROWS.match(html) and html.count("<td") + html.count("<TD") > 1:  # cells are copied without the table round them
        html = f"<table>{html}</table>"
    parser = _Untangler(is_word=is_word)
    end = html.rfind(">") + 1  # a tag that nothing ends is text, and would be looked for again and again
    parser.feed(html[:end] + escape(html[end:], quote=False).replace("&amp;", "&"))
    parser.close()
    return parser


@dataclass
class _Open:
    """An element of the source: what closes it in the result, and whether its words are left out."""

    tag: str
    begins: int
    closing: str = ""
    is_silent: bool = False
    item: "_Item | None" = None
    perhaps: str = ""  # by what it is known as a button or a widget, if its words are such


@dataclass
class _Item:
    """A paragraph that a program shows as an item of a list: where it begins in the result, how deep, its sign."""

    begins: int
    level: int
    sign: str = ""
    is_symbol: bool = False


@dataclass
class _List:
    level: int
    tag: str
    sign: str


class _Untangler(HTMLParser):
    def __init__(self, *, is_word: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.is_word = is_word
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.around: Counter[str] = Counter()  # elements that are open, of the source and of the result
        self.silent = 0
        self.unsaid = ""  # what is to be told of if words of it follow
        self.lists: list[_List] = []  # the lists that are open
        self.item: _Item | None = None
        self.in_sign = 0
        self.in_number = 0  # of a heading, which is written by the program and kept
        self.reading = ""  # beside the characters of a ruby element
        self.left_out: Counter[str] = Counter()

    def result(self) -> str:
        self._end_lists(0)
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        style = marks.style_of(given.get("style", ""))
        if tag in marks.VOID:
            self._void(tag)
            return
        self._end_what_ends(tag)
        opened = _Open(tag, len(self.out))
        self.open.append(opened)
        self.around[tag] += 1
        kind = "silent" if self.silent else marks.silenced(tag, given, style)
        if kind == "sign" and self.item is None:
            self.in_number, kind = self.in_number or len(self.open), None
        if tag in ("rt", "rtc") and self.around["ruby"] and kind is None:
            kind = "reading"
        if kind is not None:
            self._silence(opened, kind)
            return
        self._note_looks(tag, given, style)
        if self.item is not None and marks.is_symbol_font(given, style) and len(self.out) == self.item.begins:
            self.item.is_symbol = True
        if level := _level(tag, given, style):
            opened.item = self.item = _Item(len(self.out), level)
            if tag == "li":
                self.item.sign = f"{given.get('data-aria-posinset', '2')}." if self.around["ol"] else ""
            return
        if _holds_one_item(given):
            return
        if tag in marks.BLOCK and self.item is None:
            self._end_lists(0)
        opened.perhaps = marks.perhaps_control(tag, given)
        opened.closing = self._begin(tag, given, style)
        self.around[opened.closing] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in marks.VOID and self.open:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.around[tag]:
            return
        while self.open:
            opened = self.open.pop()
            self.around[opened.tag] -= 1
            self.in_number = 0 if self.in_number > len(self.open) else self.in_number
            if opened.is_silent:
                self.silent -= 1
                self.in_sign = 0 if self.in_sign > len(self.open) else self.in_sign
                self.unsaid = self.unsaid if self.silent else ""
            elif opened.item is not None:
                self._end_item(opened.item)
            else:
                self._end(opened)
            if opened.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.in_sign and self.item is not None:
            self.item.sign += data
        if self.silent:
            if self.unsaid and data.strip():
                self.left_out[self.unsaid] += 1
                self.unsaid = ""
            if self.around["rt"] or self.around["rtc"]:
                self.reading += data if not self.around["rp"] else ""
            return
        if self.item is None and self.lists and data.strip():
            self._end_lists(0)
        if self.in_number:
            data = data.strip() + " " * (data.strip()[-1:] in set(".)0123456789"))
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
        elif tag in marks.EMBEDDED:
            self.left_out["embedded"] += 1
        elif tag == "br":
            self.out.append("<br>")

    def _silence(self, opened: _Open, kind: str) -> None:
        if kind in ("hidden", "control"):
            self.unsaid = kind
        elif kind in KINDS and kind != "reading":
            self.left_out[kind] += 1
        elif kind == "sign":
            self.in_sign = len(self.open)
        opened.is_silent = True
        self.silent += 1

    def _end_what_ends(self, tag: str) -> None:
        """Cells, items and paragraphs that are left out end where the next begins, and so does a reading."""
        if tag in ("rb", "rt", "rtc", "rp"):
            for one in ("rt", "rp"):
                if self.open and self.open[-1].tag == one:
                    self.handle_endtag(one)
            return
        if not self.silent or tag not in marks.ENDED_BY:
            return
        first = len(self.open) - self.silent
        inner = [one.tag for one in self.open[first : first + _NEAR]]
        if inner[0] in marks.ENDED_BY[tag] and not {"table", "ul", "ol"}.intersection(inner):
            self.handle_endtag(inner[0])

    def _note_looks(self, tag: str, given: dict[str, str], style: dict[str, str]) -> None:
        if "v:imagedata" in tag:
            self.left_out["picture"] += 1
        if tag == "ol" and given.get("start", "1") != "1":
            self.left_out["numbering"] += 1
        line = style.get("text-decoration", "") + style.get("text-decoration-line", "")
        if tag in ("s", "strike") or "line-through" in line:
            self.left_out["struck"] += 1
        if self.around["a"] > (tag == "a"):
            return  # what links look like
        if tag == "u" or "underline" in line:
            self.left_out["underline"] += 1
        self.left_out["colour"] += marks.is_coloured(given, style)

    def _begin(self, tag: str, given: dict[str, str], style: dict[str, str]) -> str:
        """Write what stands for an element, and return what closes it."""
        tags: list[str] = []
        if tag in marks.INLINE or ":" in tag:
            tags = [name for name, is_so in marks.emphasis(tag, style) if is_so and not self._stands(name)]
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

    def _end(self, opened: _Open) -> None:
        self.around[opened.closing] -= 1
        if opened.tag == "ruby":
            self._end_ruby(opened)
        elif opened.perhaps and not any(self.around[heading] for heading in marks.HEADINGS):
            words = self._words(opened.begins).strip()
            if words and len(self.out) - opened.begins < _NEAR and marks.is_control(opened.perhaps, words):
                del self.out[opened.begins :]
                self.left_out["control"] += 1
                self.left_out["link"] -= opened.perhaps == "script"
                return
        self.out.append(opened.closing)

    def _words(self, begins: int) -> str:
        return _TAG.sub("", "".join(self.out[begins : begins + _NEAR]))

    def _end_ruby(self, opened: _Open) -> None:
        """The reading goes behind its characters, as papers print it."""
        reading, self.reading = self.reading.strip(), ""
        if reading:
            self.left_out["reading"] += 1
            is_wide = _WIDE.search(self._words(opened.begins))
            self.out.append(escape(f"（{reading}）" if is_wide else f" ({reading})", quote=False))

    def _end_item(self, item: _Item) -> None:
        """What was written since the item began becomes an item of a list of its depth."""
        words, self.out[item.begins :] = "".join(self.out[item.begins :]), []
        self.item = None
        sign = item.sign.strip()
        if not words.strip():
            return
        tag = marks.list_of(sign, item.is_symbol)
        if not tag:  # the sign is words: “Article 1”
            self._end_lists(0)
            blank = "\u3000" if _WIDE.search(sign) else " "
            self.out.append(f"<p>{escape(sign, quote=False)}{blank}{words}</p>")
            return
        while self.lists and self._is_over(self.lists[-1], item.level, tag, sign):
            self._end_lists(len(self.lists) - 1)
        if self.lists and self.lists[-1].level == item.level:
            self.lists[-1].sign = sign
            self.out.append("</li>")
        else:
            self.left_out["numbering"] += tag == "ol" and not marks.begins_anew(sign, "")
            self.out.append(f"<{tag}>")
            self.lists.append(_List(item.level, tag, sign))
        self.out.append(f"<li>{words}" if words.lstrip().startswith("<p>") else f"<li><p>{words}</p>")

    @staticmethod
    def _is_over(last: _List, level: int, tag: str, sign: str) -> bool:
        """Whether the list ends before an item: one less deep, of the other kind, or the first of the next."""
        if last.level != level:
            return last.level > level
        return last.tag != tag or (tag == "ol" and marks.begins_anew(sign, last.sign))

    def _end_lists(self, depth: int) -> None:
        while len(self.lists) > depth:
            self.out.append(f"</li></{self.lists.pop().tag}>")


def _level(tag: str, given: dict[str, str], style: dict[str, str]) -> int:
    """How deep the paragraph lies in a list, where a program shows one without writing it; else 0."""
    if tag == "p" and (level := re.search(r"level(\d)", style.get("mso-list", ""))):
        return int(level[1])
    level = re.fullmatch(r"[1-9]", given.get("data-aria-level", "")) if tag == "li" else None
    return int(level[0]) if level else 0


def _holds_one_item(given: dict[str, str]) -> bool:
    """A list that is written anew round each of its items."""
    return bool(re.search(r"\bListContainerWrapper\b|\b(?:Bullet|Number)ListStyle\d", given.get("class", "")))
