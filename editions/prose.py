"""An editor's text: to safe HTML by one allow-list, to plain text, to paragraphs and to a summary."""

import re
import unicodedata
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from editions.lines import clean_line, clean_text, external_addresses
from editions.markup import BLOCKS, sanitised
from editions.pasted import untangled

__all__ = ["clean_html", "clean_line", "clean_text", "external_addresses", "paragraphs", "plain_text", "summary"]

LONGEST = 500_000  # characters of one text that are taken in from an editor; a book has fewer
LONG = 20_000  # characters of a text whose clean form is not kept in memory
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:-]*(\s[^<>]*|/)?>|<!--")
_SENTENCE_END = re.compile(r"[。！？][」』”]?|(?<=[\w)]{4})[.!?][”\"]?(?= [A-Z“\"])")
_WIDE_END = re.compile("[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef”]$")


def clean_html(text: str | None) -> str:
    """Safe HTML from HTML of any origin or from plain text; the same again when given its own result.

    In plain text a blank line parts paragraphs and a line end is a line break; where there is no blank line,
    each line is a paragraph, as the wires send them. Blank signs that indent are taken away.
    """
    text = clean_text(text)
    return _cleaned(text) if len(text) < LONG else _cleaned.__wrapped__(text)


@lru_cache(256)
def _cleaned(text: str) -> str:
    """A save cleans every text of an item though one has changed, and a page those it shows."""
    return sanitised(untangled(text) if _MARKUP.search(text) else _marked_up(text))


def paragraphs(html: str | None) -> list[str]:
    """The plain text of each paragraph, heading, list item and table row, in order."""
    return [text for text, _is_row in _read(html)]


def plain_text(html: str | None) -> str:
    """The text without its markup: a blank line between paragraphs, none between the items of a list."""
    text, after_row = "", False
    for block, is_row in _read(html):
        text += ("\n" if is_row and after_row else "\n\n") + block
        after_row = is_row
    return text.strip()


def summary(html: str | None, length: int) -> str:
    """The beginning in at most `length` characters: whole sentences where they fill half of it, else with “…”."""
    text = ""
    for block in paragraphs(html):
        text += ("" if not text or _WIDE_END.search(text) else " ") + re.sub(r"\s+", " ", block)
    if len(text) <= length:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, length + 2) if found.end() <= length]
    if ends and ends[-1] >= length / 2:
        return text[: ends[-1]]
    cut = max(length - 1, 0)
    while cut and unicodedata.category(text[cut])[0] == "M":
        cut -= 1
    start = text[:cut]
    if not (text[cut] == " " or _WIDE_END.search(start) or _WIDE_END.search(text[cut])) and " " in start[cut // 2 :]:
        start = start[: start.rindex(" ")]
    return start.rstrip(" 　,;:，、；：") + "…"


def _marked_up(text: str) -> str:
    """Plain text as paragraphs of HTML."""
    if re.search(r"\n\s*\n", text):
        # A line that begins with an ideographic space is indented: a paragraph of its own.
        blocks = [block.split("\n") for block in re.split(r"\n\s*\n|\n(?=\u3000)", text)]
    else:
        blocks = [[line] for line in text.split("\n")]
    return "".join(f"<p>{'<br>'.join(escape(line, quote=False) for line in block)}</p>" for block in blocks)


class _Reader(HTMLParser):
    """Collects the text of each block, and whether it is an item of a list or a row of a table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool]] = []
        self.text, self.items, self.rows = "", 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("th", "td") and self.text:
            self.text += "\t"
        elif tag == "br" and not self.rows:
            self.text += "\n"
        elif tag in BLOCKS | {"br"}:
            self._flush()
        self.items += tag == "li"
        self.rows += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        self.rows -= tag == "tr"
        if tag in BLOCKS:
            self._flush(is_row=tag == "tr")
        self.items -= tag == "li"

    def handle_data(self, data: str) -> None:
        self.text += data

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self, is_row: bool = False) -> None:
        if self.rows > 0:  # one line for the whole row
            self.text += " " if self.text and not self.text[-1].isspace() else ""
            return
        if text := re.sub(r" ?(\n|\t) ?", r"\1", self.text).strip():
            self.found.append((text, is_row or self.items > 0))
        self.text = ""


def _read(html: str | None) -> list[tuple[str, bool]]:
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return reader.found
