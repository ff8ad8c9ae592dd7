"""Translations as work: how each language of an item stands, what became of a text's source, and saying it is still right."""

import pytest
from django.contrib.auth.models import Group, User

from editions import models, staleness, working
from tests import factories
from tests.admin.desk import make_editor, opened, sent

STATE = "language-state--"


def states(client, item):
    page = client.get(f"/admin/editions/{item._meta.model_name}/{item.pk}/change/")
    return [one["state"] for one in page.context["languages"]], page.content.decode()


@pytest.fixture
def release(desk):
    release = factories.make_release(**factories.in_languages("headline", "Opening"))
    sent(desk, release, opened(desk, release) | {"headline_en": "Opened at last"})
    release.refresh_from_db()
    return release


def test_the_tabs_say_how_each_language_stands(desk, release):
    found, page = states(desk, release)
    assert found == ["source", "stale", "stale"]
    assert "language-state--stale" in page
    assert "<ins>Opened" in page
    sent(desk, release, opened(desk, release) | {"headline_ja": "", "ready_languages": ["en"], "_save_draft": "1"})
    assert states(desk, release)[0] == ["source", "draft", "empty"]


def test_what_is_still_right_is_noted_and_no_typed_word_is_lost(desk, release):
    typed = opened(desk, release) | {"editor_note": "Typed meanwhile", "_still_right": "headline ja"}
    assert desk.post(f"/admin/editions/pressrelease/{release.pk}/change/", typed).status_code == 302
    assert states(desk, release)[0] == ["source", "stale", "ready"]
    draft = models.WorkingDraft.objects.get().document["fields"]
    assert draft["editor_note"] == "Typed meanwhile"
    assert draft["headline_ja"] == release.headline_ja


def test_a_source_changed_in_a_draft_shows_what_it_leaves_behind_before_it_is_published(desk):
    topic = factories.make_topic()
    sent(desk, topic, opened(desk, topic) | {"name_en": "Another name", "_save_draft": "1"})
    assert states(desk, topic)[0] == ["source", "stale", "stale"]
    assert not models.TranslationSource.objects.exists()


def test_the_source_is_chosen_for_each_item(desk):
    topic = factories.make_topic(source_language="ja")
    sent(desk, topic, opened(desk, topic) | {"name_ja": "別の名"})
    assert states(desk, topic)[0] == ["stale", "stale", "source"]


def translates(client):
    """Sign in who translates into Japanese and does nothing else."""
    user = User.objects.create_user("translator", is_staff=True)
    user.groups.set(Group.objects.filter(name="translator-ja"))
    client.force_login(user)


class TestTranslators:
    @pytest.fixture
    def translator(self, client, release):
        translates(client)
        return client

    def test_notes_and_buttons_are_those_of_the_own_language(self, translator, release):
        _states, page = states(translator, release)
        assert 'value="headline ja"' in page
        assert 'value="headline zh-hans"' not in page
        form = opened(translator, release) | {"_still_right": "headline zh-hans"}
        assert translator.post(f"/admin/editions/pressrelease/{release.pk}/change/", form).status_code == 403
        assert ("headline", "zh-hans") in staleness.marks_of(release)

    def test_the_own_language_is_said_to_be_ready_and_no_other(self, client, db):
        page = factories.make_page(status="draft", publish_at=None)
        client.force_login(make_editor(username="third"))
        sent(client, page, opened(client, page) | {"ready_languages": ["en"]})
        translates(client)
        form = opened(client, page)
        assert "ready_languages" not in form
        sent(client, page, form | {"ready_languages": ["ja"]})
        assert working.document_of(page)["fields"]["ready_languages"] == ["en", "ja"]
        sent(client, page, opened(client, page) | {"ready_languages": ["ja", "zh-hans"]})
        assert working.document_of(page)["fields"]["ready_languages"] == ["en", "ja"]
        sent(client, page, opened(client, page) | {"ready_languages": []})
        assert working.document_of(page)["fields"]["ready_languages"] == ["en"]


def test_texts_of_rows_that_are_behind_stand_together_above_the_form(desk):
    document = factories.make_document(status="draft", publish_at=None)
    factories.make_clause(document=document)
    sent(desk, document, opened(desk, document) | {"clauses-0-text_line_en": "Another clause"})
    page = states(desk, document)[1]
    assert "Texts of rows that are behind their source" in page
    assert f'value="clauses/{document.clauses.get().pk}/text_line ja"' in page
