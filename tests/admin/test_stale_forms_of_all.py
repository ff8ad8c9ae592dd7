"""Every form of the desk: one opened before somebody else saved is not saved over theirs, and keeps what was typed."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import RequestFactory

from editions import models
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
