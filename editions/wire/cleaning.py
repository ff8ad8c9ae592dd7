"""The text without what hides in it (tags, entities, invisible signs), each character knowing where it came from."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

from editions.lines import SECOND, first_letters

from .decoding import repairs
from .reading import Span


@dataclass(frozen=True, slots=True)
class Traced:
    """A text made of a received one: ``origin`` holds, for each character, its place there, and one more for the end."""

    text: str
    origin: list[int]
    notes: tuple[tuple[str, Span], ...] = field(default=())

    def part(self, start: int, end: int) -> "Traced":
        """A piece of this text, without the white space at its ends."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = max(start, end - (len(piece) - len(piece.rstrip())))
        return Traced(self.text[start:end], self.origin[start : end + 1])

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))

    def span(self, start: int, end: int) -> Span:
        """A place in this text as a place in the text as received."""
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


_NEWLINES = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_INVISIBLE = re.compile(
    "[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\x00-\x08\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]"
)
_BROKEN = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\t]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_BLOCKS = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "figcaption",
    "blockquote",
    "body",
    "html",
    "head",
    "title",
    "form",
    "hr",
    "dl",
    "dt",
    "dd",
    "pre",
    "nav",
    "aside",
    "main",
    "center",
]
_INLINE = [
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "font",
    "img",
    "sup",
    "sub",
    "small",
    "big",
    "label",
    "input",
    "button",
    "abbr",
    "cite",
    "code",
    "mark",
    "time",
    "picture",
    "source",
    "video",
    "iframe",
    "noscript",
    "meta",
    "link",
    "base",
    "o:p",
    "wbr",
    "svg",
    "path",
    "tbody",
    "thead",
    "col",
    "colgroup",
    "tfoot",
    "select",
    "option",
    "textarea",
    "fieldset",
    "legend",
    "strike",
    "s",
    "del",
    "ins",
]
_TAG = re.compile(
    rf"</?(?P<name>{'|'.join(sorted([*_BLOCKS, *_INLINE, 'br', 'script', 'style'], key=len, reverse=True))})(?:\s[^<>]{{0,2000}})?/?>",
    re.IGNORECASE,
)
_HTML = re.compile(r"<(?:p|br|div|html|body|h[1-6]|span|table|article)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_FOLDED = re.compile(r"(?<=\S)\n[ \t]+(?=\S)")


def clean(received: str) -> Traced:
    """Line feeds for every line end, no tags, entities or invisible signs, wrong encodings put right."""
    traced = _repaired(Traced(received, list(range(len(received) + 1))))
    traced = replaced(traced, _NEWLINES, lambda match: "\n")
    if re.match(r"[A-Z][\w-]{1,20}: ", traced.text):
        # The lines of a mail's head that were folded.
        head = len(traced.text.partition("\n\n")[0])
        traced = replaced(traced, _FOLDED, lambda match: " " if match.end() <= head else match[0])
    traced = replaced(traced, _BROKEN, lambda match: "\ufffd")
    if _HTML.search(traced.text):
        traced = _without_tags(traced)
    for _twice in range(2):
        traced = replaced(traced, _ENTITY, _unescaped)
    traced = replaced(traced, _INVISIBLE, lambda match: "")
    traced = replaced(traced, SECOND, first_letters)
    return replaced(traced, _SPACES, lambda match: " ")


def replaced(traced: Traced, pattern: re.Pattern[str], value: Callable[[re.Match[str]], str]) -> Traced:
    """Every match replaced; what is put there comes from where the match began."""
    pieces: list[str] = []
    origins: list[list[int]] = []
    done = 0
    for match in pattern.finditer(traced.text):
        new = value(match)
        if new == match[0]:
            continue
        pieces += [traced.text[done : match.start()], new]
        origins += [traced.origin[done : match.start()], [traced.origin[match.start()]] * len(new)]
        done = match.end()
    if not pieces:
        return traced
    pieces.append(traced.text[done:])
    origins.append(traced.origin[done:])
    return Traced("".join(pieces), list(chain.from_iterable(origins)), traced.notes)


def _repaired(traced: Traced) -> Traced:
    found = sorted(repairs(traced.text), key=lambda one: one[0])
    if not found:
        return traced
    pieces: list[str] = []
    origins: list[list[int]] = []
    notes: list[tuple[str, Span]] = []
    done = 0
    for start, end, right, places in found:
        if start < done:
            continue
        pieces += [traced.text[done:start], right]
        origins += [traced.origin[done:start], [start + place for place in places]]
        notes.append(("encoding", (start, end)))
        done = end
    pieces.append(traced.text[done:])
    origins.append(traced.origin[done:])
    return Traced("".join(pieces), list(chain.from_iterable(origins)), tuple(notes))


def _without_tags(traced: Traced) -> Traced:
    traced = _without(_without(traced, "<!--", "-->"), "<!doctype", ">")
    names = ["script", "style", "nav", *(["title"] if re.search("<h1", traced.text, re.IGNORECASE) else [])]
    for name in names:
        traced = _without(traced, f"<{name}", f"</{name}>")
    if re.search(r"<(?:p|br|div)[\s/>]", traced.text, re.IGNORECASE):
        traced = replaced(traced, re.compile("\n"), lambda match: " ")  # in HTML a line end is a space
    return replaced(traced, _TAG, _tag)


def _tag(match: re.Match[str]) -> str:
    name = match["name"].casefold()
    return "\n" if name == "br" else "\n\n" if name in _BLOCKS else ""


def _without(traced: Traced, opening: str, closing: str) -> Traced:
    """The text without what stands between two marks; an opening without its closing stays."""
    lower = traced.text.lower()
    if len(lower) != len(traced.text):
        lower = traced.text
    places, done = [], 0
    while (start := lower.find(opening, done)) >= 0:
        end = lower.find(closing, start)
        if end < 0:
            break
        done = end + len(closing)
        places.append((start, done))
    pieces: list[str] = []
    origins: list[list[int]] = []
    last = 0
    for start, end in places:
        pieces.append(traced.text[last:start])
        origins.append(traced.origin[last:start])
        last = end
    pieces.append(traced.text[last:])
    origins.append(traced.origin[last:])
    return Traced("".join(pieces), list(chain.from_iterable(origins)), traced.notes)


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0])
