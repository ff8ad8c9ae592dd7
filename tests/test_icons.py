"""The mark in the colours of the sides, wherever a device keeps it."""

import io
import re

import pytest
from PIL import Image

from editions import icons
from editions.cards import COLOURS, PAPER
from tests import factories


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def picture(name: str, *palettes: str) -> Image.Image:
    return Image.open(io.BytesIO(icons.png(name, palettes))).convert("RGB")


@pytest.mark.parametrize("name", icons.NAMES)
def test_each_side_has_its_colour_in_its_place(name):
    drawn = picture(name, "pine", "plum")
    size, part = icons.NAMES[name]
    assert drawn.size == (size, size)
    for place, palette in ((0.5 - 18 / 50 * part, "pine"), (0.5 + 18 / 50 * part, "plum")):
        found = drawn.getpixel((round(size * place), size // 2))
        assert max(abs(a - b) for a, b in zip(found, rgb(COLOURS[palette]), strict=True)) <= 4


def test_what_may_be_cut_to_a_circle_keeps_the_mark_inside_four_fifths():
    drawn = picture("maskable-512", "cinnabar", "indigo")
    inked = [
        (x, y)
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if max(abs(a - b) for a, b in zip(drawn.getpixel((x, y)), rgb(PAPER), strict=True)) > 12
    ]
    assert inked
    assert max(((x - 256) ** 2 + (y - 256) ** 2) ** 0.5 for x, y in inked) < 0.4 * 512


def test_a_forum_without_sides_has_a_mark_all_the_same():
    assert picture("icon-192").size == (192, 192)
    assert icons.svg(()).count(icons.THREAD) == 1


@pytest.mark.django_db
def test_the_manifest_names_the_forum_and_icons_that_are_there_in_their_sizes(client):
    factories.make_forum(name_en="Forum of Tests")
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["name"] == "Forum of Tests"
    sizes = {}
    for icon in answer.json()["icons"]:
        found = client.get(icon["src"])
        assert (found.status_code, found["Content-Type"].partition(";")[0]) == (200, icon["type"])
        if icon["type"] == "image/png":
            width, height = Image.open(io.BytesIO(found.content)).size
            assert icon["sizes"] == f"{width}x{height}"
            sizes.setdefault(icon["purpose"], set()).add(width)
    assert sizes == {"any": {192, 512}, "maskable": {512}}


@pytest.mark.django_db
def test_the_icon_of_the_tab_follows_the_palettes_of_the_sides(client):
    side = factories.make_side(palette="pine", order=0)
    factories.make_side(palette="plum", order=1)
    first = client.get("/icons/mark.svg")
    side.palette = "ochre"
    side.save()
    second = client.get("/icons/mark.svg", headers={"If-None-Match": first["ETag"]})
    assert len(set(re.findall(rb'fill="(#\w+)"', first.content))) == 2
    assert second.status_code == 200
    assert client.get("/icons/mark.svg", headers={"If-None-Match": second["ETag"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["icon-4096", "nothing", "maskable-512-"])
def test_no_other_size_is_drawn(client, name):
    assert client.get(f"/icons/{name}.png").status_code == 404
