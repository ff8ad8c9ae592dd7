"""What a file is by its first bytes, never by its name; and what to tell the person who chose it."""

from django.utils.translation import gettext_lazy as _

from editions.refusals import Refused

_PICTURES = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
_OTHERS = (
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0\x10\0\0\0CR", "raw"),
    (b"FUJIFILMCCD-RAW", "raw"),
    (b"IIRO", "raw"),
    (b"IIU\0", "raw"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"%PDF-", "document"),
    (b"%!PS", "drawing"),
    (b"\xc5\xd0\xd3\xc6", "drawing"),
    (b"8BPS", "layers"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BM", "bitmap"),
    (b"\xff\x0a", "jpeg-xl"),
    (b"\0\0\0\x0cJXL ", "jpeg-xl"),
    (b"\x1aE\xdf\xa3", "video"),
)
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_NOT_A_PICTURE = _("This is not a photograph. Please upload a JPEG, PNG, WebP or AVIF file.")
_ADVICE = {
    "heic": _(
        "This is a HEIC photograph from a telephone, which browsers cannot show. Please export it as JPEG, "
        "or set the camera to “Most compatible”, and upload that."
    ),
    "gif": _("GIF holds only 256 colours. Please upload the photograph it was made from, as JPEG or PNG."),
    "tiff": _("This is a TIFF file, which browsers cannot show. Please save it as JPEG of the highest quality."),
    "raw": _("This is a camera's raw file. Please develop it and upload the picture as JPEG."),
    "svg": _("This is an SVG drawing, which can contain programs. Please export it as PNG."),
    "drawing": _("This is a PostScript drawing, not a photograph. Please export it as PNG."),
    "document": _("This is a PDF document, not a photograph. Please upload it under documents, or export it as JPEG."),
    "layers": _("This is a Photoshop file with its layers. Please save it as JPEG."),
    "bitmap": _("This is an uncompressed bitmap. Please save it as PNG or JPEG."),
    "jpeg-xl": _("This is a JPEG XL file, which most browsers cannot show yet. Please save it as JPEG."),
    "archive": _("This is an archive, not a photograph. Please unpack it and upload the pictures inside."),
    "video": _("This is a film, not a photograph. Please upload a single picture as JPEG."),
    "web-page": _("This is a web page, not a photograph. Please save the picture itself and upload that."),
}


def recognise(head: bytes) -> str:
    """The decoder's name ("JPEG", "PNG", "WEBP", "AVIF") for the first kilobyte of a file; else `Refused` with advice."""
    for start, name in _PICTURES:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        brands = _brands(head)
        if brands[0] in _AVIF_BRANDS or (
            _AVIF_BRANDS & set(brands) and brands[0] not in _HEIC_BRANDS - {b"mif1", b"msf1"}
        ):
            return "AVIF"
        kind = "raw" if brands[0] == b"crx " else "heic" if _HEIC_BRANDS & set(brands) else "video"
    else:
        kind = next((name for start, name in _OTHERS if head.startswith(start)), _markup(head))
    raise Refused(_ADVICE.get(kind, _NOT_A_PICTURE), code=kind)


def _brands(head: bytes) -> list[bytes]:
    """The major brand of an ISO media file and its compatible ones."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return [head[8:12]] + [head[at : at + 4] for at in range(16, end - 3, 4)]


def _markup(head: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        text = head.decode(encoding, "ignore").lstrip().lower()
        if "<svg" in text:
            return "svg"
        if text.startswith(("<!doctype html", "<html", "<head", "<body", "<script")):
            return "web-page"
    return "not-a-picture"
