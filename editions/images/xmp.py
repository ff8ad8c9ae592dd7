"""XMP packets: captions (one per language), credit, rights, keywords and moment; read with care, written small."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import escape

_MAX_BYTES = 1_000_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_NAMES = {
    "caption": _DC + "description",
    "by_line": _DC + "creator",
    "copyright": _DC + "rights",
    "keywords": _DC + "subject",
    "credit": _PHOTOSHOP + "Credit",
    "original": _EXIF + "DateTimeOriginal",
    "created": _PHOTOSHOP + "DateCreated",
}


def read_xmp(packet: bytes | str) -> dict[str, list[tuple[str, str]]]:
    """For each known field its (language, text) pairs in order; the language is "" where none is given.

    Anything unreadable gives nothing. A document type is not read at all: entities have no place in a picture.
    """
    data = packet.encode("utf-8", "replace") if isinstance(packet, str) else packet
    if len(data) > _MAX_BYTES or b"<!" in data or b"<\0!" in data or b"\0<\0!" in data:
        return {}
    try:
        root = ElementTree.fromstring(_inner(data))  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    fields: dict[str, list[tuple[str, str]]] = {}
    # Side by side, never one in another: whoever nests thousands wants each to be walked through for all around it.
    top = next(root.iter(_RDF + "RDF"), None)
    for description in () if top is None else top.findall(_RDF + "Description"):
        for name, tag in _NAMES.items():
            pairs = [("", description.get(tag, ""))]
            for element in description.findall(tag):
                pairs += _texts(element)
            fields.setdefault(name, []).extend((language, text) for language, text in pairs if text.strip())
    return fields


def write_xmp(*, caption: str, credit: str, copyright: str) -> bytes:
    """A packet that says these three and nothing else."""
    lines = []
    if caption:
        lines.append(_alternative("dc:description", caption))
    if credit:
        lines.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(credit)}</rdf:li></rdf:Seq></dc:creator>")
        lines.append(f"<photoshop:Credit>{escape(credit)}</photoshop:Credit>")
    if copyright:
        lines.append(_alternative("dc:rights", copyright))
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{"".join(lines)}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _inner(data: bytes) -> bytes:
    """The packet without the processing instructions and padding around it."""
    match = re.search(rb"<(?:\w+:)?(?:xmpmeta|xapmeta|RDF)\b", data)
    end = data.rfind(b">")
    return data[match.start() : end + 1].split(b"<?xpacket end")[0] if match else data.strip(b"\0 \r\n\t")


def _texts(element: ElementTree.Element) -> Iterable[tuple[str, str]]:
    items = list(element.iter(_RDF + "li"))
    if not items:
        return [("", element.text or "")]
    return [(item.get(_LANG, ""), item.text or "") for item in items]


def _alternative(tag: str, text: str) -> str:
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{tag}>'
