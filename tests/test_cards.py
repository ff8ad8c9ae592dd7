"""The picture a link becomes: what it shows, in whose fonts, and who may see it."""

import io
import re

import pytest
from django.conf import settings
from PIL import Image

from editions import cards
from editions.languages import Text
from tests import factories

NOTHING = Text("", "en", "en")
LATIN, HAN = Text("Neighbours", "en", "en"), Text("邻国与世界", "zh-hans", "zh-hans")


def picture(**fields) -> Image.Image:
    return Image.open(
        io.BytesIO(cards.draw(cards.Card(**{"title": NOTHING, "kicker": NOTHING, "line": NOTHING, **fields})))
    )


def test_a_card_has_the_size_that_is_promised_and_is_small():
    drawn = cards.draw(cards.Card(LATIN, LATIN, LATIN, "20", "indigo"))
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert len(drawn) < 100_000


def test_titles_differ_and_so_do_their_cards():
    assert picture(title=LATIN).tobytes() != picture(title=Text("Other", "en", "en")).tobytes()


def test_without_fonts_for_a_script_the_mark_and_the_ordinal_stand_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(cards, "_HAN", tmp_path / "none.ttc")
    for kept in (cards._fonts, cards._font_of):
        kept.cache_clear()
    try:
        assert not cards.is_drawable(HAN)
        assert cards.is_drawable(Text("Ōta Jirō", "en", "en"))
        bare = picture(title=NOTHING, ordinal="20").convert("RGB").tobytes()
        assert picture(title=HAN, kicker=HAN, line=HAN, ordinal="20").convert("RGB").tobytes() == bare
    finally:
        for kept in (cards._fonts, cards._font_of):
            kept.cache_clear()


@pytest.mark.skipif(not cards._HAN.exists(), reason="fonts-noto-cjk is not installed")
def test_one_character_is_drawn_as_its_language_writes_it():
    assert picture(title=Text("直骨", "zh-hans", "")).tobytes() != picture(title=Text("直骨", "ja", "")).tobytes()


def test_a_long_title_is_cut_after_four_lines():
    size, lines = cards.fit(Text("A word and another " * 60, "en", "en"), 1000, 300)
    assert (size, len(lines)) == (44, 4)
    assert lines[-1].endswith("…")


def test_no_line_begins_with_a_mark_that_closes():
    _size, lines = cards.fit(Text("媒体、安全。" * 12, "zh-hans", ""), 700, 300)
    assert not [line for line in lines if line[0] in "、。"]


def test_palettes_are_those_of_the_style_sheet():
    style = (settings.BASE_DIR / "static" / "css" / "site.css").read_text()
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w+),", style))
    assert {name: light[name] for name in cards.COLOURS} == cards.COLOURS
    assert (light["paper"], light["ink"], light["ink-soft"], light["rule"]) == (
        cards.PAPER,
        cards.INK,
        cards.SOFT,
        cards.RULE,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        factories.make_edition,
        factories.make_session,
        factories.make_topic,
        factories.make_speaker,
        factories.make_organisation,
        factories.make_photo,
        factories.make_document,
        factories.make_survey,
        factories.make_question,
        factories.make_page,
    ],
)
def test_every_kind_of_item_has_a_card(client, make):
    """In one language; the next test shows that a card follows the language asked for."""
    factories.make_forum()
    answer = client.get(f"/zh-hans/cards/{make().permanent_id}.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "s-maxage=60" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_release_has_a_card_in_each_language_that_is_not_sent_twice(client):
    factories.make_forum()
    item = factories.make_release()
    etags = set()
    for code, _name in settings.LANGUAGES:
        address = f"/{code}/cards/{item.permanent_id}.png"
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        etags.add(answer["ETag"])
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert len(etags) == 3


@pytest.mark.django_db
def test_a_page_names_its_card_title_and_language_where_it_is_shared(client):
    factories.make_forum()
    release = factories.make_release(headline_ja="見出し & 本文")
    html = client.get(f"/ja{release.get_absolute_url()[3:]}").content.decode()
    said = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', html))
    assert said["og:image"] == f"http://testserver/ja/cards/{release.permanent_id}.png"
    assert said["og:title"] == said["og:image:alt"] == "見出し &amp; 本文"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:locale"] == "ja_JP"
    assert said["og:url"] == f"http://testserver/ja{release.get_absolute_url()[3:]}"
    assert said["twitter:card"] == "summary_large_image"


@pytest.mark.django_db
def test_a_list_carries_the_card_of_the_forum(client):
    factories.make_forum()
    assert "http://testserver/en/cards/forum.png" in client.get("/en/press/").content.decode()
    assert client.get("/en/cards/forum.png").status_code == 200
