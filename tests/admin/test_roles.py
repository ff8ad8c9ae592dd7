"""Each role does exactly its work: by the table, and by forged fields, actions and secondary pages too."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.utils import timezone

from editions import models
from editions.models import roles
from tests import factories
from tests.admin.desk import address, approved, make_editor, opened, sent
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db
MAKERS = {
    "edition": factories.make_edition,
    "session": factories.make_session,
    "topic": factories.make_topic,
    "speaker": factories.make_speaker,
    "organisation": factories.make_organisation,
    "pressrelease": factories.make_release,
    "coverage": factories.make_coverage,
    "document": factories.make_document,
    "survey": factories.make_survey,
    "question": factories.make_question,
    "page": factories.make_page,
    "notice": factories.make_notice,
    "photo": factories.make_photo,
}


@pytest.fixture
def holder(client):
    """Signs somebody in who has these roles and nothing else."""

    def signed_in(*names):
        roles.set_up_groups()
        user = User.objects.create_user("-".join(names), is_staff=True)
        user.groups.set(Group.objects.filter(name__in=names))
        client.force_login(user)
        return client

    return signed_in


def test_the_groups_are_there_after_migrating():
    assert set(Group.objects.values_list("name", flat=True)) >= set(roles.ROLES)


def test_translators_differ_in_their_language_alone():
    translators = [role for name, role in roles.ROLES.items() if name.startswith("translator-")]
    assert len(translators) == len(settings.LANGUAGES)
    assert all(role.may == translators[0].may for role in translators)


@pytest.mark.parametrize("role", [name for name in roles.ROLES if name not in {"translator-en", "translator-zh-hans"}])
def test_a_role_reaches_exactly_what_its_table_says(holder, role):
    """Every role but two of the three translators, whose table is the same."""
    client = holder(role)
    for name, make in MAKERS.items():
        item, may = make(), roles.ROLES[role].may.get(name, ())
        assert client.get(address(type(item), "changelist")).status_code == 200, name
        form = client.get(address(item))
        assert form.status_code == 200, name
        assert ("_opened_on" in form.content.decode()) is ("change" in may), name
        assert (client.get(address(type(item), "add")).status_code == 200) is ("add" in may), name
        assert (client.get(address(item, "delete")).status_code == 200) is ("delete" in may), name
        history = client.get(address(item, "history"))
        assert history.status_code == 200, name
        assert "change" in may or 'name="state"' not in history.content.decode(), name
        posted = client.post(address(item, "publishing"), {"when": "nonsense"})
        assert (posted.status_code == 200) is ("publish" in may), name
        changelist = client.post(
            address(type(item), "changelist"), {"action": "back_to_draft", "_selected_action": [item.pk]}
        )
        assert changelist.status_code in (200, 302)
        item.refresh_from_db()
        assert (item.status == "draft") is ("publish" in may), name


def test_an_observer_reads_words_and_no_codes(holder):
    session = factories.make_session(title_is_official_ja=False)
    factories.make_appearance(session=session, edition=session.edition, roles=["moderator"])
    page = holder("observer").get(address(session)).content.decode()
    for words in ("Title (Japanese):", "Moderator", "English, Simplified Chinese, Japanese", ">No<"):
        assert words in page
    assert "Title [ja]" not in page
    assert ">moderator<" not in page


@pytest.mark.parametrize("role", ["writer", "translator-ja", "photo-desk", "observer"])
def test_only_a_publisher_reaches_accounts_the_forum_and_its_sides(holder, role):
    client = holder(role)
    forum, side = factories.make_forum(), factories.make_side()
    assert client.get("/admin/auth/user/").status_code == 403
    for item in (forum, side):
        assert "_opened_on" not in client.get(address(item)).content.decode()
        assert client.post(address(item), {"second_eyes": "none"}).status_code == 403


class TestTranslators:
    @pytest.mark.parametrize("name", MAKERS)
    def test_only_the_texts_of_the_language_are_fields(self, holder, name):
        client = holder("translator-ja")
        item = MAKERS[name]()
        fields = {key for key in opened(client, item) if not key.startswith("_") and "-" not in key}
        fields -= {"csrfmiddlewaretoken", "ready_languages"}
        translated = set(roles.columns_of(type(item), ["ja"]))
        assert fields <= translated, fields - translated

    def test_texts_of_other_languages_are_read_as_readers_would_read_them(self, holder):
        document = factories.make_document(title_en="Joint statement")
        factories.make_clause(document=document, text_line_en="The clause")
        client = holder("translator-ja")
        page = client.get(address(document)).content.decode()
        assert '<div class="shown-text" lang="en">Joint statement</div>' in page
        assert '<div class="shown-text" lang="en">The clause</div>' in page
        release = factories.make_release(body_en="<p>Guests <strong>came</strong>.</p>")
        page = client.get(address(release)).content.decode()
        assert "Guests <strong>came</strong>." in page

    def test_a_correction_is_not_theirs_to_propose(self, holder, client):
        release = factories.make_release()
        client.force_login(make_editor())
        sent(client, release, opened(client, release) | {"headline_en": "Another", "_save_draft": "1"})
        assert "propose-correction" in client.get(address(release)).content.decode()
        translator = holder("translator-ja")
        assert "propose-correction" not in translator.get(address(release)).content.decode()
        assert translator.post(f"/admin/editions/pressrelease/{release.pk}/propose-correction/").status_code == 403
        assert not models.WorkingDraft.objects.get().document["inlines"]["corrections"]

    def test_forged_fields_of_other_languages_and_columns_change_nothing(self, holder):
        client = holder("translator-ja")
        page = factories.make_page(status="draft", publish_at=None)
        forged = {"title_en": "Forged", "slug": "forged", "place": "menu", "status": "published"}
        answer = sent(client, page, opened(client, page) | forged | {"title_ja": "訳した題"})
        assert answer.status_code == 302
        page.refresh_from_db()
        assert (page.title_ja, page.status, page.place) == ("訳した題", "draft", "footer")
        assert "forged" not in f"{page.title_en}{page.slug}".lower()

    def test_forged_fields_do_not_reach_the_draft_of_something_public(self, holder):
        client = holder("translator-ja")
        page = factories.make_page()
        sent(client, page, opened(client, page) | {"title_en": "Forged", "title_ja": "訳した題"})
        document = models.WorkingDraft.objects.get().document["fields"]
        assert document["title_ja"] == "訳した題"
        assert document["title_en"] == page.title_en

    def test_rows_are_open_in_the_language_alone_and_none_is_added(self, holder):
        client = holder("translator-ja")
        clause = factories.make_clause(document=factories.make_document(status="draft", publish_at=None))
        form = opened(client, clause.document)
        assert "clauses-0-text_line_ja" in form
        assert "clauses-0-text_line_en" not in form
        forged = {"clauses-0-text_line_en": "Forged", "clauses-0-number": "9", "clauses-0-DELETE": "on"}
        forged |= {"clauses-TOTAL_FORMS": "2", "clauses-1-number": "2", "clauses-1-text_line_ja": "偽"}
        sent(client, clause.document, form | forged | {"clauses-0-text_line_ja": "条"})
        (row,) = clause.document.clauses.all()
        assert (row.text_line_ja, row.number) == ("条", 1)
        assert row.text_line_en != "Forged"

    def test_a_language_that_is_held_back_stays_so(self, holder, client):
        page = factories.make_page(status="draft", publish_at=None)
        client.force_login(make_editor())
        sent(client, page, opened(client, page) | {"ready_languages": ["en", "ja"]})
        sent(holder("translator-ja"), page, opened(client, page) | {"title_ja": "訳した題"})
        page.refresh_from_db()
        assert not page.title_zh_hans
        assert page.title_ja == "訳した題"

    def test_the_photo_desk_is_not_theirs(self, holder):
        client = holder("translator-ja")
        edition = factories.make_edition()
        assert client.get(f"/admin/editions/photo/desk/{edition.pk}/").status_code == 403

    def test_two_roles_add_up(self, holder):
        client = holder("translator-ja", "writer")
        assert "title_en" in opened(client, factories.make_page())
        assert "caption_en" not in opened(client, factories.make_photo())


def test_the_photo_desk_publishes_photographs_and_nothing_else(holder):
    client = holder("photo-desk")
    edition = factories.make_edition()
    photo = factories.make_photo(edition=edition, status="draft", publish_at=None)
    desk = f"/admin/editions/photo/desk/{edition.pk}/publish/"
    assert client.post(desk, {"ids": [photo.pk]}, content_type="application/json").status_code == 200
    photo.refresh_from_db()
    assert photo.is_public()


def test_a_writer_does_not_publish_photographs_at_their_desk(holder):
    client = holder("writer")
    edition = factories.make_edition()
    photo = factories.make_photo(edition=edition, status="draft", publish_at=None)
    desk = f"/admin/editions/photo/desk/{edition.pk}/publish/"
    assert client.post(desk, {"ids": [photo.pk]}, content_type="application/json").status_code == 403


def test_who_may_invite_the_press(holder):
    release = ready_release(status="published", publish_at=timezone.now() + timedelta(days=1))
    sent_form = {"name": "Test Reader", "kind": "press", "hours": "24"}
    assert not holder("writer").post(address(release, "links"), sent_form).context["given"]
    assert holder("publisher").post(address(release, "links"), sent_form).context["given"]
    assert holder("observer").post(address(release, "links"), sent_form).status_code == 403


def test_every_item_of_the_desk_is_in_the_table():
    desk = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "editions"}
    assert desk - set(roles.EVERYTHING) <= {"address", "link", "missedsearch"}


def test_the_documentation_shows_the_table():
    assert roles.matrix() in (settings.BASE_DIR / "docs" / "roles.md").read_text("utf-8")


def test_a_translator_reads_choices_in_words(holder):
    row = factories.make_appearance(session=factories.make_session(), roles=["moderator"])
    shown = holder("translator-ja").get(address(row.session)).content.decode()
    assert str(dict(row._meta.get_field("roles").code_choices())["moderator"]) in shown
    assert "moderator" not in shown


class TestEarlierStates:
    def test_a_translator_puts_back_the_own_language_alone(self, holder, client):
        page = factories.make_page()
        client.force_login(make_editor())
        sent(client, page, opened(client, page) | {"title_en": "Changed", "title_ja": "変えた題"})
        first = models.Revision.objects.earliest("pk").pk
        translator = holder("translator-ja")
        for asked in ({}, {"a": first, "b": "now"}):
            shown = translator.get(address(page, "history"), asked).content.decode()
            assert re.findall(r'name="state" value="([^"]*)"', shown) == [f"{first} title_ja"]
        for state in (f"{first} title_en", f"{first}", f"{first} slug"):
            answer = translator.post(address(page, "put_back"), {"state": state})
            assert answer.status_code == (403 if state != f"{first} slug" else 302), state
        assert not models.WorkingDraft.objects.exists()
        assert translator.post(address(page, "put_back"), {"state": f"{first} title_ja"}).status_code == 302
        document = models.WorkingDraft.objects.get().document["fields"]
        assert (document["title_en"], document["title_ja"] != "変えた題") == ("Changed", True)

    def test_a_translator_does_not_give_up_what_others_wrote(self, holder, client):
        page = factories.make_page()
        client.force_login(make_editor())
        sent(client, page, opened(client, page) | {"title_en": "Half", "_save_draft": "1"})
        assert holder("translator-ja").post(address(page, "discard")).status_code == 403
        assert models.WorkingDraft.objects.exists()

    @pytest.mark.parametrize("view", ["put_back", "discard", "autosave"])
    def test_an_observer_changes_nothing_by_a_forged_request(self, holder, view):
        page = factories.make_page()
        assert holder("observer").post(address(page, view), {"state": "1", "title_en": "Forged"}).status_code == 403
        assert not models.WorkingDraft.objects.exists()


def test_the_house_stands_with_the_name_under_what_was_written_and_approved(desk, other, editor):
    side = factories.make_side(country_en="Testland")
    models.Editor.objects.create(user=editor, side=side)
    factories.make_forum(second_eyes=models.SecondEyes.ANYBODY)
    release, own = ready_release(), ready_release(slug="own")
    sent(other, release, opened(other, release) | {"headline_en": "Another", "_save_draft": "on"})
    sent(desk, own, opened(desk, own) | {"headline_en": "Another", "_save_draft": "on"})
    approved(desk, release)
    models.Editor.objects.filter(user=editor).update(side=factories.make_side(country_en="Elsewhere"))
    assert "Test Editor (Testland)" in other.get(address(release, "publishing")).content.decode()  # the house of then
    assert "Test Editor (Elsewhere)" in other.get(address(own)).content.decode()
    assert "Test Editor · Testland" in other.get(address(own, "history")).content.decode()


class TestRowsOfOthers:
    """What a form sends for a row names a row; one of another item is not the form's to change."""

    def test_a_row_of_another_item_is_neither_changed_nor_taken_nor_removed(self, holder):
        client = holder("writer")
        own = factories.make_clause(document=factories.make_document(status="draft", publish_at=None))
        other = factories.make_clause(document=factories.make_document(status="draft", publish_at=None))
        form = opened(client, own.document)
        for forged in (
            {"clauses-0-id": str(other.pk), "clauses-0-text_line_en": "Forged"},
            {"clauses-0-id": str(other.pk), "clauses-0-DELETE": "on"},
            {"clauses-0-document": str(other.document_id), "clauses-0-text_line_en": "Forged"},
        ):
            for view in ("change", "autosave"):
                client.post(address(own.document, view), form | forged | {"_save": "1"})
        kept = models.Clause.objects.get(pk=other.pk)
        assert (kept.text_line_en, kept.document_id) == (other.text_line_en, other.document_id)
        assert other.document.clauses.get() == other
        assert not models.WorkingDraft.objects.filter(object_id=other.document_id).exists()
