"""Which documents are taken, and which are refused for what they could do."""

import contextlib
import io
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from editions.pdf import check_pdf
from editions.refusals import Refused


def make_pdf(
    *objects: bytes, pages: int = 1, catalog: bytes = b"", head: bytes = b"%PDF-1.7\n", tail: bytes = b""
) -> bytes:
    """A PDF good enough for readers that rebuild the table; `catalog` goes into its root, `objects` behind the pages."""
    kids = b" ".join(b"%d 0 R" % (3 + i) for i in range(pages))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (pages, kids),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages,
        *objects,
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (i, part) for i, part in enumerate(parts, 1))
    return head + body + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (len(parts) + 1) + tail


def make_stream(data: bytes, words: bytes = b"/Filter /FlateDecode") -> bytes:
    packed = zlib.compress(data) if b"FlateDecode" in words else data
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (words, len(packed), packed)


def make_packed(data: bytes, words: bytes = b"/Filter /FlateDecode") -> bytes:
    return make_stream(data, b"/Type /ObjStm /N 1 /First 4 " + words)


def refusal(content: bytes, **options) -> str:
    with pytest.raises(Refused) as caught:
        check_pdf(io.BytesIO(content), **options)
    (sentence,) = caught.value.messages
    assert sentence.endswith(".")
    return caught.value.code


@pytest.mark.parametrize("pages", [1, 3, 40])
def test_a_plain_pdf_is_taken_and_its_pages_counted(pages):
    file = io.BytesIO(make_pdf(pages=pages))
    document = check_pdf(file)
    assert (document.pages, document.size) == (pages, len(file.getvalue()))
    assert len(document.fingerprint) == 64
    assert not file.closed


def test_a_pdf_of_another_program_is_taken():
    out = io.BytesIO()
    picture = Image.effect_noise((300, 400), 60)
    picture.save(out, "PDF", save_all=True, append_images=[picture, picture])
    assert check_pdf(out.getvalue()).pages == 3


def test_pages_in_object_streams_are_counted():
    packed = make_packed(b"9 0 << /Type /Pages /Count 2 >> << /Type/Page >> << /Type /Page/Parent 9 0 R>>")
    file = b"%PDF-1.5\n1 0 obj\n" + packed + b"\nendobj\nstartxref\n0\n%%EOF"
    assert check_pdf(file).pages == 2


def test_pages_that_do_not_agree_are_unknown():
    assert check_pdf(make_pdf(b"<< /Type /Page /Parent 2 0 R >>")).pages is None


def test_blank_bytes_before_the_header_are_allowed():
    assert check_pdf(b"\xef\xbb\xbf\r\n" + make_pdf()).pages == 1


@pytest.mark.parametrize(
    "content",
    [
        b"some words",
        b"<html>%PDF-1.7",
        b"PK\x03\x04" + make_pdf(),
        b"<script>alert(1)</script>\n" + make_pdf(),
        b" " * 2000 + make_pdf(),
        make_pdf(head=b"%PDF-x\n"),
        b"\xff\xd8\xff" + make_pdf(),
    ],
)
def test_what_is_no_pdf_by_its_content_is_refused(content):
    assert refusal(content) == "not-a-pdf"


def test_an_empty_or_too_large_file_is_refused():
    assert refusal(b"") == "empty"
    assert refusal(make_pdf() + b" " * 3000, max_bytes=3000) == "too-many-bytes"


def test_a_pdf_cut_short_is_refused():
    file = make_pdf()
    assert refusal(file[: len(file) // 2]) == "damaged"
    assert refusal(file[:-6]) == "damaged"


@pytest.mark.parametrize("tail", [b"PK\x03\x04 an archive PK\x05\x06" + b"\0" * 18, b"<script>", b"x" * 5000])
def test_something_behind_the_end_is_refused(tail):
    assert refusal(make_pdf(tail=tail)) == "attachment"


ACTIONS = [
    (b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "program"),
    (b"/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>", "program"),
    (b"/Names << /JavaScript 9 0 R>>", "program"),
    (b"/AA<</O<</S/JavaScript/JS 9 0 R>>>>", "program"),
    (b"/OpenAction << /S /Rendition /JS (x) >>", "program"),
    (b"/AcroForm << /XFA [9 0 R] >>", "program"),
    (b"/OpenAction << /S /Launch /F (cmd.exe) >>", "launches"),
    (b"/OpenAction<</S/L#61unch/F(cmd.exe)>>", "launches"),
    (b"/A << /S /SubmitForm /F (http://example.org) >>", "launches"),
    (b"/OpenAction << /S /GoToR /F (\\\\\\\\elsewhere\\\\share) >>", "launches"),
    (b"/A << /S /GoToR /F (//elsewhere/share) >>", "launches"),
    (b"/A << /S /GoToR /F << /UF <FEFF005C005C0061> >> >>", "launches"),
    (b"/A << /S /URI /URI (JavaScript:app) >>", "program"),
    (b"/Names << /EmbeddedFiles 9 0 R >>", "attachment"),
    (b"/EF << /F 9 0 R >> /Type /EmbeddedFile", "attachment"),
    (b"/Annots [<< /FS << /F (a) /E#46 9 0 R >> >>]", "attachment"),
    (b"/Annots [<< /Subtype /FileAttachment >>]", "attachment"),
    (b"/Annots [<< /Subtype /RichMedia >>]", "attachment"),
    (b"/Collection << /View /D >>", "attachment"),
]


@pytest.mark.parametrize(("words", "code"), ACTIONS)
def test_what_acts_or_carries_files_is_refused_in_the_open(words, code):
    assert refusal(make_pdf(catalog=words)) == code


@pytest.mark.parametrize(("words", "code"), ACTIONS)
def test_what_acts_or_carries_files_is_refused_in_a_compressed_object_stream(words, code):
    assert refusal(make_pdf(make_packed(b"9 0 << " + words + b" >>"))) == code
    assert refusal(make_pdf(make_packed(b"9 0 << " + words + b" >>", b""))) == code


def test_an_action_hidden_behind_a_false_stream_is_found():
    words = b"(>>\nstream\n) /OpenAction << /S /JavaScript >> % endstream"
    assert refusal(make_pdf(catalog=words)) == "program"


@pytest.mark.parametrize(
    "words",
    [
        b"/Filter /LZWDecode",
        b"/Filter [/ASCIIHexDecode /FlateDecode]",
        b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
        b"/Filter 9 0 R",
        b"/Filter /FlateDecode /Filter /LZWDecode",
        b"/Filter /FlateDecode /Padding (" + b"x" * 5000 + b")",
    ],
)
def test_an_object_stream_that_cannot_be_looked_through_is_refused(words):
    assert refusal(make_pdf(make_packed(b"9 0 << >>", words))) == "unclear"


@pytest.mark.parametrize("between", [b" % a remark\n", b"\0" * 100])
def test_an_object_stream_written_to_be_overlooked_is_refused(between):
    packed = make_packed(b"9 0 << /S /JavaScript >>").replace(b">>\nstream", b">>" + between + b"stream")
    assert refusal(make_pdf(packed)) == "unclear"


def test_an_object_stream_that_does_not_say_what_it_is_is_looked_through():
    """Readers ask only where its first object begins."""
    packed = zlib.compress(b"9 0 << /S /JavaScript >>")
    whole = b"7 0 obj << /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    assert refusal(make_pdf(whole)) == "program"


def test_an_object_stream_with_a_false_end_inside_is_refused():
    packed = zlib.compress(b"9 0 << >> endstream << /S /Java#53cript >>", 0)
    whole = b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    assert refusal(make_pdf(whole)) == "unclear"


def test_an_object_stream_that_does_not_unpack_is_refused():
    assert refusal(make_pdf(b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nnonsense\nendstream")) == "unclear"


def test_an_object_stream_that_unfolds_without_end_is_refused_soon():
    start = time.process_time()
    assert refusal(make_pdf(make_packed(b" " * 80_000_000))) == "unclear"
    assert time.process_time() - start < 10  # a bound against growth out of hand, on any machine


def test_a_protected_pdf_is_refused_with_advice():
    assert refusal(make_pdf().replace(b"trailer <<", b"trailer << /Encrypt 9 0 R")) == "encrypted"


def test_harmless_words_and_chance_bytes_are_no_reason():
    catalog = b"/OpenAction [3 0 R /Fit] /PageMode /UseOutlines /Lang (ja) /Font << /LaunchSans 5 0 R /JSong 6 0 R >>"
    link = b"<< /Subtype /Link /A << /S /URI /URI (https://example.org/JS) >> >>"
    picture = make_stream(b"binary /JS (by chance) ", b"/Subtype /Image")
    other = b"<< /S /GoToR /F (volume-2.pdf) /D [0 /Fit] >> << /Subtype /Link /F 4 /A << /S /URI /URI (https://x.example/) >> >>"
    assert check_pdf(make_pdf(link, picture, other, catalog=catalog)).pages == 1


@pytest.mark.parametrize(
    "piece", [b">>\nstream\n", b">>stream\nendstream", b"#", b"/#41", b"/Type /Page ", b" obj", b"<<"]
)
def test_time_is_bounded_for_large_hostile_files(piece):
    file = make_pdf(piece * (3_000_000 // len(piece)))
    start = time.process_time()
    with contextlib.suppress(Refused):
        check_pdf(file)
    assert time.process_time() - start < 10


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_is_refused_or_survived_but_never_an_error(data):
    file = bytearray(make_pdf(make_packed(b"9 0 << /Type /Page >>"), make_stream(b"words")))
    for place in data.draw(st.lists(st.integers(0, len(file) - 1), min_size=1, max_size=12)):
        file[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        check_pdf(bytes(file))
