"""Two editors at one item: nothing is overwritten unseen, and nothing typed is lost."""

import json

import time_machine
from django.contrib.auth.models import Group, User

from editions import models
from tests.admin.desk import address, errors_of, form_of, make_editor, opened, published, saved, sent
from tests.factories import (
    in_languages,
    make_appearance,
    make_clause,
    make_document,
    make_edition,
    make_organisation,
    make_photo,
    make_record,
    make_release,
    make_session,
    make_side,
    make_speaker,
    make_venue,
)


def messages_of(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


def test_when_it_was_is_told_on_the_clock_of_the_own_house(desk, other):
    make_side(time_zone="Asia/Tokyo", **in_languages("capital", "First"))
    second = make_side(time_zone="Asia/Shanghai", **in_languages("capital", "Second"))
    models.Editor.objects.create(user=User.objects.get(username="editor"), side=second)
    with time_machine.travel("2024-12-04T03:00Z", tick=False):
        edition = make_edition(theme_en="Old theme")
        typed = opened(desk, edition) | {"theme_en": "My theme"}
        saved(other, edition, theme_en="Their theme")
        page = sent(desk, edition, typed).content.decode()
    assert "Another Editor (4 December 2024, 11:00 Second [en])" in page


def test_changes_to_different_fields_are_both_kept_and_told(desk, other):
    edition = make_edition(theme_en="Old theme", mode="")
    typed = opened(desk, edition) | {"theme_ja": "My theme"}
    saved(other, edition, theme_en="Their theme", mode="hybrid")
    response = sent(desk, edition, typed)
    assert response.status_code == 302, errors_of(response)
    edition.refresh_from_db()
    assert (edition.theme_en, edition.theme_ja, edition.mode) == ("Their theme", "My theme", "hybrid")
    told = messages_of(response)
    assert "Another Editor" in told
    assert "Theme (English)" in told
    assert "Mode" in told


def test_one_field_changed_by_both_is_not_saved_and_both_texts_are_shown(desk, other):
    edition = make_edition(theme_en="Old theme")
    typed = opened(desk, edition) | {"theme_en": "My theme", "summary_en": "<p>My summary</p>"}
    saved(other, edition, theme_en="Their theme")
    response = sent(desk, edition, typed)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Another Editor" in page
    assert "Their theme" in page
    assert 'value="My theme"' in page
    assert "My summary" in page
    edition.refresh_from_db()
    assert edition.theme_en == "Their theme"
    assert sent(desk, edition, form_of(response)).status_code == 302
    published(desk, edition)  # a summary in one language only is asked about
    edition.refresh_from_db()
    assert (edition.theme_en, edition.summary_en) == ("My theme", "<p>My summary</p>")


def test_a_change_in_ones_own_other_window_is_said_to_be_ones_own(desk, other):
    edition = make_edition(theme_en="Old theme")
    with time_machine.travel("2026-03-04T20:00:00Z"):
        saved(other, edition, mode="hybrid")
    with time_machine.travel("2026-03-04T21:00:00Z"):
        typed = opened(desk, edition) | {"theme_en": "Typed in one window"}
        saved(desk, edition, theme_en="Typed in another window")
        page = sent(desk, edition, typed).content.decode()
    assert "Test Editor (" in page
    assert "Another Editor" not in page


def test_who_typed_while_both_forms_saved_themselves_is_named(desk, other):
    edition = make_edition(theme_en="Old theme")
    typed = opened(desk, edition) | {"theme_en": "My theme"}
    other.post(address(edition, "autosave"), opened(other, edition) | {"theme_en": "Their theme"})
    kept = desk.post(address(edition, "autosave"), typed).json()
    page = sent(desk, edition, typed | {"_opened_on": kept["opened_on"]}).content.decode()
    assert "Another Editor (" in page
    assert "Test Editor (" not in page


def test_the_same_text_typed_by_both_is_no_clash(desk, other):
    edition = make_edition(theme_en="Old theme")
    typed = opened(desk, edition) | {"theme_en": "Same theme"}
    saved(other, edition, theme_en="Same theme")
    assert sent(desk, edition, typed).status_code == 302


def test_a_form_without_its_base_is_shown_again(desk):
    edition = make_edition(theme_en="Old theme")
    typed = opened(desk, edition) | {"theme_en": "My theme", "_opened_on": "forged"}
    response = sent(desk, edition, typed)
    assert response.status_code == 200
    assert 'value="My theme"' in response.content.decode()
    edition.refresh_from_db()
    assert edition.theme_en == "Old theme"


def test_the_base_of_one_item_is_none_of_another(desk):
    one, two = make_edition(), make_edition()
    typed = opened(desk, two) | {"_opened_on": opened(desk, one)["_opened_on"]}
    assert sent(desk, two, typed).status_code == 200


def test_an_error_elsewhere_keeps_what_was_taken_over(desk, other):
    edition = make_edition(theme_en="Old theme", number=3, year=2003)
    typed = opened(desk, edition) | {"year": "nonsense"}
    saved(other, edition, theme_en="Their theme")
    response = sent(desk, edition, typed)
    assert response.status_code == 200
    again = form_of(response)
    assert again["theme_en"] == "Their theme"
    assert sent(desk, edition, again | {"year": "2003"}).status_code == 302
    edition.refresh_from_db()
    assert edition.theme_en == "Their theme"


def test_relations_and_dates_and_ticks_are_taken_over(desk, other):
    side = make_side()
    photo = make_photo(credit="Old")
    speaker = make_speaker(delegation=side)
    edition = make_edition()
    typed = opened(desk, photo) | {"credit": "Mine"}
    saved(
        other,
        photo,
        speakers=[str(speaker.pk)],
        edition=str(edition.pk),
        taken_at_0="2024-12-04",
        taken_at_1="10:00:00",
        rights="press",
        focal_x="0.25",
    )
    assert sent(desk, photo, typed).status_code == 302
    photo.refresh_from_db()
    assert list(photo.speakers.all()) == [speaker]
    assert photo.edition == edition
    assert photo.taken_at.isoformat() == "2024-12-04T01:00:00+00:00"
    assert (photo.rights, photo.focal_x, photo.credit) == ("press", 0.25, "Mine")


def test_what_is_typed_in_a_form_whose_item_was_deleted_goes_on_as_something_new(desk, other):
    session = make_session(title_en="Old title", status="draft")
    make_record(session=session, title_en="Old record")
    place = address(session)
    typed = opened(desk, session) | {"title_en": "My title", "records-0-title_en": "My record", "day": "nonsense"}
    assert other.post(address(session, "delete"), {"post": "yes"}).status_code == 302
    response = desk.post(place, typed | {"_save_draft": "on"}, follow=True)
    assert "This was deleted meanwhile" in response.content.decode()
    again = form_of(response)
    assert (again["title_en"], again["records-0-title_en"], again["day"]) == ("My title", "My record", "nonsense")
    assert desk.post(address(session, "add"), again | {"day": ""}).status_code == 302
    [anew] = models.Session.objects.all()
    assert (anew.title_en, anew.status, anew.records.get().title_en) == ("My title", "draft", "My record")
    assert desk.post(place.replace("session", "speaker"), typed).url == "/admin/"


def test_a_translators_words_of_an_item_that_was_deleted_are_kept_for_copying(client, other):
    translator = make_editor(username="translator")
    User.objects.filter(pk=translator.pk).update(is_superuser=False, is_staff=True)
    translator.groups.add(Group.objects.get(name="translator-ja"))
    client.force_login(translator)
    session = make_session(title_en="Old title", title_ja="")
    make_record(session=session, title_ja="古い記録")
    typed = opened(client, session) | {
        "title_ja": "訳した題",
        "records-0-title_ja": "訳した記録",
        "room_ja": "長" * 5000,
        "_save_draft": "on",
    }
    assert other.post(address(session, "delete"), {"post": "yes"}).status_code == 302
    answer = client.post(address(session), typed)
    page = client.get(answer.url).content.decode()
    for words in ("kept for you", ">\n訳した題</textarea>", ">\n訳した記録</textarea>", "長" * 5000):
        assert words in page
    assert "Old title</textarea>" not in page
    [kept] = models.WorkingDraft.objects.all()
    assert "Old title" not in json.dumps([kept.document, kept.base])  # it was deleted, perhaps so that nobody has it
    assert answer.url in client.get("/admin/").content.decode()
    assert other.get(answer.url).context["draft"].keys() == {"unfinished"}  # nobody else's
    assert client.get(address(session, "add")).status_code == 403


class TestRows:
    def test_a_row_changed_by_another_is_kept(self, desk, other):
        venue = make_venue(city_en="Old city")
        typed = opened(desk, venue.edition) | {"theme_en": "Mine"}
        saved(other, venue.edition, **{"venues-0-city_en": "Their city"})
        response = sent(desk, venue.edition, typed)
        assert response.status_code == 302
        venue.refresh_from_db()
        assert venue.city_en == "Their city"
        assert "venues" in messages_of(response)

    def test_a_row_changed_by_both_is_not_saved_and_shown_twice(self, desk, other):
        venue = make_venue(city_en="Old city")
        typed = opened(desk, venue.edition) | {"venues-0-city_en": "My city"}
        saved(other, venue.edition, **{"venues-0-city_en": "Their city"})
        response = sent(desk, venue.edition, typed)
        page = response.content.decode()
        assert response.status_code == 200
        assert "Their city" in page
        assert 'value="My city"' in page
        venue.refresh_from_db()
        assert venue.city_en == "Their city"
        assert sent(desk, venue.edition, form_of(response)).status_code == 302
        venue.refresh_from_db()
        assert venue.city_en == "My city"

    def test_a_row_added_by_another_is_kept_beside_a_new_one(self, desk, other):
        document = make_document()
        clause = make_clause(document=document, number=1)
        mine = opened(desk, document) | new_row("clauses", 1, number="3", text_line_en="My clause")
        theirs = opened(other, document) | new_row("clauses", 1, number="2", text_line_en="Their clause")
        assert sent(other, document, theirs).status_code == 302
        response = sent(desk, document, mine)
        assert response.status_code == 302, errors_of(response)
        texts = list(document.clauses.values_list("text_line_en", flat=True))
        assert texts == [clause.text_line_en, "Their clause", "My clause"]

    def test_a_row_removed_by_another_but_changed_here_comes_back_as_a_new_one(self, desk, other):
        document = make_document()
        make_clause(document=document, number=1)
        make_clause(document=document, number=2, text_line_en="Second")
        typed = opened(desk, document) | {"clauses-0-text_line_en": "My first"}
        saved(other, document, **{"clauses-0-DELETE": "on"})
        response = sent(desk, document, typed)
        assert response.status_code == 200
        assert "My first" in response.content.decode()
        assert sent(desk, document, form_of(response)).status_code == 302
        assert sorted(document.clauses.values_list("text_line_en", flat=True)) == ["My first", "Second"]

    def test_a_row_removed_by_another_and_untouched_here_is_gone(self, desk, other):
        document = make_document()
        make_clause(document=document, number=1)
        make_clause(document=document, number=2, text_line_en="Second")
        typed = opened(desk, document) | {"title_en": "Mine"}
        saved(other, document, **{"clauses-0-DELETE": "on"})
        assert sent(desk, document, typed).status_code == 302
        assert list(document.clauses.values_list("text_line_en", flat=True)) == ["Second"]

    def test_a_row_removed_here_but_changed_by_another_is_not_removed_unseen(self, desk, other):
        document = make_document()
        clause = make_clause(document=document, number=1)
        typed = opened(desk, document) | {"clauses-0-DELETE": "on"}
        saved(other, document, **{"clauses-0-text_line_en": "Their clause"})
        response = sent(desk, document, typed)
        assert response.status_code == 200
        assert "Their clause" in response.content.decode()
        assert document.clauses.filter(pk=clause.pk).exists()
        assert sent(desk, document, form_of(response)).status_code == 302
        assert not document.clauses.exists()

    def test_an_appearance_changed_in_the_speakers_form_is_seen_in_the_sessions(self, desk, other):
        appearance = make_appearance(session=make_session(), title_en="Old title")
        typed = opened(desk, appearance.session) | {"appearances-0-title_en": "My title"}
        saved(other, appearance.speaker, **{"appearances-0-title_en": "Their title"})
        response = sent(desk, appearance.session, typed)
        assert response.status_code == 200
        assert "Their title" in response.content.decode()


def new_row(prefix, index, **fields):
    rows = {f"{prefix}-{index}-{name}": value for name, value in fields.items()}
    return rows | {f"{prefix}-TOTAL_FORMS": str(index + 1), f"{prefix}-{index}-id": ""}


def test_a_release_and_an_organisation_are_guarded_too(desk, other):
    for item, field in ((make_release(), "standfirst_ja"), (make_organisation(), "names-0-name_ja")):
        typed = opened(desk, item) | {field: "Mine"}
        saved(other, item, **{field: "Theirs"})
        response = sent(desk, item, typed)
        assert response.status_code == 200
        assert "Theirs" in response.content.decode()
        assert 'value="Mine"' in response.content.decode()


def test_readiness_changed_by_another_is_taken_over(desk, other):
    page = models.Page.objects.create(title_en="One", title_ja="Eins", status="published", slug="one")
    typed = opened(desk, page) | {"title_en": "Mine"}
    saved(other, page, ready_languages=["en", "zh-hans"])
    assert sent(desk, page, typed).status_code == 302
    page.refresh_from_db()
    assert (page.title_en, page.title_ja) == ("Mine", None)


class TestEveryKindOfField:
    """Whatever two editors changed, the other version is shown as an editor reads it."""

    def clash(self, desk, other, item, mine, theirs):
        typed = opened(desk, item) | mine
        saved(other, item, **theirs)
        response = sent(desk, item, typed)
        assert response.status_code == 200
        return " ".join(str(note) for errors in all_errors(response) for note in errors)

    def test_a_reference(self, desk, other):
        mine, theirs = make_edition(), make_edition()
        photo = make_photo()
        notes = self.clash(desk, other, photo, {"edition": str(mine.pk)}, {"edition": str(theirs.pk)})
        assert f">{theirs}<" in notes

    def test_a_set(self, desk, other):
        mine, theirs = make_speaker(name_en="Mine Example"), make_speaker(name_en="Theirs Example")
        photo = make_photo()
        notes = self.clash(desk, other, photo, {"speakers": [str(mine.pk)]}, {"speakers": [str(theirs.pk)]})
        assert "Theirs Example" in notes

    def test_a_choice_a_moment_and_a_number(self, desk, other):
        photo = make_photo()
        mine = {"rights": "licensed", "taken_at_0": "2024-12-05", "taken_at_1": "10:00:00", "focal_x": "0.1"}
        theirs = {"rights": "press", "taken_at_0": "2024-12-04", "taken_at_1": "09:00:00", "focal_x": "0.9"}
        notes = self.clash(desk, other, photo, mine, theirs)
        for text in ("Press use with the credit", "4 Dec 2024, 09:00", "0.9"):
            assert text in notes

    def test_a_text_emptied(self, desk, other):
        photo = make_photo(credit="Old")
        assert "(empty)" in self.clash(desk, other, photo, {"credit": "Mine"}, {"credit": ""})

    def test_formatted_text_in_its_language(self, desk, other):
        release = make_release()
        notes = self.clash(
            desk, other, release, {"body_ja": "<p>私の</p>"}, {"body_ja": "<p>彼らの</p><p>二つ目 &lt;b&gt;</p>"}
        )
        assert "彼らの" in notes
        assert 'lang="ja"' in notes
        assert "&lt;b&gt;" in notes

    def test_what_another_typed_is_text_and_never_markup(self, desk, other):
        photo = make_photo()
        notes = self.clash(desk, other, photo, {"credit": "Mine"}, {"credit": "<img src=x onerror=alert(1)>"})
        assert "&lt;img" in notes
        assert "<img" not in notes

    def test_codes_in_a_row(self, desk, other):
        appearance = make_appearance(session=make_session())
        notes = self.clash(
            desk,
            other,
            appearance.session,
            {"appearances-0-roles": ["moderator"]},
            {"appearances-0-roles": ["keynote", "panelist"]},
        )
        assert "Keynote speech, Panelist" in notes

    def test_which_languages_are_ready(self, desk, other):
        release = make_release()
        notes = self.clash(
            desk, other, release, {"ready_languages": ["en"]}, {"ready_languages": ["en", "ja"], "headline_en": "X"}
        )
        assert "English, 日本語" in notes


def all_errors(response):
    yield from response.context["adminform"].form.errors.values()
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            yield from form.errors.values()


def test_in_one_row_each_keeps_the_columns_they_changed(desk, other):
    venue = make_venue(city_en="Old city", city_ja="古い")
    typed = opened(desk, venue.edition) | {"venues-0-city_en": "My city"}
    saved(other, venue.edition, **{"venues-0-city_ja": "新しい"})
    response = sent(desk, venue.edition, typed)
    assert response.status_code == 302
    venue.refresh_from_db()
    assert (venue.city_en, venue.city_ja) == ("My city", "新しい")
    assert "venues" in messages_of(response)
