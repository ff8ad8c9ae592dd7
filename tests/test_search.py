"""The search on this database: a table of questions, what is kept right as items change, and what stays hidden."""

import datetime

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editions import content_version, engines, near_names, search, tokens
from editions.models import ContentVersion, Edition, MissedSearch, PressRelease, SearchEntry, Speaker, shown_early
from tests import factories


def found(question: str, language: str = "en", **narrowed) -> list[SearchEntry]:
    """Entries in their order, looked for closely and then loosely, as the page does."""
    groups = tokens.ask(question)
    keys = (
        search.find(groups, language, search.Narrowed(**narrowed)).keys
        or search.find(tokens.loosened(groups), language).keys
    )
    entry = SearchEntry.objects.in_bulk(keys)
    return [entry[key] for key in keys]


def titles(question: str, language: str = "en", **narrowed) -> list[str]:
    return [entry.title for entry in found(question, language, **narrowed)]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.mark.django_db
class TestKeptRight:
    def test_a_save_is_found_at_once_and_a_removal_is_not(self, committed):
        with committed():
            release = factories.make_release(headline_en="A violet headline")
        assert titles("violet") == ["A violet headline"]
        with committed():
            release.headline_en = "A yellow headline"
            release.save()
        assert (titles("violet"), titles("yellow")) == ([], ["A yellow headline"])
        with committed():
            release.delete()
        assert titles("yellow") == []

    def test_rows_inside_an_item_and_changes_in_bulk_are_heard(self, committed):
        with committed():
            speaker = factories.make_speaker(slug="one")
            speaker.aliases.create(name="Testo Speakero")
        assert found("speakero")[0].address == "speakers/one/"
        with committed():
            Speaker.objects.filter(pk=speaker.pk).update(name_en="Quite Another")
        assert found("quite another")[0].address == "speakers/one/"
        with committed():
            speaker.aliases.all().delete()
        assert found("speakero") == []

    def test_rows_created_in_bulk_are_heard(self, committed):
        with committed():
            PressRelease.objects.bulk_create(
                [PressRelease(slug="bulky", year=2020, headline_en="Bulky", **factories.public({}))]
            )
        assert titles("bulky") == ["Bulky"]

    def test_a_speakers_new_name_reaches_the_appearances(self, committed):
        with committed():
            appearance = factories.make_appearance(**factories.in_languages("title", "Chair of tests"))
        with committed():
            appearance.speaker.name_en = "Renamed Speaker"
            appearance.speaker.save()
        assert titles("chair of tests") == ["Renamed Speaker"]

    def test_an_edition_that_moves_takes_its_sessions_along(self, committed):
        with committed():
            session = factories.make_session(title_en="A lonely session", day=None)
        with committed():
            session.edition.year = 2099
            session.edition.number = 99
            session.edition.save()
        assert [(entry.edition_number, entry.day) for entry in found("lonely")] == [(99, datetime.date(2099, 1, 1))]

    def test_the_version_of_the_content_grows_once_for_what_is_committed_together(self, committed):
        with committed():
            edition = factories.make_edition()
            factories.make_session(edition=edition)
        before = ContentVersion.objects.get().number
        with committed():
            Edition.objects.filter(pk=edition.pk).update(status="draft")
        assert ContentVersion.objects.get().number == before + 1

    def test_the_command_repairs_and_its_check_tells(self, committed, capsys):
        with committed():
            factories.make_release(headline_en="A violet headline")
        call_command("search_index", check=True)
        SearchEntry.objects.filter(title="A violet headline").delete()
        with pytest.raises(CommandError, match="1 entries wrong"):
            call_command("search_index", check=True)
        call_command("search_index")
        call_command("search_index", check=True)
        assert titles("violet") == ["A violet headline"]


@pytest.mark.django_db
class TestPublic:
    def test_an_embargo_lifts_in_the_query_at_its_second(self, committed, monkeypatch):
        moment = timezone.now() + datetime.timedelta(hours=1)
        with committed():
            factories.make_release(headline_en="A violet headline", publish_at=moment)
        assert titles("violet") == []
        monkeypatch.setattr(timezone, "now", lambda: moment - datetime.timedelta(seconds=1))
        assert titles("violet") == []
        monkeypatch.setattr(timezone, "now", lambda: moment)
        assert titles("violet") == ["A violet headline"]

    def test_what_hangs_on_something_hidden_is_not_found_nor_counted(self, committed):
        with committed():
            edition = factories.make_edition()
            factories.make_session(edition=edition, title_en="A violet session")
        assert titles("violet") == ["A violet session"]
        Edition.objects.filter(pk=edition.pk).update(status="draft")
        answer = search.find(tokens.ask("violet"), "en")
        assert (answer.keys, dict(answer.kinds), dict(answer.editions)) == ([], {}, {})

    def test_a_title_at_a_hidden_session_does_not_lead_to_the_speaker(self, committed):
        with committed():
            session = factories.make_session(status="draft", publish_at=None)
            factories.make_appearance(session=session, edition=session.edition, title_en="Violet chair")
        assert titles("violet") == []

    def test_what_one_visitor_is_shown_early_is_found_by_no_other(self, committed):
        with committed():
            draft = factories.make_release(headline_en="Violet draft", status="draft", publish_at=None)
        engines._rule_of_everybody.cache_clear()  # as in a process that nobody has asked yet
        with shown_early([draft]):
            assert titles("violet") == ["Violet draft"]
        assert titles("violet") == []

    def test_what_is_public_is_found_behind_any_number_of_drafts(self, committed, monkeypatch):
        monkeypatch.setattr(search, "MOST", 1)
        monkeypatch.setattr(search, "MOST_ELSEWHERE", 0)
        with committed():
            factories.make_release(headline_en="Violet", headline_ja="Violet", dateline_date=datetime.date(2001, 1, 1))
            for n in range(9):
                factories.make_release(headline_en=f"Violet {n}", headline_ja=f"Violet {n}", status="draft")
        assert titles("violet") == ["Violet"]
        assert search.elsewhere(tokens.ask("violet"), "en") == {"ja": 1}

    def test_a_language_that_is_not_ready_is_not_searched(self, committed):
        with committed():
            factories.make_release(headline_en="Violet", headline_ja="", body_ja="<p>violet</p>")
        assert titles("violet", "ja") == []


@pytest.mark.django_db
def test_hits_in_the_title_come_first_then_the_newest(committed):
    def on(day):
        return {"dateline_date": datetime.date(2020, 1, day)}

    with committed():
        factories.make_release(headline_en="Old violet", **on(1))
        factories.make_release(headline_en="Newest", body_en="<p>violet</p>", **on(9))
        factories.make_release(headline_en="New violet", **on(2))
    assert titles("violet") == ["New violet", "Old violet", "Newest"]


@pytest.mark.django_db
def test_more_than_the_most_is_cut_and_told(committed, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    with committed():
        for n in range(4):
            factories.make_release(headline_en=f"Violet {n}")
            factories.make_topic(name_en=f"Violet topic {n}")
    answer = search.find(tokens.ask("violet"), "en")
    assert (len(answer.keys), answer.is_more, answer.is_counted) == (2, True, False)
    narrowed = search.find(tokens.ask("violet"), "en", search.Narrowed(kind="release"))
    assert {entry.kind for entry in SearchEntry.objects.filter(pk__in=narrowed.keys)} == {"release"}


@pytest.mark.django_db
def test_a_misspelled_name_has_a_near_one_among_what_is_public():
    factories.make_speaker(family_name="Testerman", given_name="Ada")
    factories.make_speaker(family_name="Hiddenman", given_name="Ada", status="draft", publish_at=None)
    factories.make_speaker(family_name="for", given_name="Club")  # small words are in names of bodies
    assert near_names.similar("ada testermann forum") == "ada testerman forum"
    assert near_names.similar("hiddenmann") == ""


@pytest.mark.django_db
def test_searches_without_result_are_counted_by_their_words_only():
    for question in ("Vio let", "vio  LET", "vio-let"):
        search.remember_missed(question, "en")
    missed = MissedSearch.objects.get()
    assert (missed.words, missed.count, missed.last_on) == ("vio let", 3, timezone.now().date())


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=250))
def test_no_question_breaks_an_engine(question):
    search.find(tokens.ask(question), "en")
    search.find(tokens.loosened(tokens.ask(question)), "en", search.Narrowed(kind="release", edition=1))


@pytest.mark.sqlite_only
def test_a_sqlite_without_full_text_search_is_told_at_the_start(monkeypatch):
    class Without:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return False

        def execute(self, _statement):
            raise search.sqlite3.OperationalError("no such module: fts5")

    assert search.check_engine() == []
    monkeypatch.setattr(search.sqlite3, "connect", lambda _name: Without())
    assert [error.id for error in search.check_engine()] == ["editions.E001"]


@pytest.mark.django_db
def test_no_model_that_readers_see_can_be_changed_in_bulk_unheard():
    shown = set(apps.get_app_config("editions").get_models()) - content_version.NOT_SHOWN
    deaf = {model.__name__ for model in shown if type(model._default_manager.all()).update is QuerySet.update}
    assert deaf == {"Address"}  # written beside the items it names, which are heard


@pytest.mark.django_db
def test_a_side_renamed_in_bulk_is_found_under_its_new_name(committed):
    with committed():
        factories.make_edition(number=2)
        side = factories.make_side()
    with committed():
        type(side).objects.update(forum_name_en="Violet Talks")
    assert len(titles("violet talks")) == 1
