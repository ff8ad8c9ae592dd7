"""Formatted text is cleaned on every way in; a form sent without our module says what was left out."""

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse

from editions import models, prose, working
from tests import pastes
from tests.admin.desk import make_editor, opened, saved, sent
from tests.factories import make_page, make_session

pytestmark = pytest.mark.django_db


def test_a_save_stores_the_clean_form_and_tells_what_was_left_out(desk):
    item = make_page(status="draft")
    saved(desk, item, body_en=pastes.WORD, body_ja=pastes.WPS)
    item.refresh_from_db()
    assert (item.body_en, item.body_ja) == (pastes.FROM_WORD, pastes.FROM_WPS)
    page = desk.get("/admin/").content.decode()
    for said in (
        "Left out of what was sent:",
        "1 comment.",
        "1 passage that was deleted with changes tracked.",
        "Colours.",
    ):
        assert said in page
    session = make_session(status="draft")
    saved(desk, session, description_zh_hans="<p>一<img src=x></p>")
    assert "1 picture: photographs are items of their own." in desk.get("/admin/").content.decode()


def test_kana_of_half_width_is_said_to_be_written_full_width_in_lines_too(desk):
    item = make_page(status="draft")
    saved(desk, item, title_ja="ﾌｫｰﾗﾑ", body_ja="<p>閉幕｡</p>")
    item.refresh_from_db()
    assert (item.title_ja, item.body_ja) == ("フォーラム", "<p>閉幕。</p>")
    assert desk.get("/admin/").content.decode().count("Half-width kana and their signs: they are full-width now.") == 2


def test_every_other_way_in_stores_the_same(editor):
    item = make_page(body_en=pastes.WORD)
    models.Page.objects.filter(pk=item.pk).update(body_ja=pastes.GOOGLE_DOCS)
    item.refresh_from_db()
    assert (item.body_en, item.body_ja) == (pastes.FROM_WORD, pastes.FROM_GOOGLE_DOCS)
    document = working.document_of(item)
    working.save(item, document | {"fields": document["fields"] | {"body_en": pastes.GOOGLE_DOCS}}, editor)
    working.publish(item, editor)
    item.refresh_from_db()
    assert item.body_en == pastes.FROM_GOOGLE_DOCS


def test_no_expression_of_the_database_goes_round_the_rules():
    item = make_page()
    rows = models.Page.objects.filter(pk=item.pk)
    rows.update(body_en=Value(pastes.WORD))
    item.refresh_from_db()
    assert item.body_en == pastes.FROM_WORD
    item.body_en = pastes.EXCEL
    models.Page.objects.bulk_update([item], ["body_en"])
    item.refresh_from_db()
    assert item.body_en == pastes.FROM_EXCEL
    with pytest.raises(TypeError, match="takes a text"):
        rows.update(body_en=Concat("body_en", Value("<script>")))
    item.body_en = Concat("body_en", Value("<script>"))
    with pytest.raises(TypeError, match="takes a text"):
        item.save()


def test_a_text_that_is_too_long_is_said_to_be(desk, monkeypatch):
    monkeypatch.setattr(prose, "LONGEST", 50)
    item = make_page(status="draft")
    answer = sent(desk, item, opened(desk, item) | {"body_en": "<p>" + "a" * 50})
    assert "Ensure this value has at most 50 characters (it has 53)." in answer.content.decode()
    address = reverse("admin:editions_page_paste")
    assert desk.post(address, {"html": "a" * 51}).status_code == 413
    assert desk.post(address, {"html": f"<p style='{'a' * 100}'>a"}).json()["html"] == "<p>a</p>"
    assert desk.post(address, {"html": f"<p style='{'a' * 200}'>a"}).status_code == 413


def test_the_editor_asks_for_the_clean_form_and_nothing_is_stored(desk, client):
    address = reverse("admin:editions_page_paste")
    answer = desk.post(address, {"html": pastes.WORD, "text": "x"}).json()
    assert answer["html"] == pastes.FROM_WORD
    assert "1 hidden passage." in answer["left_out"]
    joined = desk.post(address, {"html": "", "text": pastes.WIRE}).json()
    assert (joined["html"], joined["lines"]) == (pastes.WIRE_JOINED, pastes.FROM_WIRE)
    assert joined["left_out"][0].startswith("1 line end that a page had set")
    assert desk.get(address).status_code == 405
    assert not models.Page.objects.exists()
    client.force_login(make_editor("view_page", username="observer"))
    assert client.post(address, {"html": "x"}).status_code == 403
