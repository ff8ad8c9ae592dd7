"""Translations as work: how each language of an item stands, what became of a text's source, and saying it is still right."""

from itertools import product

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from editions import models, staleness, translating, working
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

    def test_an_observer_says_nothing_of_translations(self, client, release):
        user = User.objects.create_user("observer", is_staff=True)
        user.groups.set(Group.objects.filter(name="observer"))
        client.force_login(user)
        forged = {"_still_right": "headline ja", "headline_ja": "偽"}
        assert client.post(f"/admin/editions/pressrelease/{release.pk}/change/", forged).status_code == 403
        assert len(staleness.marks_of(release)) == 2
        assert not models.WorkingDraft.objects.exists()

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


class TestMatrix:
    ADDRESS = "/admin/translations/"

    def cells(self, client, query=""):
        lines = client.get(self.ADDRESS + query).context["lines"]
        return {str(line["name"]): [cell["state"] for cell in line["cells"]] for line in lines}

    @pytest.fixture
    def items(self, desk, release):
        edition = factories.make_edition(number=77)
        factories.make_page(title_en="Held", title_zh_hans="留", title_ja="保留")
        held = models.Page.objects.get()
        sent(desk, held, opened(desk, held) | {"ready_languages": ["en", "ja"]})
        factories.make_session(edition=edition, title_en="Alone", title_zh_hans="", title_ja="")
        factories.make_topic(name_en="Whole", name_zh_hans="全", name_ja="全体")

    def test_it_shows_what_is_missing_behind_or_held_back_and_where_it_is_written(self, desk, items):
        found = self.cells(desk)
        assert found["Opened at last"] == ["source", "stale", "stale"]
        assert found["Held"] == ["source", "draft", "ready"]
        assert found["Alone"] == ["source", "empty", "empty"]
        assert "Whole" not in found
        assert self.cells(desk, "?all=1")["Whole"] == ["source", "ready", "ready"]
        page = desk.get(self.ADDRESS).content.decode()
        assert f"/admin/editions/session/{models.Session.objects.get().pk}/change/#language-ja" in page

    def test_it_is_asked_by_kind_edition_and_language(self, desk, items):
        edition = models.Edition.objects.get(number=77)
        assert [*self.cells(desk, f"?edition={edition.pk}")] == ["Alone"]
        assert "Alone" not in self.cells(desk, "?kind=page")
        assert "Held" in self.cells(desk, "?kind=page&language=zh-hans")
        assert "Held" not in self.cells(desk, "?kind=page&language=ja")
        for junk in ("?page=0", "?page=99999", "?page=099999999999999", "?kind=user&edition=x&language=xx"):
            assert desk.get(self.ADDRESS + junk).status_code == 200

    def test_it_asks_as_often_for_many_as_for_one(self, desk, items, django_assert_num_queries):
        desk.get(self.ADDRESS)
        with django_assert_num_queries(10):
            desk.get(self.ADDRESS)
        for number in range(3):
            factories.make_page(title_en=f"Page {number}", title_ja="", title_zh_hans="")
        with django_assert_num_queries(10):
            desk.get(self.ADDRESS)

    @pytest.mark.parametrize("language", ["", "en", "ja"])
    def test_it_lists_exactly_what_is_not_done_once_and_the_latest_first(self, db, language):
        asked = [language] if language else models.language_codes()
        kind, wanted = ContentType.objects.get_for_model(models.Topic), set()
        for number, there in enumerate(product((True, False), repeat=3)):
            texts = dict(zip(models.language_codes(), there, strict=True))
            names = {f"name_{code.replace('-', '_')}": f"T{number}" if text else "" for code, text in texts.items()}
            for behind in ("", "ja"):
                topic = factories.make_topic(name_en="Test", slug=f"t{number}{behind}")
                models.Topic.objects.filter(pk=topic.pk).update(**names)
                if behind:
                    models.TranslationSource.objects.create(
                        content_type=kind,
                        object_id=topic.pk,
                        name="name",
                        language="ja",
                        source="x",
                        since=timezone.now(),
                    )
                lacks = any(there) and any(not texts[code] for code in asked)
                if lacks or (behind and "ja" in asked):
                    wanted.add(topic.pk)
        found, has_more = translating.lines([models.Topic, models.Page], translating.Wanted(language=language), 1)
        assert {line.pk for line in found} == wanted
        assert [line.pk for line in found] == sorted(wanted, reverse=True)
        assert not has_more

    @pytest.mark.sqlite_only  # how SQLite means to go about it
    def test_it_does_not_look_at_what_is_done(self, client, db):
        client.force_login(make_editor(username="third"))
        asked = []
        with connection.execute_wrapper(lambda ask, sql, *rest: (asked.append((sql, rest[0])), ask(sql, *rest))[1]):
            client.get(self.ADDRESS)
            client.get(self.ADDRESS + "?language=ja")
        unions = [one for one in asked if "UNION ALL" in one[0]]
        assert len(unions) == 2
        for sql, given in unions:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
                plan = [row[3] for row in cursor.fetchall()]
            for model in (models.PressRelease, models.Photo, models.Speaker, models.Session, models.Document):
                name = model._meta.model_name
                looks = [step for step in plan if f" editions_{name}" in step or f" {name}" in step]
                assert looks == [f"SCAN editions_{name} USING INDEX {name}_unfinished"]

    def test_what_an_editor_may_not_look_at_is_not_in_it(self, client, db):
        factories.make_page(title_en="Not for you", title_ja="")
        client.force_login(make_editor("view_topic", username="of-topics"))
        page = client.get(self.ADDRESS).content.decode()
        assert "Not for you" not in page
        assert 'value="page"' not in page

    def test_nobody_from_outside_sees_it(self, client, release):
        client.logout()
        answer = client.get(self.ADDRESS)
        assert answer.status_code == 302
        assert "login" in answer["Location"]

    def test_a_translator_finds_on_the_first_page_what_is_behind(self, client, release):
        translates(client)
        page = client.get("/admin/").content.decode()
        assert "Behind their source in Japanese" in page
        assert "Behind their source in Simplified Chinese" not in page
