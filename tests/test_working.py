"""A working draft leaves the public rows alone until it is published, and publishing makes the rows what it says."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from editions import revisions, snapshots, working
from editions.models import Appearance, Clause, Contact, Draft, Edition, Revision, Status, WorkingDraft
from tests.admin.desk import make_editor
from tests.factories import (
    make_appearance,
    make_clause,
    make_document,
    make_edition,
    make_page,
    make_photo,
    make_release,
    make_session,
    make_speaker,
    make_venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor(first_name="Test", last_name="Editor")


What = Revision.What


def changed(item, **fields):
    document = working.document_of(item)
    return document | {"fields": document["fields"] | fields}


def with_rows(document, **inlines):
    return document | {"inlines": document["inlines"] | inlines}


def whats(item):
    return [revision.what for revision in reversed(revisions.of(item))]


class TestSaving:
    def test_the_rows_stay_as_they_are(self):
        edition = make_edition(theme_en="Old theme")
        before = snapshots.snapshot(edition)
        draft = working.save(edition, changed(edition, theme_en="New theme"), None)
        assert draft.document["fields"]["theme_en"] == "New theme"
        assert snapshots.snapshot(Edition.objects.get()) == before

    def test_a_draft_that_says_what_is_saved_is_none(self):
        edition = make_edition(theme_en="Old theme")
        working.save(edition, changed(edition, theme_en="New theme"), None)
        assert working.save(edition, working.document_of(edition), None) is None
        assert not WorkingDraft.objects.exists()

    def test_a_state_kept_by_an_editor_is_in_the_history_with_the_one_before_it(self, editor):
        edition = make_edition(theme_en="Old theme")
        working.save(edition, changed(edition, theme_en="By itself"), editor)
        assert whats(edition) == []
        for _again in range(2):
            working.save(edition, changed(edition, theme_en="New theme"), editor, what=What.DRAFT)
        assert whats(edition) == ["found", "draft"]
        latest = revisions.of(edition).first()
        assert (latest.author, latest.document["fields"]["theme_en"]) == ("Test Editor", "New theme")

    def test_giving_it_up_keeps_its_state_in_the_history(self, editor):
        edition = make_edition()
        working.save(edition, changed(edition, theme_en="New theme"), editor)
        assert working.discard(edition, editor)
        assert not working.discard(edition, editor)
        assert revisions.of(edition).first().document["fields"]["theme_en"] == "New theme"
        assert not WorkingDraft.objects.exists()


class TestPublishing:
    def test_the_rows_become_what_the_draft_says(self, editor):
        speaker = make_speaker()
        release = make_release(headline_en="Old")
        document = changed(release, headline_en="New")
        document["relations"]["speakers"] = [speaker.pk]
        working.save(release, document, editor)
        working.publish(release, editor)
        release.refresh_from_db()
        assert (release.headline_en, list(release.speakers.all())) == ("New", [speaker])
        assert not WorkingDraft.objects.exists()
        assert whats(release) == ["found", "changed"]

    def test_rows_are_changed_added_and_removed(self):
        document = make_document()
        first = make_clause(document=document, number=1, text_line_en="First")
        make_clause(document=document, number=2)
        wanted = working.document_of(document)
        kept = wanted["inlines"]["clauses"][0] | {"text_line_en": "First, mended"}
        added = {"id": "new-1", "number": 3, "text_line_en": "Third"}
        working.save(document, with_rows(wanted, clauses=[kept, added]), None)
        working.publish(document, None)
        assert list(document.clauses.values_list("number", "text_line_en")) == [(1, "First, mended"), (3, "Third")]
        first.refresh_from_db()
        assert first.text_line_en == "First, mended"

    def test_it_is_public_from_the_moment_asked_for_and_keeps_one_it_has(self):
        page = make_page(status=Status.DRAFT, publish_at=None)
        at = datetime.datetime(2040, 1, 2, 3, tzinfo=datetime.UTC)
        working.publish(page, None, at)
        page.refresh_from_db()
        assert (page.status, page.publish_at) == (Status.PUBLISHED, at)
        public = make_page()
        working.save(public, changed(public, title_en="New"), None)
        working.publish(public, None)
        assert type(public).objects.get(pk=public.pk).publish_at == public.publish_at
        assert whats(page) == ["found", "published"]

    def test_what_cannot_be_saved_changes_nothing_and_says_where(self):
        document = make_document(title_en="Old")
        clause = make_clause(document=document, number=1)
        wanted = changed(document, title_en="New", kind="nonsense")
        wanted["inlines"]["clauses"][0]["number"] = None
        working.save(document, wanted, None)
        with pytest.raises(ValidationError) as refused:
            working.publish(document, None)
        assert set(refused.value.message_dict) == {"kind", f"clauses/{clause.pk}/number"}
        document.refresh_from_db()
        assert document.title_en == "Old"
        assert WorkingDraft.objects.exists()

    def test_what_was_typed_and_cannot_be_read_is_mended_first(self):
        edition = make_edition()
        working.save(edition, changed(edition), None, unread={"year": "nonsense"})
        with pytest.raises(ValidationError):
            working.publish(edition, None)

    def test_languages_that_are_not_ready_stay_out_of_the_columns(self):
        page = make_page()
        working.save(page, changed(page, title_ja="秘密", ready_languages=["en"]), None)
        working.publish(page, None)
        page.refresh_from_db()
        assert (page.ready_languages, Draft.objects.get().held) == (["en"], ["zh-hans", "ja"])
        assert working.document_of(page)["fields"]["title_ja"] == "秘密"
        assert working.document_of(page)["fields"]["ready_languages"] == ["en"]

    def test_who_appears_in_a_session_appears_in_its_edition(self):
        session, speaker = make_session(), make_speaker()
        row = {"id": "new-1", "speaker": speaker.pk, "roles": ["panelist"], "edition": None}
        working.save(session, with_rows(working.document_of(session), appearances=[row]), None)
        working.publish(session, None)
        assert Appearance.objects.get().edition == session.edition

    def test_what_has_no_state_of_its_own_is_for_readers_at_once(self, editor):
        contact = Contact.objects.create(name_en="Desk", email="desk@house.example")
        document = working.document_of(contact)
        working.save(contact, document | {"fields": document["fields"] | {"name_en": "Press desk"}}, editor)
        working.publish(contact, editor)
        contact.refresh_from_db()
        assert contact.name_en == "Press desk"
        assert revisions.of(contact).first().what == Revision.What.CHANGED

    @pytest.mark.parametrize("make", [make_edition, make_photo, make_release, make_session, make_speaker, make_page])
    def test_publishing_without_a_draft_changes_nothing_else(self, make):
        item = make()
        item.refresh_from_db()
        before = snapshots.snapshot(item)
        working.publish(item, None)
        assert snapshots.snapshot(type(item).objects.get(pk=item.pk)) == before


class TestWhatChangedMeanwhile:
    def test_a_draft_follows_the_rows_where_it_touched_nothing(self):
        edition = make_edition(theme_en="Old", mode="")
        venue = make_venue(edition=edition, city_en="Old city")
        base = working.document_of(edition)
        working.save(edition, changed(edition, theme_en="Mine"), None)
        draft = working.draft_of(edition)
        Edition.objects.update(theme_en="Theirs", mode="hybrid")
        edition.venues.update(city_en="Their city")
        added = make_venue(edition=edition)
        edition.refresh_from_db()
        now = working.document_in_hand(draft, working.document_of(edition))
        assert (now["fields"]["theme_en"], now["fields"]["mode"]) == ("Mine", "hybrid")
        assert [(row["id"], row["city_en"]) for row in now["inlines"]["venues"]] == [
            (venue.pk, "Their city"),
            (added.pk, added.city_en),
        ]
        assert working.rebased(base, base, base) == base

    def test_a_row_removed_elsewhere_comes_back_only_where_the_draft_changed_it(self):
        document = make_document()
        clauses = [make_clause(document=document, number=n) for n in (1, 2)]
        wanted = working.document_of(document)
        wanted["inlines"]["clauses"][0]["text_line_en"] = "Mine"
        working.save(document, wanted, None)
        Clause.objects.filter(pk__in=[one.pk for one in clauses]).delete()
        now = working.document_in_hand(working.draft_of(document), working.document_of(document))
        (row,) = now["inlines"]["clauses"]
        assert (snapshots.is_new(row["id"]), row["text_line_en"]) == (True, "Mine")

    def test_references_to_what_is_gone_are_left_out_and_named(self):
        photo, speaker = make_photo(), make_speaker()
        saved = working.document_of(photo)
        document = changed(photo, edition=999_999)
        document["relations"] = {"speakers": [speaker.pk, 999_999]}
        assert set(working.drop_dangling(type(photo), document, saved)) == {"edition", "speakers"}
        assert (document["fields"]["edition"], document["relations"]["speakers"]) == (None, [speaker.pk])

    def test_a_state_that_came_another_way_is_in_the_history_too(self, editor):
        appearance = make_appearance(session=make_session(), title_en="Old")
        speaker = appearance.speaker
        working.save(speaker, changed(speaker, reading="One"), editor, what=What.DRAFT)
        Appearance.objects.update(title_en="Changed in the session's form")
        working.save(speaker, changed(speaker, reading="Two"), editor, what=What.DRAFT)
        assert whats(speaker) == ["found", "draft", "elsewhere", "draft"]


def test_a_draft_of_an_older_format_still_opens():
    """As the first version of the site stored it: rows without names, a field since gone, one not there yet."""
    document = make_document(title_en="Title")
    make_clause(document=document, number=1)
    saved = working.document_of(document)
    old = {
        "model": "document",
        "format": 1,
        "fields": {**saved["fields"], "title_en": "Old draft", "gone": "x"},
        "relations": saved["relations"],
        "inlines": {
            **saved["inlines"],
            "clauses": [*saved["inlines"]["clauses"], {"id": None, "number": 2, "text_line_en": "New"}],
        },
    }
    del old["fields"]["kind"]
    WorkingDraft.objects.create(
        content_type=working.type_of(document), object_id=document.pk, document=old, base=saved | {"format": 1}
    )
    working.publish(document, None)
    document.refresh_from_db()
    assert (document.title_en, document.kind) == ("Old draft", saved["fields"]["kind"])
    assert document.clauses.get(number=2).text_line_en == "New"


class TestWhatIsOut:
    @pytest.mark.parametrize(
        ("status", "out"), [("draft", False), ("in-review", False), ("published", True), ("withdrawn", True)]
    )
    def test_it_is_out_when_readers_have_it_or_had_it(self, status, out):
        assert working.is_out(make_page(status=status)) is out
