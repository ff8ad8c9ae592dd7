"""Every form of the desk: one opened before somebody else saved is not saved over theirs, and keeps what was typed."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import RequestFactory

from editions import models
from editions.admin.base import ItemAdmin
from editions.admin.rows import related_name
from editions.snapshots import row_model
from tests import factories as make
from tests.admin.desk import address, form_of, make_editor, opened, saved, sent

# How one comes to be, and a field two editors type into.
FORMS = {
    models.Document: (make.make_document, "title_en"),
    models.Edition: (make.make_edition, "theme_en"),
    models.Promise: (make.make_promise, "owner"),
    models.Forum: (make.make_forum, "name_en"),
    models.Side: (make.make_side, "capital_en"),
    models.Contact: (lambda: models.Contact.objects.create(**make.in_languages("name", "Desk")), "name_en"),
    models.Page: (make.make_page, "title_en"),
    models.Notice: (make.make_notice, "text_line_en"),
    models.Organisation: (make.make_organisation, "editor_note"),
    models.Photo: (make.make_photo, "credit"),
    models.PressRelease: (make.make_release, "byline"),
    models.Coverage: (make.make_coverage, "title"),
    models.ReaderNote: (
        lambda: models.ReaderNote.objects.create(page_id="abcdefgh", language="en", message="Test"),
        "answer_note",
    ),
    models.Speaker: (make.make_speaker, "name_en"),
    models.Session: (make.make_session, "title_en"),
    models.Topic: (make.make_topic, "name_en"),
    models.Survey: (make.make_survey, "title_en"),
    models.Question: (make.make_question, "text_line_en"),
    models.Result: (make.make_result, "editor_note"),
    models.Term: (make.make_term, "name_en"),
    Group: (lambda: Group.objects.create(name="Test group"), "name"),
    User: (lambda: make_editor("change_edition", username="third"), "first_name"),
    EmailAddress: (lambda: EmailAddress.objects.create(user=owner(), email="a@a.example"), "email"),
}


def of(owner, model, **fields):
    """A row of a new ``owner``, which it calls by its own name."""

    def made():
        values = {name: value() if callable(value) else value for name, value in fields.items()}
        return model.objects.create(**{owner.__name__.removeprefix("make_"): owner()}, **values)

    return made


# Every kind of row in a form: how one comes to be, the field of it that two editors change, and what each types there.
ROWS = {
    (models.Document, "clauses"): (make.make_clause, "text_line_en", "Mine", "Theirs"),
    (models.Document, "files"): (
        of(make.make_document, models.DocumentFile, file="documents/one", language="en"),
        *("language", "ja", "zh-Hans"),
    ),
    (models.Edition, "venues"): (make.make_venue, "city_en", "Mine", "Theirs"),
    (models.Edition, "plans"): (of(make.make_edition, models.Plan), "wording_en", "Mine", "Theirs"),
    (models.Edition, "printed_names"): (
        of(make.make_edition, models.EditionName, side=make.make_side, name="Old", language="en"),
        *("name", "Mine", "Theirs"),
    ),
    (models.Edition, "figures"): (make.make_figure, "value", "401", "402"),
    (models.Edition, "partnerships"): (make.make_partnership, "note", "Mine", "Theirs"),
    (models.Edition, "promises"): (lambda: make.make_promise(edition=make.make_edition()), "owner", "Mine", "Theirs"),
    (models.Organisation, "names"): (lambda: make.make_organisation().names.get(), "short_name_en", "Mine", "Theirs"),
    (models.Organisation, "aliases"): (
        of(make.make_organisation, models.OrganisationAlias, name="Old"),
        *("name", "Mine", "Theirs"),
    ),
    (models.PressRelease, "release_photos"): (
        of(make.make_release, models.ReleasePhoto, photo=make.make_photo),
        *("order", "3", "4"),
    ),
    (models.PressRelease, "release_documents"): (
        of(make.make_release, models.ReleaseDocument, document=make.make_document),
        *("order", "3", "4"),
    ),
    (models.PressRelease, "corrections"): (make.make_correction, "note_en", "Mine", "Theirs"),
    (models.Speaker, "aliases"): (of(make.make_speaker, models.SpeakerAlias, name="Old"), "name", "Mine", "Theirs"),
    (models.Speaker, "appearances"): (make.make_appearance, "title_en", "Mine", "Theirs"),
    (models.Session, "appearances"): (
        lambda: make.make_appearance(session=make.make_session()),
        *("title_en", "Mine", "Theirs"),
    ),
    (models.Session, "records"): (make.make_record, "title_en", "Mine", "Theirs"),
    (models.Topic, "origins"): (
        of(make.make_topic, models.TopicOrigin, earlier=make.make_topic),
        *("kind", "split", "merged"),
    ),
    (models.Survey, "fieldwork"): (
        of(make.make_survey, models.Fieldwork, side=make.make_side),
        *("method_en", "Mine", "Theirs"),
    ),
    (models.Survey, "wordings"): (
        of(make.make_survey, models.Wording, question=make.make_question),
        *("text_line_en", "Mine", "Theirs"),
    ),
    (models.Question, "answers"): (make.make_answer, "label_en", "Mine", "Theirs"),
}
TYPED = {
    "email": ("mine@a.example", "theirs@a.example"),
}


def owner():
    return User.objects.create_user("owner")


def test_every_form_that_can_be_changed_is_tried_here(editor):
    request = RequestFactory().get("/")
    request.user = editor
    editable = {model for model, desk in admin.site._registry.items() if desk.has_change_permission(request)}
    assert editable == FORMS.keys()


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_a_form_opened_before_another_saved_is_refused_with_its_words(desk, other, model):
    factory, field = FORMS[model]
    item = factory()
    mine, theirs = TYPED.get(field, ("Mine", "Theirs"))
    form = opened(desk, item)
    assert sent(other, item, form | {field: theirs}).status_code == 302
    typed = form | {field: mine}
    stored = model._base_manager.values_list(field, flat=True).get(pk=item.pk)
    response = sent(desk, item, typed)
    assert response.status_code == 200
    assert model._base_manager.values_list(field, flat=True).get(pk=item.pk) == stored
    again = form_of(response)
    assert again[field] == mine
    assert "Their version" in response.content.decode()
    assert sent(desk, item, again).status_code == 302
    assert model._base_manager.values_list(field, flat=True).get(pk=item.pk) != stored


def test_every_kind_of_row_is_tried_here():
    parts = {
        (model, related_name(inline(model, admin.site)))
        for model, desk in admin.site._registry.items()
        if isinstance(desk, ItemAdmin)
        for inline in desk.inlines
    }
    assert parts == ROWS.keys()


@pytest.mark.parametrize(("model", "prefix"), ROWS, ids=lambda part: getattr(part, "__name__", part))
def test_a_row_that_both_changed_is_not_saved_and_shown_twice(desk, model, prefix):
    factory, field, mine, theirs = ROWS[model, prefix]
    row = factory()
    item = getattr(row, row_model(model, prefix)[1])
    name = f"{prefix}-0-{field}"
    typed = opened(desk, item) | {name: mine}
    type(row).objects.filter(pk=row.pk).update(**{field: theirs})
    response = sent(desk, item, typed)
    assert response.status_code == 200
    assert "Their version" in response.content.decode()
    assert form_of(response)[name] == mine
    assert str(type(row).objects.values_list(field, flat=True).get(pk=row.pk)) == theirs


def test_rights_given_meanwhile_are_not_taken_back_unseen(desk, other):
    account = make_editor("change_edition", username="third")
    group = Group.objects.create(name="Test group")
    typed = opened(desk, account) | {"first_name": "Mine"}
    saved(other, account, groups=[str(group.pk)])
    response = sent(desk, account, typed)
    assert response.status_code == 200
    assert "Test group" in " ".join(response.context["adminform"].form.errors["groups"])
    assert list(account.groups.all()) == [group]


def test_a_house_given_meanwhile_is_told(desk, other):
    account = make_editor("change_edition", username="third")
    side = make.make_side()
    typed = opened(desk, account) | {"first_name": "Mine"}
    saved(other, account, **{"editor-TOTAL_FORMS": "1", "editor-0-side": str(side.pk)})
    assert sent(desk, account, typed).status_code == 200
    assert models.Editor.objects.get(user=account).side == side


def test_an_account_that_signed_in_meanwhile_can_be_saved(desk):
    account = make_editor("change_edition", username="third")
    typed = opened(desk, account) | {"first_name": "Mine"}
    desk.__class__().force_login(account)
    assert sent(desk, account, typed).status_code == 302


def test_a_plain_form_without_its_mark_is_shown_again(desk):
    group = Group.objects.create(name="Old name")
    response = desk.post(address(group), {"name": "Mine", "_opened_on": "forged"})
    assert response.status_code == 200
    assert 'value="Mine"' in response.content.decode()
    group.refresh_from_db()
    assert group.name == "Old name"
