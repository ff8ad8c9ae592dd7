"""The form of something public writes a draft; readers see it when it is published."""

import datetime

import pytest
from django.urls import reverse

from editions import models, working
from editions.models import WorkingDraft
from tests.admin.desk import address, errors_of, form_of, make_editor, opened, saved, sent
from tests.admin.test_stale_forms import messages_of, new_row
from tests.factories import (
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
    make_venue,
)

KEEP = {"_save_draft": "on"}


def kept(client, item, **changes):
    """Open the item, change these fields, save the draft; the answer must be that it is saved."""
    response = sent(client, item, opened(client, item) | changes | KEEP)
    assert response.status_code == 302, errors_of(response)
    return response


class TestADraft:
    def test_leaves_the_rows_and_is_there_when_the_form_is_opened_again(self, desk, other):
        release = make_release(headline_en="Public headline")
        kept(desk, release, headline_en="Draft headline", body_ja="<p>下書き</p>")
        release.refresh_from_db()
        assert release.headline_en == "Public headline"
        for client in (desk, other):
            form = opened(client, release)
            assert (form["headline_en"], form["body_ja"]) == ("Draft headline", "<p>下書き</p>")
        page = desk.get(address(release)).content.decode()
        assert "You are editing a draft, last changed by Test Editor" in page
        assert "Draft headline" not in desk.get(release.get_absolute_url().replace("/admin", "")).content.decode()

    def test_a_button_nobody_pressed_keeps_a_draft_and_publishes_nothing(self, desk):
        release = make_release(headline_en="Public headline")
        typed = opened(desk, release) | {"headline_en": "Enter was pressed"}
        assert desk.post(address(release), typed).status_code == 302
        release.refresh_from_db()
        assert release.headline_en == "Public headline"
        assert WorkingDraft.objects.get().document["fields"]["headline_en"] == "Enter was pressed"

    def test_is_published_from_the_form(self, desk):
        release = make_release(headline_en="Public headline")
        kept(desk, release, headline_en="Draft headline")
        saved(desk, release, headline_ja="別の見出し")
        release.refresh_from_db()
        assert (release.headline_en, release.headline_ja) == ("Draft headline", "別の見出し")
        assert not WorkingDraft.objects.exists()

    def test_may_have_holes_and_what_cannot_be_read(self, desk):
        edition = make_edition(theme_en="Theme")
        kept(desk, edition, number="", starts_on="2026-1", theme_en="")
        form = opened(desk, edition)
        assert (form["number"], form["starts_on"], form["theme_en"]) == ("", "2026-1", "")
        response = sent(desk, edition, form)
        assert {"number", "starts_on"} <= set(response.context["adminform"].form.errors)
        assert form_of(response)["starts_on"] == "2026-1"
        edition.refresh_from_db()
        assert edition.theme_en == "Theme"

    def test_keeps_a_moment_half_typed(self, desk):
        photo = make_photo()
        kept(desk, photo, taken_at_0="2024-12-04", taken_at_1="25:99")
        form = opened(desk, photo)
        assert (form["taken_at_0"], form["taken_at_1"]) == ("2024-12-04", "25:99")

    def test_keeps_relations_references_dates_ticks_and_readiness(self, desk):
        photo, speaker, edition = make_photo(), make_speaker(), make_edition()
        kept(
            desk,
            photo,
            speakers=[str(speaker.pk)],
            edition=str(edition.pk),
            taken_at_0="2024-12-04",
            taken_at_1="10:00:00",
            ready_languages=["en", "ja"],
            focal_x="0.25",
        )
        form = opened(desk, photo)
        assert (form["speakers"], form["edition"], form["focal_x"]) == (str(speaker.pk), str(edition.pk), "0.25")
        assert (form["taken_at_0"], form["taken_at_1"]) == ("2024-12-04", "10:00:00")
        assert form["ready_languages"] == ["en", "ja"]
        assert not photo.speakers.exists()
        assert sent(desk, photo, form).status_code == 302
        photo.refresh_from_db()
        assert list(photo.speakers.all()) == [speaker]
        assert photo.ready_languages == ["en", "ja"]

    def test_of_what_is_not_public_comes_by_itself_only_and_saving_ends_it(self, desk):
        release = make_release(status="draft", publish_at=None, headline_en="Old")
        working.save(
            release,
            working.document_of(release)
            | {"fields": working.document_of(release)["fields"] | {"headline_en": "Typed"}},
            None,
        )
        form = opened(desk, release)
        assert form["headline_en"] == "Typed"
        assert desk.post(address(release), form | {"_save": "on"}).status_code == 302
        release.refresh_from_db()
        assert release.headline_en == "Typed"
        assert not WorkingDraft.objects.exists()

    def test_of_something_embargoed_leaves_what_goes_public_by_the_clock(self, desk):
        release = make_release(
            publish_at=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC), headline_en="To be public"
        )
        kept(desk, release, headline_en="Half a sent")
        release.refresh_from_db()
        assert release.headline_en == "To be public"

    def test_is_given_up_by_a_button_and_stays_in_the_history(self, desk):
        release = make_release(headline_en="Public headline")
        kept(desk, release, headline_en="Draft headline")
        desk.post(address(release, "discard"))
        assert opened(desk, release)["headline_en"] == "Public headline"
        assert models.Revision.objects.first().document["fields"]["headline_en"] == "Draft headline"

    def test_looking_does_not_give_it_up(self, desk):
        release = make_release()
        kept(desk, release, headline_en="Draft headline")
        desk.get(address(release, "discard"))
        assert WorkingDraft.objects.exists()

    def test_goes_with_its_item(self, desk):
        topic = make_topic()
        kept(desk, topic, name_en="Draft name")
        desk.post(address(topic, "delete"), {"post": "yes"})
        assert not WorkingDraft.objects.exists()

    def test_points_to_something_deleted_meanwhile(self, desk):
        photo, edition = make_photo(), make_edition()
        kept(desk, photo, edition=str(edition.pk), credit="Draft credit")
        edition.delete()
        page = desk.get(address(photo))
        assert "it was left out" in page.content.decode()
        assert (form_of(page)["edition"], form_of(page)["credit"]) == ("", "Draft credit")


class TestRows:
    def test_new_rows_stay_in_the_draft_until_it_is_published(self, desk):
        document = make_document()
        make_clause(document=document, number=1)
        kept(desk, document, **new_row("clauses", 1, number="2", text_line_en="Second"))
        assert document.clauses.count() == 1
        form = opened(desk, document)
        assert (form["clauses-TOTAL_FORMS"], form["clauses-INITIAL_FORMS"]) == ("2", "1")
        assert form["clauses-1-text_line_en"] == "Second"
        name = form["clauses-1-id"]
        assert name.startswith("new-")
        kept(desk, document, **{"clauses-1-text_line_en": "Second, mended"})
        form = opened(desk, document)
        assert (form["clauses-1-id"], form["clauses-1-text_line_en"]) == (name, "Second, mended")
        assert sent(desk, document, form).status_code == 302
        assert list(document.clauses.values_list("number", "text_line_en"))[1] == (2, "Second, mended")

    def test_a_row_taken_out_stands_with_its_tick_and_can_be_put_back(self, desk):
        document = make_document()
        first, second = (make_clause(document=document, number=n) for n in (1, 2))
        kept(desk, document, **{"clauses-0-DELETE": "on"})
        form = opened(desk, document)
        assert form["clauses-0-DELETE"] == "on"
        form.pop("clauses-0-DELETE")
        assert sent(desk, document, form | KEEP).status_code == 302
        assert not WorkingDraft.objects.exists()
        kept(desk, document, **{"clauses-0-DELETE": "on"})
        saved(desk, document)
        assert list(document.clauses.all()) == [second]
        assert first.pk != second.pk

    def test_a_row_changed_keeps_its_texts_in_three_languages(self, desk):
        venue = make_venue(city_en="Public city")
        kept(
            desk, venue.edition, **{"venues-0-city_en": "Draft city", "venues-0-city_ja": "都市", "venues-0-order": "x"}
        )
        venue.refresh_from_db()
        assert venue.city_en == "Public city"
        form = opened(desk, venue.edition)
        assert (form["venues-0-city_en"], form["venues-0-city_ja"], form["venues-0-order"]) == (
            "Draft city",
            "都市",
            "x",
        )

    def test_a_reference_of_a_row_is_shown_by_its_name(self, desk):
        appearance = make_appearance(session=make_session())
        speaker = make_speaker(name_en="Chosen Example")
        kept(desk, appearance.session, **{"appearances-0-speaker": str(speaker.pk)})
        assert "Chosen Example" in desk.get(address(appearance.session)).content.decode()


class TestTwoEditors:
    def test_share_one_draft_and_changes_to_different_fields_are_both_kept(self, desk, other):
        edition = make_edition(theme_en="Old theme")
        mine = opened(desk, edition) | {"theme_ja": "私の"} | KEEP
        kept(other, edition, theme_en="Their theme", mode="hybrid")
        response = sent(desk, edition, mine)
        assert response.status_code == 302
        assert "Another Editor" in messages_of(response)
        form = opened(desk, edition)
        assert (form["theme_en"], form["theme_ja"], form["mode"]) == ("Their theme", "私の", "hybrid")

    def test_one_field_changed_by_both_is_not_kept_and_both_texts_are_shown(self, desk, other):
        edition = make_edition(theme_en="Old theme")
        mine = opened(desk, edition) | {"theme_en": "My theme"} | KEEP
        kept(other, edition, theme_en="Their theme")
        response = sent(desk, edition, mine)
        assert response.status_code == 200
        assert "Their theme" in response.content.decode()
        assert form_of(response)["theme_en"] == "My theme"
        assert opened(other, edition)["theme_en"] == "Their theme"
        assert sent(desk, edition, form_of(response) | KEEP).status_code == 302
        assert opened(other, edition)["theme_en"] == "My theme"

    def test_new_rows_of_both_are_in_the_draft(self, desk, other):
        document = make_document()
        mine = opened(desk, document) | new_row("clauses", 0, number="1", text_line_en="Mine") | KEEP
        kept(other, document, **new_row("clauses", 0, number="2", text_line_en="Theirs"))
        assert sent(desk, document, mine).status_code == 302
        rows = working.draft_of(document).document["inlines"]["clauses"]
        assert sorted(row["text_line_en"] for row in rows) == ["Mine", "Theirs"]
        assert sent(desk, document, opened(desk, document)).status_code == 302
        assert document.clauses.count() == 2

    def test_a_row_taken_out_by_one_and_untouched_by_the_other_is_taken_out(self, desk, other):
        document = make_document()
        make_clause(document=document, number=1)
        make_clause(document=document, number=2, text_line_en="Second")
        mine = opened(desk, document) | {"title_en": "Mine"}
        kept(other, document, **{"clauses-0-DELETE": "on"})
        assert sent(desk, document, mine).url == address(
            document, "publishing"
        )  # what the other took out is looked at first
        assert sent(desk, document, opened(desk, document)).status_code == 302
        assert list(document.clauses.values_list("text_line_en", flat=True)) == ["Second"]

    def test_a_row_taken_out_by_one_and_changed_by_the_other_is_shown(self, desk, other):
        document = make_document()
        make_clause(document=document, number=1)
        mine = opened(desk, document) | {"clauses-0-text_line_en": "Mine"}
        kept(other, document, **{"clauses-0-DELETE": "on"})
        response = sent(desk, document, mine)
        assert "removed this row meanwhile" in response.content.decode()
        assert sent(desk, document, form_of(response)).status_code == 302
        assert document.clauses.get().text_line_en == "Mine"

    def test_a_draft_row_published_meanwhile_is_not_added_twice(self, desk, other):
        document = make_document()
        kept(desk, document, **new_row("clauses", 0, number="1", text_line_en="New"))
        mine = opened(desk, document) | {"title_ja": "題"}
        saved(other, document)
        response = sent(desk, document, mine)
        assert response.status_code == 302, errors_of(response)
        assert document.clauses.count() == 1

    def test_an_old_draft_does_not_undo_a_withdrawal(self, desk, other):
        page = models.Page.objects.create(title_en="One", status="published", slug="one")
        kept(desk, page, title_en="Draft")
        withdrawing = reverse("admin:editions_page_withdraw") + f"?item={page.pk}"
        other.post(withdrawing, {"withdrawal": "gone", "note_en": "Over.", "without": "on"})
        kept(desk, page, title_en="Draft")
        models.Page.objects.update(title_ja="一")
        saved(desk, page)
        page.refresh_from_db()
        assert (page.status, page.title_en, page.title_ja) == ("withdrawn", "Draft", "一")


class TestWhoMayOnlyLook:
    def test_sees_what_is_published_and_cannot_give_a_draft_up(self, desk, client):
        release = make_release(headline_en="Public headline")
        kept(desk, release, headline_en="Draft headline")
        client.force_login(make_editor("view_pressrelease", username="looker"))
        page = client.get(address(release)).content.decode()
        assert "Public headline" in page
        assert "Draft headline" not in page
        assert client.post(address(release, "discard")).status_code == 403
        assert WorkingDraft.objects.exists()


@pytest.mark.parametrize(
    "make", [make_edition, make_speaker, make_session, make_release, make_document, make_photo, make_side]
)
def test_a_form_only_looked_at_makes_no_draft(desk, make):
    item = make()
    kept(desk, item)
    assert not WorkingDraft.objects.exists()
