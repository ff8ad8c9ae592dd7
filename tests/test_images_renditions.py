"""The files made of a photograph: their sizes, what they carry and what never leaves."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from editions import images
from editions.images import SIZES, Refused, Size, crop_box, make_renditions, read_upload
from tests.pictures import make_exif, make_file, make_iptc, make_picture, make_quarters, make_xmp

TEXTS = {
    "credit": "摄影：测试社",
    "copyright": "© テスト通信社 2024",
    "caption": "On the stage – 开幕式 – 開会式 & <more>",
}
NOTHING = {"credit": "", "copyright": "", "caption": ""}


def opened(rendition) -> Image.Image:
    return Image.open(io.BytesIO(rendition.content))


def test_a_large_photograph_gives_every_named_size_in_order():
    renditions = make_renditions(make_file(make_picture(4000, 3000)), **NOTHING)
    assert [(r.name, r.width, r.height, r.format) for r in renditions] == [
        ("small", 375, 282, "WEBP"),
        ("medium", 750, 563, "WEBP"),
        ("large", 1500, 1125, "WEBP"),
        ("web", 750, 563, "JPEG"),
        ("screen", 1500, 1125, "JPEG"),
        ("print", 3000, 2250, "JPEG"),
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("size", [(1, 1), (300, 200), (200, 1400), (1400, 3), (2048, 1365), (1367, 2049)])
def test_sizes_are_true_in_shape_and_never_enlarged(kind, size):
    for rendition in make_renditions(make_file(make_picture(*size), kind), **NOTHING):
        edge = next(named.edge for named in SIZES if named.name == rendition.name)
        assert opened(rendition).size == (rendition.width, rendition.height)
        assert opened(rendition).format == rendition.format
        longest = max(rendition.width, rendition.height)
        assert min(max(size), edge * images.reading.SLACK) <= longest <= min(max(size), edge)
        assert abs(rendition.width / longest - size[0] / max(size)) <= 2 / longest
        assert abs(rendition.height / longest - size[1] / max(size)) <= 2 / longest


def test_a_rendition_knows_its_address_and_type():
    small, *_, largest = make_renditions(make_file(), **NOTHING)
    assert (small.suffix, small.content_type) == ("webp", "image/webp")
    assert (largest.suffix, largest.content_type) == ("jpg", "image/jpeg")


def test_an_upload_is_not_decoded_again(monkeypatch):
    upload = read_upload(make_file(make_quarters(900, 600)))
    plain = make_renditions(upload.content, **NOTHING)
    monkeypatch.setattr("editions.images.renditions.decode", None)
    assert make_renditions(upload, **NOTHING) == plain
    assert make_renditions(upload, **NOTHING) == plain, "making renditions changes nothing in the upload"


def test_renditions_are_upright_and_say_no_orientation():
    stored = make_quarters().transpose(Image.Transpose.ROTATE_90)
    for rendition in make_renditions(make_file(stored, quality=95, exif=make_exif({0x0112: 6})), **TEXTS):
        picture = opened(rendition)
        assert picture.size == (80, 40)
        assert 0x0112 not in picture.getexif()
        red, green, _ = picture.convert("RGB").getpixel((5, 5))
        assert red > 200 > 60 > green


def test_what_is_bad_is_refused_as_an_upload_is():
    with pytest.raises(Refused) as caught:
        make_renditions(b"GIF89a", **NOTHING)
    assert caught.value.code == "gif"


# What goes and what stays


def make_telling_file() -> bytes:
    """A photograph that says where it was taken, with what, by whom, and shows it all in a thumbnail."""
    exif = make_exif(
        {0x010F: "TELLTALE maker", 0x0110: "TELLTALE model", 0x0131: "TELLTALE program", 0x8298: "TELLTALE rights"},
        {0xA431: "TELLTALE serial", 0xA435: "TELLTALE lens serial", 0x927C: b"TELLTALE maker note", 0xA430: "TELLTALE"},
        gps={1: "N", 2: (35.0, 41.0, 22.0), 3: "E", 4: (139.0, 41.0, 30.0), 0x1B: b"TELLTALE method"},
    )
    xmp = make_xmp(
        "<dc:creator><rdf:Seq><rdf:li>TELLTALE</rdf:li></rdf:Seq></dc:creator>", 'exif:GPSLatitude="TELLTALE"'
    )
    iptc = make_iptc({90: [b"TELLTALE city"], 120: [b"TELLTALE caption"]})
    return make_file(
        make_picture(800, 600), exif=exif, xmp=xmp, extra=iptc, comment=b"TELLTALE", icc_profile=b"TELLTALE"
    )


@pytest.mark.parametrize("texts", [NOTHING, TEXTS])
def test_nothing_a_camera_wrote_leaves_the_house(texts):
    file = make_telling_file()
    assert file.count(b"TELLTALE") > 10
    renditions = make_renditions(file, **texts)
    assert len(renditions) == 6
    for rendition in renditions:
        assert b"TELLTALE" not in rendition.content
        exif = opened(rendition).getexif()
        assert set(exif) == ({0x8298, 0x013B, 0x010E} if texts is TEXTS else set())
        assert dict(exif.get_ifd(0x8825)) == {} == dict(exif.get_ifd(0x8769)), "no place, no camera"
        assert dict(exif.get_ifd(1)) == {}, "no thumbnail"


def test_rights_and_caption_are_written_into_every_rendition_in_three_scripts():
    for rendition in make_renditions(make_file(), **TEXTS):
        found = read_upload(rendition.content).metadata
        assert (found.copyright, found.caption) == (TEXTS["copyright"], TEXTS["caption"])
        assert found.by_line == TEXTS["credit"]


def test_a_download_says_it_in_all_three_ways_and_has_a_profile():
    from editions.images.iptc import read_iptc
    from editions.images.xmp import read_xmp

    *_, largest = make_renditions(make_file(), **TEXTS)
    info = opened(largest).info
    assert read_iptc(info["photoshop"][0x0404]) == {
        80: [TEXTS["credit"]],
        110: [TEXTS["credit"]],
        116: [TEXTS["copyright"]],
        120: [TEXTS["caption"]],
    }
    assert read_xmp(info["xmp"])["credit"] == [("", TEXTS["credit"])]
    assert len(info["icc_profile"]) < 1000


def test_texts_longer_than_a_segment_are_cut_not_refused():
    long = dict.fromkeys(TEXTS, "永" * 50_000)
    for rendition in make_renditions(make_file(), **long):
        assert set(read_upload(rendition.content).metadata.caption) == {"永"}


# Crops


SIDES = st.integers(1, 9000)
SHARES = st.floats(-0.5, 1.5)
RATIOS = st.floats(0.01, 100)


@given(SIDES, SIDES, SHARES, SHARES, RATIOS)
def test_a_crop_lies_within_the_picture_and_has_its_shape(width, height, x, y, ratio):
    left, top, right, bottom = crop_box(width, height, x, y, ratio)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    across, down = right - left, bottom - top
    assert across == width or down == height, "as much as there is"
    assert abs(across - down * ratio) <= max(1, ratio) / 2 + 1 or min(across, down) == 1


@given(SIDES, SIDES, st.floats(0, 1), st.floats(0, 1), RATIOS)
def test_the_focal_point_is_in_its_crop(width, height, x, y, ratio):
    left, top, right, bottom = crop_box(width, height, x, y, ratio)
    assert left - 1 <= width * x <= right + 1
    assert top - 1 <= height * y <= bottom + 1


def test_a_crop_is_centred_on_the_focal_point_where_the_edges_allow():
    assert crop_box(1000, 500, 0.5, 0.5, 1) == (250, 0, 750, 500)
    assert crop_box(1000, 500, 0.3, 0.9, 1) == (50, 0, 550, 500)
    assert crop_box(1000, 500, 0.0, 0.5, 1) == (0, 0, 500, 500)
    assert crop_box(500, 1000, 0.5, 1.0, 1) == (0, 500, 500, 1000)


@pytest.mark.parametrize(
    "bad", [(0, 5, 1), (5, 0, 1), (5, 5, 0), (5, 5, -1), (5, 5, float("nan")), (5, 5, float("inf"))]
)
def test_an_impossible_crop_is_an_error(bad):
    width, height, ratio = bad
    with pytest.raises(ValueError, match="positive ratio"):
        crop_box(width, height, 0.5, 0.5, ratio)


def test_portraits_are_cropped_round_the_focal_point():
    upload = read_upload(make_file(make_quarters(2000, 1000), quality=95))
    left, right = (
        make_renditions(upload, **NOTHING, sizes=images.PORTRAITS, focal=focal)[1] for focal in ((0.1, 0.5), (0.9, 0.5))
    )
    assert (left.width, left.height) == (right.width, right.height)
    assert left.height <= 750
    assert left.width / left.height == pytest.approx(0.8, abs=0.01)
    assert opened(left).convert("RGB").getpixel((100, 100))[0] > 200, "red, from the left"
    assert opened(right).convert("RGB").getpixel((100, 100))[1] > 200, "green, from the right"


def test_sizes_may_be_chosen():
    (rendition,) = make_renditions(make_file(make_picture(900, 600)), **NOTHING, sizes=[Size("card", 600, "PNG")])
    assert (rendition.name, rendition.width, rendition.format) == ("card", 600, "PNG")
