"""What is read from a photograph's EXIF, IPTC and XMP, in the encodings of three scripts, sound or damaged."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.images import Metadata, read_upload
from editions.images.iptc import BY_LINE, CAPTION, COPYRIGHT, CREDIT, KEYWORD, read_iptc
from editions.images.legacy_text import clean, decode, guess_encoding
from editions.images.xmp import read_xmp, write_xmp
from tests.pictures import make_exif, make_file, make_iptc, make_xmp

ENGLISH = "Délégués – the café at São Paulo’s hall"
CHINESE = "第二十届北京—东京论坛开幕式在东京举行，与会嘉宾合影。"
JAPANESE = "第20回東京―北京フォーラムの開会式で発言する登壇者。"
TOKYO = timezone(timedelta(hours=9))
CLOCK = datetime.fromisoformat("2024-12-04T10:15:30")

# Pillow warns of what it passes over in damaged EXIF; the tests here are about what comes out.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def read(**options) -> Metadata:
    return read_upload(make_file(**options)).metadata


def test_a_photograph_that_says_nothing_gives_nothing():
    assert read() == Metadata()


# The moment


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({0x9003: "2024:12:04 10:15:30"}, CLOCK),
        ({0x9003: "2024:12:04 10:15:30", 0x9011: "+09:00"}, CLOCK.replace(tzinfo=TOKYO)),
        ({0x9003: "2024:12:04 10:15:30", 0x9010: "+09:00"}, CLOCK.replace(tzinfo=TOKYO)),
        ({0x9003: "2024-12-04T01:15:30Z"}, datetime(2024, 12, 4, 1, 15, 30, tzinfo=UTC)),
        ({0x9003: "2024:12:04 10:15:30", 0x9011: "   :  "}, CLOCK),
        ({0x9003: "2024:12:04 10:15:30", 0x9011: "+99:00"}, CLOCK),
        ({0x9003: "0000:00:00 00:00:00"}, None),
        ({0x9003: "2024:02:30 10:00:00"}, None),
        ({0x9003: "    :  :     :  :  "}, None),
        ({0x9003: "yesterday"}, None),
    ],
)
def test_the_moment_is_naive_unless_the_camera_says_its_offset(details, expected):
    taken_at = read(exif=make_exif(details=details)).taken_at
    assert taken_at == expected
    assert getattr(taken_at, "tzinfo", None) == getattr(expected, "tzinfo", None)


def test_the_date_a_file_was_changed_is_not_the_date_it_was_taken():
    assert read(exif=make_exif({0x0132: "2024:12:04 10:15:30"})).taken_at is None


def test_iptc_and_xmp_tell_the_moment_where_exif_does_not():
    iptc = make_iptc({55: [b"20241204"], 60: [b"101530+0900"]})
    assert read(extra=iptc).taken_at == CLOCK.replace(tzinfo=TOKYO)
    xmp = make_xmp("", 'photoshop:DateCreated="2024-12-04T10:15:30.25+09:00"')
    assert read(xmp=xmp).taken_at == CLOCK.replace(tzinfo=TOKYO)


def test_an_offset_is_taken_from_a_twin_that_shows_the_same_clock_and_from_no_other():
    exif = make_exif(details={0x9003: "2024:12:04 10:15:30"})
    same = make_xmp("<exif:DateTimeOriginal>2024-12-04T10:15:30+09:00</exif:DateTimeOriginal>")
    other = make_xmp("<exif:DateTimeOriginal>2024-12-04T09:15:30+08:00</exif:DateTimeOriginal>")
    assert read(exif=exif, xmp=same).taken_at == CLOCK.replace(tzinfo=TOKYO)
    assert read(exif=exif, xmp=other).taken_at == CLOCK


# Encodings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (CHINESE, "utf-8"),
        (JAPANESE, "utf-8"),
        (JAPANESE, "cp932"),
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (ENGLISH, "cp1252"),
        ("Müller, Citroën, Żółć"[:15], "latin-1"),
        ("© 2024 Test House", "latin-1"),
        ("新华社记者摄", "gbk"),
        ("代表撮影", "cp932"),
        ("写真：テスト通信社", "cp932"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_text_is_understood_in_the_encodings_of_three_scripts(text, encoding):
    data = text.encode(encoding)
    assert decode(data, guess_encoding(data)) == text
    assert read(extra=make_iptc({CAPTION: [data]})).caption == text
    assert read(exif=make_exif({0x010E: data})).caption == text


def test_a_short_by_line_is_read_in_the_encoding_of_its_whole_file():
    iptc = make_iptc({BY_LINE: ["王毅".encode("gbk")], CAPTION: [CHINESE.encode("gbk")]})
    assert read(extra=iptc).by_line == "王毅"


def test_a_charset_marker_is_believed_unless_the_bytes_disprove_it():
    assert read(extra=make_iptc({CAPTION: [JAPANESE.encode()]}, utf8_marker=True)).caption == JAPANESE
    assert read(extra=make_iptc({CAPTION: [JAPANESE.encode("cp932")]}, utf8_marker=True)).caption == JAPANESE


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "gb18030"])
def test_a_caption_cut_within_a_character_loses_only_that_character(encoding):
    text = JAPANESE if encoding != "gb18030" else CHINESE
    data = text.encode(encoding)[:-1]
    assert read(extra=make_iptc({CAPTION: [data]})).caption == text[:-1]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (b"ASCII\0\0\0A caption", "A caption"),
        (b"\0" * 8 + CHINESE.encode(), CHINESE),
        (b"ASCII\0\0\0" + JAPANESE.encode("cp932"), JAPANESE),
        (b"JIS\0\0\0\0\0" + JAPANESE.encode("iso2022_jp"), JAPANESE),
        (b"UNICODE\0" + CHINESE.encode("utf-16-le"), CHINESE),
        (b"UNICODE\0" + CHINESE.encode("utf-16-be"), CHINESE),
        (b"UNICODE\0" + b"\xfe\xff" + JAPANESE.encode("utf-16-be"), JAPANESE),
        (b"UNICODE\0" + "A caption".encode("utf-16-be"), "A caption"),
        (b"UNICODE\0", ""),
        (b"\0" * 64, ""),
        (b"ASCII\0\0\0" + b" " * 50, ""),
    ],
)
def test_the_users_comment_is_the_caption_where_there_is_no_other(comment, expected):
    assert read(exif=make_exif(details={0x9286: comment})).caption == expected
    assert read(exif=make_exif({0x010E: "Another"}, {0x9286: comment})).caption == "Another"


# Fields and their order


def test_everything_a_news_picture_says_is_read():
    found = read(
        extra=make_iptc(
            {
                CAPTION: [b"On the stage\nand beside it"],
                BY_LINE: [b"Test Photographer"],
                CREDIT: [b"Test House"],
                COPYRIGHT: ["© Test House".encode()],
                KEYWORD: [b"forum", "论坛".encode(), b"forum"],
            },
            utf8_marker=True,
        )
    )
    assert found.caption == "On the stage\nand beside it"
    assert (found.by_line, found.credit, found.copyright) == ("Test Photographer", "Test House", "© Test House")
    assert found.keywords == ("forum", "论坛")


def test_xmp_is_believed_before_iptc_before_exif():
    xmp = make_xmp('<dc:description><rdf:Alt><rdf:li xml:lang="x-default">From XMP</rdf:li></rdf:Alt></dc:description>')
    iptc = make_iptc({CAPTION: [b"From IPTC"]})
    exif = make_exif({0x010E: "From EXIF"})
    assert read(xmp=xmp, extra=iptc, exif=exif).caption == "From XMP"
    assert read(extra=iptc, exif=exif).caption == "From IPTC"
    assert read(exif=exif).caption == "From EXIF"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_and_exif_are_read_from_every_kind(kind):
    xmp = make_xmp(f"<photoshop:Credit>{CHINESE}</photoshop:Credit>")
    options = {"exif": make_exif({0x8298: "© Test".encode()}), "xmp": xmp}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        information = PngInfo()
        information.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options = {"exif": options["exif"], "pnginfo": information}
    found = read(kind=kind, **options)
    assert (found.credit, found.copyright) == (CHINESE, "© Test")


def test_a_caption_in_three_languages_is_kept_by_language():
    items = "".join(
        f'<rdf:li xml:lang="{language}">{text}</rdf:li>'
        for language, text in (("ja", JAPANESE), ("zh-Hans", CHINESE), ("x-default", "In the hall"))
    )
    found = read(xmp=make_xmp(f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>"))
    assert found.caption == "In the hall"
    assert found.captions == {"ja": JAPANESE, "zh-Hans": CHINESE}


def test_several_makers_are_one_by_line():
    makers = "<dc:creator><rdf:Seq><rdf:li>Test One</rdf:li><rdf:li>Test Two</rdf:li></rdf:Seq></dc:creator>"
    assert read(xmp=make_xmp(makers)).by_line == "Test One, Test Two"


@pytest.mark.parametrize("words", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM", "default", "         "])
def test_what_a_camera_writes_by_itself_is_no_caption(words):
    assert read(exif=make_exif({0x010E: words})).caption == ""


def test_two_holders_of_copyright_are_both_named():
    assert read(exif=make_exif({0x8298: b"Test Photographer\0Test House"})).copyright == "Test Photographer; Test House"


def test_control_characters_go_and_text_is_composed():
    assert clean("  cafe\u0301\0\x07\r\nnext\ufffe ") == "café\nnext"
    assert len(clean("あ" * 5000)) == 2000


# Damage


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><photoshop:Credit>&b;</photoshop:Credit></rdf:Description></rdf:RDF>'
)


def test_descriptions_one_in_another_are_not_walked_through_again_and_again():
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    depth = 4000
    begun = "<rdf:Description><dc:description>" * depth + "<rdf:li>a</rdf:li>" * 2000
    ended = "</dc:description></rdf:Description>" * depth
    started = time.process_time()
    read_xmp(f"<rdf:RDF {rdf}>{begun}{ended}</rdf:RDF>")
    assert time.process_time() - started < 1  # it was a minute


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_an_xmp_packet_with_entities_is_not_read(encoding):
    assert read_xmp(BOMB.encode(encoding)) == {}
    assert read(xmp=BOMB.encode(encoding)).credit == ""


@pytest.mark.parametrize(
    "packet", [b"", b"<x", b"\xff\xfe<", b"<rdf:RDF>", b"\0" * 50, b'<?xml version="1.0" encoding="no"?><a/>']
)
def test_a_damaged_xmp_packet_gives_nothing(packet):
    assert read_xmp(packet) == {}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_damaged_iptc_never_raises(data):
    read_iptc(data)
    read_iptc(b"\x1c\x02\x78\x00\x05Hello" + data)


def test_iptc_keeps_what_stands_before_the_damage():
    assert read_iptc(b"\x1c\x02\x78\x00\x05Hello\x1c\x02\x50\x7f\xffmissing") == {CAPTION: ["Hello"]}
    assert read_iptc(b"\x1c\x02\x78\x80\x04\0\0\0\x05Hello") == {CAPTION: ["Hello"]}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_exif_never_raises(data):
    exif = bytearray(
        make_exif({0x010E: "Caption", 0x8298: "x"}, {0x9003: "2024:12:04 10:15:30", 0x9286: b"ASCII\0\0\0x"})
    )
    for place in data.draw(st.lists(st.integers(6, len(exif) - 1), min_size=1, max_size=10)):
        exif[place] = data.draw(st.integers(0, 255))
    assert read(exif=bytes(exif)[: data.draw(st.integers(8, len(exif)))]) is not None


@given(st.binary(max_size=100))
def test_any_bytes_are_some_text(data):
    assert isinstance(clean(decode(data, guess_encoding(data))), str)


@given(st.text(max_size=60))
def test_what_is_written_as_xmp_is_read_again(text):
    line = clean(text)
    found = read_xmp(write_xmp(caption=line, credit=line, copyright=line))
    assert {clean(value) for pairs in found.values() for _, value in pairs} <= {clean(line)}
