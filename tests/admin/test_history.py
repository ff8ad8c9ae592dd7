"""The history of the whole item: who changed what, any two states compared, what was put back."""

import datetime
import re

import pytest

from editions import models, photo_desk, revisions, working
from editions.importers import import_table
from editions.models import Revision
from tests.admin.desk import address, errors_of, form_of, make_editor, opened, saved, sent
from tests.admin.test_drafting import kept
from tests.admin.test_stale_forms import new_row
from tests.factories import (
    in_languages,
    make_appearance,
    make_clause,
    make_document,
    make_edition,
    make_photo,
    make_release,
    make_session,
    make_side,
    make_speaker,
    make_topic,
)


def text_of(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<(?!/?(?:del|ins)\b)[^>]*>", "", response.content.decode()))


def history(client, item, **query):
    return text_of(client.get(address(item, "history"), query))


def put_back(client, item, revision, path=""):
    return client.post(address(item, "put_back"), {"state": f"{revision.pk} {path}"})


class TestWhatIsTold:
    def test_who_did_what_and_what_it_changed_in_words(self, desk, other):
        release = make_release(headline_en="The forum opened", headline_zh_hans="北京论坛开幕")
        saved(desk, release, headline_en="The forum closed")
        saved(other, release, headline_zh_hans="北京论坛闭幕")
        shown = history(desk, release)
        assert "Changes published · Test Editor" in shown
        assert "The forum <del>opened</del><ins>closed</ins>" in shown
        assert "Changes published · Another Editor" in shown
        assert "北京论坛<del>开</del><ins>闭</ins>幕" in shown
        assert shown.index("Another Editor") < shown.index("As it was found")

    def test_rows_relations_references_choices_and_readiness(self, desk):
        photo, speaker, edition = make_photo(), make_speaker(name_en="Shown Example"), make_edition()
        saved(desk, photo, speakers=[str(speaker.pk)], edition=str(edition.pk), rights="press", ready_languages=["en"])
        shown = history(desk, photo)
        assert "<ins>Shown Example</ins>" in shown
        assert f"<ins>{edition}</ins>" in shown
        assert "Press use with the credit" in shown
        assert "Languages ready for readers" in shown
        document = make_document()
        make_clause(document=document, number=1, text_line_en="First")
        saved(desk, document, **{"clauses-0-DELETE": "on"})
        saved(desk, document, **new_row("clauses", 0, number="2", text_line_en="Second"))
        shown = history(desk, document)
        assert "<del>First" in shown
        assert "<ins>Second</ins>" in shown

    def test_a_row_is_called_by_whom_or_what_it_points_to(self, desk):
        one, two = (make_speaker(name_en=name) for name in ("First Example", "Second Example"))
        session = make_session()
        make_appearance(session=session, speaker=one, title_en="Chair", editor_note="Asked twice")
        make_appearance(session=session, speaker=two, title_en="Guest")
        saved(desk, session, **{"appearances-0-DELETE": "on", "appearances-1-title_en": "Host"})
        shown = history(desk, session)
        assert "Appearance (First Example)" in shown
        assert re.search("<del>First Example · [^<]*Chair[^<]* · Asked twice</del>", shown)
        assert "Appearance (Second Example): Title at the time (English)" in shown
        release, photo = make_release(), make_photo(caption_en="The hall before the opening")
        saved(desk, release, **new_row("release_photos", 0, photo=str(photo.pk), order="1"))
        assert "<ins>The hall before the opening</ins>" in history(desk, release)

    def test_drafts_states_and_what_was_never_changed(self, desk):
        release = make_release(status="draft", publish_at=None)
        assert "Nothing was changed here yet" in history(desk, release)
        desk.post(address(release), opened(desk, release) | {"byline": "X", "_save": "on"})
        kept(desk, release, byline="Y")
        shown = history(desk, release)
        for word in ("As it was found", "Saved · Test Editor", "Draft saved · Test Editor"):
            assert word in shown

    def test_what_was_typed_is_text_and_never_markup(self, desk):
        photo = make_photo(credit="Old")
        saved(desk, photo, credit="<img src=x onerror=alert(1)>")
        assert "<img src=x" not in desk.get(address(photo, "history")).content.decode()

    def test_an_appearance_changed_in_the_sessions_form_is_in_the_speakers_history(self, desk):
        appearance = make_appearance(session=make_session(), title_en="Old title")
        saved(desk, appearance.speaker, reading="One")
        saved(desk, appearance.session, **{"appearances-0-title_en": "New title"})
        saved(desk, appearance.speaker, reading="Two")
        shown = history(desk, appearance.speaker)
        assert "Changed elsewhere · Nobody signed in" in shown
        assert "<del>Old</del><ins>New</ins> title" in shown

    def test_any_two_states_and_the_form_are_compared(self, desk):
        topic = make_topic(name_en="One")
        for name in ("Two", "Three"):
            saved(desk, topic, name_en=name)
        kept(desk, topic, name_en="Four")
        first, last = revisions.of(topic).last(), revisions.of(topic).filter(what="changed").first()
        assert "<del>One</del><ins>Three</ins>" in history(desk, topic, a=last.pk, b=first.pk)
        assert "<del>One</del><ins>Four</ins>" in history(desk, topic, a=first.pk, b="now")
        assert "The two states are the same" in history(desk, topic, a=first.pk, b=first.pk)
        assert "Draft saved" in history(desk, topic, a="nonsense", b="9" * 30)

    def test_its_queries_do_not_grow_with_the_states(self, desk, django_assert_max_num_queries):
        release, speakers = make_release(), [make_speaker() for _n in range(6)]
        for n in range(6):
            saved(desk, release, byline=str(n), speakers=[str(speaker.pk) for speaker in speakers[: n + 1]])
        with django_assert_max_num_queries(20):
            history(desk, release)

    def test_a_long_history_has_pages(self, desk):
        topic = make_topic()
        for n in range(25):
            Revision.objects.create(
                content_type=working.type_of(topic),
                object_id=topic.pk,
                document=working.document_of(topic),
                digest=str(n),
                what="saved",
                author=f"Editor {n}.",
            )
        assert "Editor 4." not in history(desk, topic)
        assert "Editor 4." in history(desk, topic, page=2)


class TestPuttingBack:
    def test_one_field_goes_into_the_draft_and_to_readers_when_published(self, desk):
        release = make_release(headline_en="Yesterday", standfirst_en="Old line")
        saved(desk, release, headline_en="Today", standfirst_en="New line")
        first = revisions.of(release).last()
        assert put_back(desk, release, first, "headline_en").status_code == 302
        form = opened(desk, release)
        assert (form["headline_en"], form["standfirst_en"]) == ("Yesterday", "New line")
        release.refresh_from_db()
        assert release.headline_en == "Today"
        assert sent(desk, release, form).status_code == 302
        release.refresh_from_db()
        assert (release.headline_en, release.standfirst_en) == ("Yesterday", "New line")

    def test_all_of_a_state_with_its_rows_and_relations_but_not_whether_it_is_public(self, desk):
        release, speaker = make_release(headline_en="Old", status="draft", publish_at=None), make_speaker()
        release.speakers.add(speaker)
        desk.post(address(release), opened(desk, release) | {"headline_en": "New", "speakers": [], "_save": "on"})
        working.publish(release, None)
        put_back(desk, release, revisions.of(release).last())
        document = working.draft_of(release).document
        assert (document["fields"]["headline_en"], document["relations"]["speakers"]) == ("Old", [speaker.pk])
        assert document["fields"]["status"] == "published"

    def test_a_state_of_before_fields_relations_rows_and_languages_were_renamed(self, desk):
        release = make_release(headline_en="Old")
        saved(desk, release, headline_en="New")
        first = revisions.of(release).last()
        document = first.document
        document["fields"] |= {"a_field_that_was": "text", "source_language": "eo"}
        del document["fields"]["byline"]
        document |= {"relations": {"a_relation_that_was": [1]}, "inlines": {"rows_that_were": [{"id": 1, "text": "x"}]}}
        first.save()
        assert "New" in history(desk, release, a=str(first.pk), b="now")
        for place in ("a_relation_that_was", "rows_that_were/1"):
            assert put_back(desk, release, first, place).status_code == 404
        assert put_back(desk, release, first).status_code == 302
        assert opened(desk, release)["headline_en"] == "Old"

    def test_a_row_comes_back_once_and_differs_no_more_from_what_it_was(self, desk):
        session, speaker = make_session(), make_speaker(name_en="First Example")
        row = make_appearance(session=session, speaker=speaker)
        saved(desk, session, **{"appearances-0-DELETE": "on"})
        first = revisions.of(session).last()
        for _n in range(2):
            put_back(desk, session, first, f"appearances/{row.pk}")
        [back] = working.draft_of(session).document["inlines"]["appearances"]
        assert back["speaker"] == speaker.pk
        shown = history(desk, session, a=str(first.pk), b="now")
        assert "The two states are the same." in shown
        assert "<del>As it was found · Nobody signed in · " in shown
        assert "<ins>What stands in the form now</ins>" in shown

    @pytest.mark.parametrize("whole", [False, True], ids=["row", "all"])
    def test_a_row_taken_out_in_a_draft_alone_comes_back_as_itself(self, desk, whole):
        session = make_session()
        row = make_appearance(session=session)
        saved(desk, session, **{"appearances-0-DELETE": "on", "_save_draft": "on"})
        put_back(desk, session, revisions.of(session).last(), "" if whole else f"appearances/{row.pk}")
        form = opened(desk, session)
        assert (form["appearances-TOTAL_FORMS"], form["appearances-0-id"]) == ("1", str(row.pk))
        assert "appearances-0-DELETE" not in form

    def test_state_and_moment_are_told_on_both_clocks_and_have_no_way_back_of_their_own(self, desk):
        make_side(time_zone="Asia/Shanghai", **in_languages("capital", "First"))
        make_side(time_zone="Asia/Tokyo", **in_languages("capital", "Second"))
        release = make_release(status="draft", publish_at=None)
        working.publish(release, None, at=datetime.datetime(2999, 3, 5, tzinfo=datetime.UTC))
        first = revisions.of(release).last()
        page = history(desk, release)
        assert "5 March 2999, 08:00 First [en] (09:00 Second [en])" in page
        assert "Put the earlier back: Status" not in desk.get(address(release, "history")).content.decode()
        assert put_back(desk, release, first, "status").status_code == 404
        assert working.draft_of(release) is None

    def test_a_row_taken_out_comes_back(self, desk):
        document = make_document()
        clause = make_clause(document=document, number=1, text_line_en="First")
        saved(desk, document, **{"clauses-0-DELETE": "on"})
        put_back(desk, document, revisions.of(document).last(), f"clauses/{clause.pk}")
        saved(desk, document)
        assert document.clauses.get().text_line_en == "First"

    def test_a_row_added_since_is_taken_out_and_one_changed_gets_its_words_back(self, desk):
        document = make_document()
        clause = make_clause(document=document, number=1, text_line_en="First")
        saved(
            desk,
            document,
            **{"clauses-0-text_line_en": "Changed"},
            **new_row("clauses", 1, number="2", text_line_en="New"),
        )
        first, added = revisions.of(document).last(), document.clauses.get(number=2)
        put_back(desk, document, first, f"clauses/{clause.pk}/text_line_en")
        put_back(desk, document, first, f"clauses/{added.pk}")
        saved(desk, document)
        assert [row.text_line_en for row in document.clauses.all()] == ["First"]

    def test_nothing_is_lost_by_it(self, desk):
        topic = make_topic(name_en="One")
        saved(desk, topic, name_en="Two")
        kept(desk, topic, name_en="Three")
        put_back(desk, topic, revisions.of(topic).last())
        assert opened(desk, topic)["name_en"] == "One"
        names = [state.document["fields"]["name_en"] for state in revisions.of(topic)]
        assert names == ["One", "Three", "Two", "One"]

    @pytest.mark.parametrize("state", ["", "nonsense", "0 title_en", "now headline_en", "9" * 30])
    def test_nonsense_puts_nothing_back(self, desk, state):
        release = make_release()
        saved(desk, release, byline="X")
        assert desk.post(address(release, "put_back"), {"state": state}).status_code == 404
        key = revisions.of(release).first().pk
        assert desk.post(address(release, "put_back"), {"state": f"{key} no_such"}).status_code == 404
        assert not models.WorkingDraft.objects.exists()

    def test_a_state_of_another_item_is_none_of_this(self, desk):
        one, two = make_topic(), make_topic()
        saved(desk, one, name_en="X")
        assert put_back(desk, two, revisions.of(one).first()).status_code == 404

    def test_looking_puts_nothing_back_and_who_may_not_change_is_refused(self, desk, client):
        topic = make_topic(name_en="One")
        saved(desk, topic, name_en="Two")
        first = revisions.of(topic).last()
        desk.get(address(topic, "put_back"), {"state": f"{first.pk} "})
        client.force_login(make_editor("view_topic", username="looker"))
        assert put_back(client, topic, first).status_code == 403
        assert not models.WorkingDraft.objects.exists()


class TestOtherWaysIn:
    def test_taking_back_from_the_list(self, desk):
        topic = make_topic()
        desk.post(address(topic, "changelist"), {"action": "back_to_draft", "_selected_action": [topic.pk]})
        assert [state.what for state in revisions.of(topic)] == ["taken-back", "found"]
        assert revisions.of(topic).first().author == "Test Editor"

    def test_the_photo_desk(self, editor):
        photo = make_photo(edition=make_edition(), credit="Old")
        photo_desk.change_row(edition=photo.edition, key=photo.pk, changes={"credit": ("Old", "New")}, user=editor)
        states = list(revisions.of(photo))
        assert [state.what for state in states] == ["photo-desk", "found"]
        assert [state.document["fields"]["credit"] for state in states] == ["New", "Old"]

    def test_a_table(self, db, tmp_path):
        topic = make_topic(slug="media", name_en="Media")
        table = tmp_path / "topics.csv"
        table.write_text("slug,name_en\nmedia,The media\n", encoding="utf-8")
        import_table("topics", table)
        assert [state.what for state in revisions.of(topic)] == ["imported", "found"]


def test_the_english_name_held_back_does_not_come_back_from_the_latin_one(desk):
    speaker = make_speaker(family_name="Example", given_name="Test", name_en="Test Example", name_ja="例示")
    saved(desk, speaker, ready_languages=["ja"])
    speaker.refresh_from_db()
    assert not speaker.name_en
    speaker.full_clean()
    speaker.save()
    speaker.refresh_from_db()
    assert not speaker.name_en
    assert opened(desk, speaker)["name_en"] == "Test Example"


class TestWhatWasDeleted:
    def test_what_was_deleted_before_its_rows_were_kept_gives_its_words_to_a_draft_of_ones_own(self, desk):
        document = make_document(title_en="Brought back")
        make_clause(document=document, number=1, text_line_en="A clause")
        deleted, old = address(models.Document, "deleted"), document.pk
        assert desk.post(address(document, "delete"), {"post": "yes"}).status_code == 302
        models.Deletion.objects.all().delete()
        page = desk.get(deleted).content.decode()
        assert "Brought back" in page
        assert "Bring it back" not in page
        state = models.Revision.objects.get(what="deleted")
        assert desk.get(f"{deleted}{state.pk}/").status_code == 404
        form = form_of(desk.post(deleted, {"state": state.pk}, follow=True))
        assert (form["title_en"], form["clauses-0-text_line_en"]) == ("Brought back", "A clause")
        assert not models.Document.objects.exists()
        response = desk.post(address(models.Document, "add"), form)
        assert response.status_code == 302, errors_of(response)
        anew = models.Document.objects.get()
        assert (anew.title_en, anew.status, anew.clauses.get().text_line_en) == ("Brought back", "draft", "A clause")
        assert (anew.pk != old, anew.slug) == (True, "brought-back")

    def test_what_goes_along_leaves_its_last_state_too(self, desk):
        edition = make_edition(status="draft")
        make_session(edition=edition, title_en="Went along", status="draft")
        assert desk.post(address(edition, "delete"), {"post": "yes"}).status_code == 302
        assert not models.Session.objects.exists()
        assert "Went along" in desk.get(address(models.Session, "deleted")).content.decode()

    def test_a_file_is_not_named_that_is_no_longer_there_and_a_state_of_another_kind_is_not_found(self, desk):
        photo = make_photo(caption_en="Its words")
        assert desk.post(address(photo, "delete"), {"post": "yes"}).status_code == 302
        state = models.Revision.objects.get(what="deleted")
        page = address(models.Photo, "deleted")
        assert desk.post(address(models.Topic, "deleted"), {"state": state.pk}).status_code == 404
        form = form_of(desk.post(page, {"state": state.pk}, follow=True))
        assert form["caption_en"] == "Its words"
        assert models.WorkingDraft.objects.get().document["fields"]["original"] == ""
