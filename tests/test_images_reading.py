"""What an uploaded photograph may be, and how it is refused."""

import contextlib
import io
import struct
import zlib

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from editions import images
from editions.images import Refused, read_upload
from editions.images.colour import ADOBE_RGB
from tests.pictures import make_exif, make_file, make_picture, make_quarters


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_upload(io.BytesIO(content))
    return caught.value


def make_png(width: int, height: int, data: bytes = b"", depth: int = 1, colour_type: int = 0) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    right, bottom = picture.width - 3, picture.height - 3
    return [picture.getpixel(place) for place in ((2, 2), (right, 2), (right, bottom), (2, bottom))]


def assert_near(found, expected, within=6):
    assert all(abs(a - b) <= within for a, b in zip(found, expected, strict=True)), f"{found} is not {expected}"


# What is taken


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_four_kinds_are_taken_whatever_their_names(kind):
    file = io.BytesIO(make_file(kind=kind))
    file.name = "drawing.svg"
    upload = read_upload(file)
    assert (upload.format, upload.width, upload.height) == (kind, 60, 40)
    assert_near(upload.picture.getpixel((30, 20)), (168, 41, 43))


def test_a_file_is_read_from_its_start_and_left_open():
    file = io.BytesIO(make_file())
    file.read(100)
    read_upload(file)
    assert not file.closed


def test_a_camera_file_of_several_pictures_gives_the_first():
    file = make_file(make_quarters(), "MPO", save_all=True, append_images=[make_picture(80, 40, "black")])
    upload = read_upload(file)
    assert upload.format == "JPEG"
    assert_near(corners(upload.picture)[0], (255, 0, 0), 12)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_an_animation_gives_its_first_frame(kind):
    file = make_file(make_picture(colour="blue"), kind, save_all=True, append_images=[make_picture(colour="red")])
    assert_near(read_upload(file).picture.getpixel((30, 20)), (0, 0, 255), 8)


def test_what_is_appended_to_a_picture_does_not_reach_a_rendition():
    file = make_file() + b"PK\x03\x04 an archive with a program PK\x05\x06" + b"\0" * 18
    upload = read_upload(file)
    for rendition in images.make_renditions(upload, credit="", copyright="", caption=""):
        assert b"an archive" not in rendition.content


def test_a_comment_with_a_program_does_not_reach_a_rendition():
    upload = read_upload(make_file(comment=b"<?php echo 1 ?><script>alert(1)</script>"))
    for rendition in images.make_renditions(upload, credit="", copyright="", caption=""):
        assert b"alert(" not in rendition.content
        assert b"php" not in rendition.content


def test_equal_bytes_have_equal_fingerprints_and_nothing_else_has():
    one, same, other = (read_upload(make_file(make_picture(colour=c))) for c in ("red", "red", "blue"))
    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 64


def test_a_photograph_saved_again_and_smaller_looks_alike():
    gradient = Image.radial_gradient("L").convert("RGB").resize((900, 600))
    one = read_upload(make_file(gradient, quality=95))
    again = read_upload(make_file(gradient.resize((450, 300)), "WEBP", quality=40))
    other = read_upload(make_file(gradient.transpose(Image.Transpose.FLIP_LEFT_RIGHT).crop((0, 0, 450, 600))))
    assert images.distance(one.average_hash, again.average_hash) <= 3
    assert images.distance(one.average_hash, other.average_hash) > 10


def test_the_dominant_colour_is_the_one_that_covers_most():
    picture = make_picture(100, 100, (38, 67, 124))
    picture.paste((255, 255, 255), (0, 0, 100, 30))
    colour = read_upload(make_file(picture, "PNG")).dominant_colour
    assert_near(bytes.fromhex(colour[1:]), (38, 67, 124))


# Upright, sRGB


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(orientation, kind):
    back = [None, 0, 3, 1, 5, 2, 6, 4]  # what a camera held that way would have stored
    turn = back[orientation - 1]
    stored = make_quarters() if turn is None else make_quarters().transpose(Image.Transpose(turn))
    options = {"exif": make_exif({0x0112: orientation}), "quality": 95}
    upload = read_upload(make_file(stored, kind, **options))
    assert (upload.width, upload.height) == upload.picture.size == (80, 40)
    expected = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]
    for found, colour in zip(corners(upload.picture), expected, strict=True):
        assert_near(found, colour, 14)


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_a_senseless_orientation_is_passed_over(value):
    assert read_upload(make_file(exif=make_exif({0x0112: value}))).width == 60


def test_a_wide_gamut_is_brought_to_srgb():
    narrow = read_upload(make_file(make_picture(colour=(0, 200, 0)), quality=95))
    wide = read_upload(make_file(make_picture(colour=(0, 200, 0)), quality=95, icc_profile=ADOBE_RGB))
    assert_near(narrow.picture.getpixel((9, 9)), (0, 200, 0), 3)
    # The same numbers mean a stronger green in Adobe RGB, beyond what sRGB holds; a grey is grey in both.
    assert wide.picture.getpixel((9, 9))[1] > 195
    brown = read_upload(make_file(make_picture(colour=(150, 100, 60)), quality=95, icc_profile=ADOBE_RGB))
    assert brown.picture.getpixel((9, 9))[0] > 160
    grey = read_upload(make_file(make_picture(colour=(120, 120, 120)), quality=95, icc_profile=ADOBE_RGB))
    assert_near(grey.picture.getpixel((9, 9)), (120, 120, 120), 4)


def test_adobe_rgb_that_only_the_camera_tells_of_is_brought_to_srgb():
    brown = make_picture(colour=(150, 100, 60))
    told = read_upload(make_file(brown, quality=95, exif=make_exif(details={0xA005: {1: "R03"}})))
    embedded = read_upload(make_file(brown, quality=95, icc_profile=ADOBE_RGB))
    assert told.picture.getpixel((9, 9)) == embedded.picture.getpixel((9, 9))


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 128, ADOBE_RGB[:200], ADOBE_RGB[:-40]])
def test_a_damaged_profile_is_passed_over(profile):
    upload = read_upload(make_file(make_picture(colour=(120, 120, 120)), quality=95, icc_profile=profile))
    assert_near(upload.picture.getpixel((9, 9)), (120, 120, 120))


def test_a_profile_of_other_pixels_is_passed_over():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    upload = read_upload(make_file(make_picture(colour=(120, 120, 120)), icc_profile=lab))
    assert_near(upload.picture.getpixel((9, 9)), (120, 120, 120))


def test_four_printing_colours_become_three():
    upload = read_upload(make_file(make_picture(mode="CMYK", colour=(0, 255, 255, 0)), quality=95))
    assert_near(upload.picture.getpixel((9, 9)), (255, 0, 0), 12)


def test_sixteen_bits_keep_their_lightness():
    picture = Image.new("I;16", (60, 40), 0x8000)
    assert_near(read_upload(make_file(picture, "PNG")).picture.getpixel((9, 9)), (128, 128, 128), 2)


def test_one_bit_and_grey_become_rgb():
    assert read_upload(make_file(make_picture(mode="1", colour=1), "PNG")).picture.getpixel((9, 9)) == (255, 255, 255)
    grey = read_upload(make_file(make_picture(mode="L", colour=90), "JPEG"))
    assert_near(grey.picture.getpixel((9, 9)), (90, 90, 90), 2)


def test_what_is_transparent_is_shown_on_white():
    half = make_picture(mode="RGBA", colour=(255, 0, 0, 128))
    assert_near(read_upload(make_file(half, "PNG")).picture.getpixel((9, 9)), (255, 127, 127), 3)
    none = make_picture(mode="LA", colour=(0, 0))
    assert read_upload(make_file(none, "PNG")).picture.getpixel((9, 9)) == (255, 255, 255)


def test_a_palette_with_a_transparent_entry_is_shown_on_white():
    picture = make_picture(mode="P", colour=0)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    picture.paste(1, (0, 0, 30, 40))
    upload = read_upload(make_file(picture, "PNG", transparency=0))
    assert upload.picture.getpixel((9, 9)) == (255, 0, 0)
    assert upload.picture.getpixel((50, 9)) == (255, 255, 255)


# What is refused

HTML = b"<!DOCTYPE html><html><script>alert(1)</script>"
ISO = b"\0\0\0\x18ftyp%b\0\0\0\0%b%b" + b"\0" * 40


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"GIF89a" + b"\0" * 40, "gif"),
        (b"II*\0" + b"\0" * 40, "tiff"),
        (b"MM\0*" + b"\0" * 40, "tiff"),
        (b"II*\0\x10\0\0\0CR\x02\0" + b"\0" * 40, "raw"),
        (ISO % (b"heic", b"mif1", b"heic"), "heic"),
        (ISO % (b"mif1", b"mif1", b"heic"), "heic"),
        (ISO % (b"crx ", b"crx ", b"isom"), "raw"),
        (ISO % (b"isom", b"isom", b"mp42"), "video"),
        (b"%PDF-1.7\n", "document"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "drawing"),
        (b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"\xef\xbb\xbf  <SVG onload='alert(1)'/>", "svg"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"), "svg"),
        (HTML, "web-page"),
        (b"PK\x03\x04" + b"\0" * 40, "archive"),
        (b"8BPS\0\x01", "layers"),
        (b"BM" + b"\0" * 60, "bitmap"),
        (b"\xff\x0a" + b"\0" * 40, "jpeg-xl"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "not-a-picture"),
        (b"just some words", "not-a-picture"),
        (b"\0" * 5000, "not-a-picture"),
        (b"\xff\xd8\xff" + HTML, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "damaged"),
        (b"RIFF\xff\xff\0\0WEBPVP8 " + HTML, "damaged"),
        (ISO % (b"avif", b"mif1", b"avif"), "damaged"),
        (b"\xff\xd8\xff%!PS-Adobe-3.0\n", "damaged"),
    ],
)
def test_what_is_no_photograph_is_refused_by_its_content(content, code):
    assert refusal(content).code == code


def test_a_refusal_advises_in_the_language_of_the_reader_and_is_a_sentence():
    refused = refusal(b"GIF89a" + b"\0" * 40)
    with translation.override("en"):
        (sentence,) = refused.messages
    assert sentence.endswith(".")
    assert "JPEG" in sentence


def test_a_file_with_too_many_bytes_is_refused_before_it_is_read(monkeypatch):
    class Endless(io.RawIOBase):
        asked = 0

        def seek(self, *args):
            return 0

        def read(self, size=-1):
            self.asked = size
            return b"\xff\xd8\xff" + b"\0" * (size - 3)

    file = Endless()
    with pytest.raises(Refused) as caught:
        read_upload(file)
    assert caught.value.code == "too-many-bytes"
    assert file.asked == images.MAX_BYTES + 1
    assert "40 MB" in caught.value.messages[0]


def test_a_small_file_with_too_many_pixels_is_refused_on_its_header(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", None)  # nothing may be decoded
    row = b"\0" + b"\0" * (9000 // 8)
    bomb = make_png(9000, 9000, row * 9000)
    assert len(bomb) < 20_000
    refused = refusal(bomb)
    assert refused.code == "too-many-pixels"
    assert "30 megapixels" in refused.messages[0]
    assert "JPEG, which may have 60" in refused.messages[0]


def test_a_jpeg_may_have_twice_the_pixels_of_what_must_be_decoded_whole():
    picture = make_picture(7000, 5000, 90, "L")
    assert read_upload(make_file(picture)).width == 7000
    assert refusal(make_file(picture, "PNG")).code == "too-many-pixels"
    header = bytearray(make_file(make_picture(16, 16, 90, "L")))
    at = header.index(b"\xff\xc0") + 5
    header[at : at + 4] = struct.pack(">HH", 8000, 8000)
    refused = refusal(bytes(header))
    assert refused.code == "too-many-pixels"
    assert "60" in refused.messages[0]


@pytest.mark.parametrize("size", [(12_000, 12_000), (60_000, 60_000)])
def test_the_largest_bombs_are_refused_too(size):
    assert refusal(make_png(*size)).code == "too-many-pixels"


def test_a_webp_header_that_claims_too_much_is_refused():
    file = bytearray(make_file(make_picture(mode="RGBA", colour=(1, 2, 3, 9)), "WEBP", exif=make_exif({0x8298: b"x"})))
    assert file[12:16] == b"VP8X"
    file[24:30] = b"\xfe\x3f\0\xfe\x3f\0"
    assert refusal(bytes(file)).code in ("too-many-pixels", "damaged")


def test_a_text_chunk_that_unfolds_to_gigabytes_is_refused_or_passed_over():
    body = b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    plain = make_file(kind="PNG")
    file = plain[:33] + chunk + plain[33:]
    assert refusal(file).code == "damaged"


def test_a_jpeg_of_a_thousand_scans_is_refused():
    file = make_file(make_quarters(), progressive=True)
    last = file.rindex(b"\xff\xda")
    assert read_upload(file).width == 80
    assert refusal(file[:last] + file[last:-2] * 1000 + b"\xff\xd9").code == "damaged"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(kind, share):
    noise = Image.effect_noise((300, 200), 80).convert("RGB")
    file = make_file(noise, kind)
    assert refusal(file[: int(len(file) * share)]).code in ("damaged", "not-a-picture")


def test_a_progressive_jpeg_cut_short_is_refused():
    file = make_file(Image.effect_noise((300, 200), 80).convert("RGB"), progressive=True)
    assert refusal(file[: len(file) // 2]).code == "damaged"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_refused_or_survived_but_never_an_error(data):
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF"]))
    file = bytearray(make_file(make_quarters(), kind, exif=make_exif({0x0112: 6, 0x010E: b"x"}, {0x9003: "2024"})))
    for place in data.draw(st.lists(st.integers(0, len(file) - 1), min_size=1, max_size=12)):
        file[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        upload = read_upload(bytes(file))
        images.make_renditions(upload, credit="", copyright="", caption="", sizes=images.SHOWN)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", ISO[:20]]))
def test_no_bytes_at_all_are_an_error(tail, head):
    with pytest.raises(Refused):
        read_upload(head + tail)
