"""Uploaded documents: a PDF by its content, with nothing in it that acts, and no more than was allowed.

This is a check by its words, not a reader of PDF: every dictionary that stands open in the file or in a compressed
object stream is looked through. What cannot be looked through (encrypted, oddly filtered) is refused.
Source: ISO 32000-1, 7.2 (lexical conventions), 7.5 (file structure), 7.5.7 (object streams), 12.6 (actions).
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from editions.refusals import MEGABYTE, Refused, read_bounded

MAX_BYTES = 40 * MEGABYTE
_HEADER_WITHIN = 1024
_MAX_STREAMS = 200_000
_MAX_DICTIONARY = 4096
_MAX_UNPACKED = 64 * MEGABYTE
# Letters of names that are written as #41. Chance has a thousand of them in the largest file; a million take seconds and gigabytes.
_MAX_ESCAPES = 200_000

_END_OF_NAME = rb"(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"
# Long enough never to occur by chance in compressed data, so looked for everywhere.
_ACTS_ANYWHERE = {
    "program": re.compile(rb"/JavaScript" + _END_OF_NAME),
    "launches": re.compile(rb"/(?:Launch|ImportData|SubmitForm)" + _END_OF_NAME),
    "attachment": re.compile(rb"/(?:EmbeddedFiles?|FileAttachment|RichMedia|Collection|GoToE)" + _END_OF_NAME),
}
_BLANK = rb"[\0\t\n\x0c\r ]*"
# Two backslashes or strokes, plain, escaped or in hexadecimal, with or without the marks of UTF-16; or a whole address.
_ELSEWHERE = (
    rb"(?:\([\xfe\xff\0]*(?:(?:\\\\|\\134|/)\0?){2}|\(\s*(?:https?|ftp|file|smb):|<\s*(?:feff)?(?:(?:00)?(?:5c|2f)){2})"
)
# Short names, looked for outside of streams and only before what can be their value: an address may end in "/JS".
_ACTS_IN_OBJECTS = {
    "program": re.compile(
        rb"/(?:JS|XFA)" + _BLANK + rb"(?:[(<\[%]|\d+\s+\d+\s+R)|/URI" + _BLANK + rb"\(\s*(?i:javascript):"
    ),
    # A file inside need not say what it is: it is enough that something leads to it.
    "attachment": re.compile(rb"/EF" + _BLANK + rb"(?:<<|\d+\s+\d+\s+R)"),
    # A file of another machine: readers ask for it as soon as the document is opened, and say who they are.
    "launches": re.compile(rb"/U?F" + _BLANK + rb"(?i:" + _ELSEWHERE + rb")"),
}
_OBJECT_STREAM = re.compile(rb"/ObjStm" + _END_OF_NAME)
# No other stream says where its first object begins; readers unpack one that does, whatever it calls itself.
_HOLDS_OBJECTS = re.compile(rb"/(?:ObjStm|First)" + _END_OF_NAME)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SENTENCES = {
    "program": _(
        "This PDF contains a program (JavaScript or a dynamic form). Please print it to a new PDF and upload that."
    ),
    "launches": _("This PDF can start programs or send data. Please print it to a new PDF and upload that."),
    "attachment": _(
        "This PDF carries other files inside. Please save it without attachments and upload those by themselves."
    ),
}


@dataclass(frozen=True)
class Document:
    """A PDF that was accepted. `pages` is None where the file does not say it the same way twice."""

    content: bytes = field(repr=False)
    size: int
    pages: int | None
    fingerprint: str


def check_pdf(file: BinaryIO | bytes, max_bytes: int = MAX_BYTES) -> Document:
    """The PDF in `file`, which is read from its start and left open.

    Raises `Refused` with code "empty", "too-many-bytes", "not-a-pdf", "damaged", "encrypted", "program", "launches",
    "attachment" or "unclear".
    """
    content = read_bounded(file, max_bytes)
    _check_ends(content)
    objects = _objects(content)
    named = [_plain_names(objects), *(_plain_names(text) for text in _packed(content))]
    if any(re.search(rb"/Encrypt" + _END_OF_NAME, text) for text in named):
        raise Refused(
            _("This PDF is protected by a password or by restrictions. Please save it without protection."),
            code="encrypted",
        )
    for patterns, texts in ((_ACTS_IN_OBJECTS, named), (_ACTS_ANYWHERE, [*named, _plain_names(content)])):
        for code, pattern in patterns.items():
            if any(pattern.search(text) for text in texts):
                raise Refused(_SENTENCES[code], code=code)
    return Document(content, len(content), _pages(named), hashlib.sha256(content).hexdigest())


def _check_ends(content: bytes) -> None:
    head = content[:_HEADER_WITHIN]
    start = head.find(b"%PDF-")
    # Blank bytes may stand before the header; anything that a browser could take for something else may not.
    if start < 0 or not re.match(rb"%PDF-[12]\.\d", head[start:]) or head[:start].strip(b"\0\t\n\x0c\r \xef\xbb\xbf"):
        raise Refused(_("This is not a PDF document. Please save it as PDF and upload that."), code="not-a-pdf")
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content:
        raise Refused(
            _("This PDF is damaged or cut short: its end is missing. Please copy it again from its source."),
            code="damaged",
        )
    if content[end + 5 :].strip(b"\0\t\n\x0c\r "):
        raise Refused(
            _("Something else is attached behind the end of this PDF. Please save it anew."), code="attachment"
        )


def _streams(content: bytes) -> Iterator[tuple[int, int, int]]:
    """For each stream where its dictionary begins (bounded), where its bytes begin and where they end."""
    at = 0
    for count, match in enumerate(re.finditer(rb">>[\0\t\n\x0c\r ]{0,64}stream(?:\r\n?|\n)", content)):
        if match.start() < at:
            continue
        if count >= _MAX_STREAMS:
            raise _unclear()
        begin = max(at, match.start() - _MAX_DICTIONARY)
        opening = content.rfind(b" obj", begin, match.start())
        end = content.find(b"endstream", match.end())
        end = len(content) if end < 0 else end
        yield max(begin, opening), match.end(), end
        at = end


def _objects(content: bytes) -> bytes:
    """The file without the bytes of its streams."""
    parts, at = [], 0
    for _dictionary, start, end in _streams(content):
        parts.append(content[at:start])
        at = end
    parts.append(content[at:])
    return b"\n".join(parts)


def _packed(content: bytes) -> Iterator[bytes]:
    """What the object streams hold, unpacked within a bound."""
    left, found = _MAX_UNPACKED, 0
    for dictionary, start, end in _streams(content):
        words = _plain_names(content[dictionary:start])
        if not _HOLDS_OBJECTS.search(words):
            continue
        found += bool(_OBJECT_STREAM.search(words))
        if b"/Filter" not in words:
            yield content[start:end]
            continue
        filters = re.findall(rb"/Filter\s*(\[[^\]]*\]|/\w+|)", words)
        if [name.strip(b"[] \r\n\t") for name in filters] != [b"/FlateDecode"] or b"/Predictor" in words:
            raise _unclear()
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(content[start:end], left)
        except zlib.error as error:
            raise _unclear() from error
        left -= len(text)
        if left <= 0 or not unpacker.eof:
            raise _unclear()
        yield text
    # One that is named but was not found is written so that readers may see what we do not.
    if found != len(_OBJECT_STREAM.findall(_plain_names(content))):
        raise _unclear()


def _plain_names(text: bytes) -> bytes:
    """`text` with the escapes of names resolved: /J#61vaScript is /JavaScript."""
    if sum(1 for _escape in islice(_ESCAPE.finditer(text), _MAX_ESCAPES + 1)) > _MAX_ESCAPES:
        raise _unclear()
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text)


def _pages(texts: list[bytes]) -> int | None:
    """The number of page objects, if the page tree counts as many."""
    pages = sum(len(re.findall(rb"/Type\s*/Page" + _END_OF_NAME, text)) for text in texts)
    counts = {int(number) for text in texts for number in re.findall(rb"/Count\s+(\d{1,6})" + _END_OF_NAME, text)}
    return pages if pages and pages in counts else None


def _unclear() -> Refused:
    return Refused(
        _("This PDF is built in a way that cannot be checked. Please print it to a new PDF and upload that."),
        code="unclear",
    )
