"""What was typed and cannot be taken, for a token that is over or a sign-in that ended, comes back with the refusal."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from editions.models import Photo, StashedFile
from tests.admin.desk import address, opened
from tests.admin.test_chosen_files import picture
from tests.factories import make_session, make_speaker
from tests.form_reader import read_form

HERE = {"Origin": "http://testserver"}
WORDS = "<b>经济</b> & 貿易\n二行目"
OVER = "a" * 64  # a token as the form of another sign-in had it


@pytest.fixture
def desk(editor):
    """A browser whose forms are looked at for their token."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(editor)
    return client


def given_back(client, item, data, view="change", **headers):
    answer = client.post(address(item, view), data, headers=HERE | headers)
    assert answer.status_code == 403
    return answer.content.decode()


def test_words_under_a_token_that_is_over_are_sent_again_by_a_press(desk):
    session = make_session()
    typed = opened(desk, session) | {"description_zh_hans": WORDS, "_save_draft": "on", "csrfmiddlewaretoken": OVER}
    page = given_back(desk, session, typed)
    assert WORDS not in page  # its signs are letters there
    assert "二行目</textarea>" in page
    assert 'readonly lang="zh-Hans"' in page
    again = read_form(page, "given_back_form")
    assert {**again, "csrfmiddlewaretoken": ""} == {**typed, "csrfmiddlewaretoken": ""}
    assert "经济" not in desk.get(address(session)).content.decode()  # nothing was kept yet
    assert desk.post(address(session), again, headers=HERE).status_code == 302
    assert "经济" in desk.get(address(session)).content.decode()


def test_a_chosen_file_goes_with_them(desk):
    typed = opened(desk, Photo, "add") | {"upload": picture(), "caption_ja": "写真の題", "csrfmiddlewaretoken": OVER}
    page = given_back(desk, Photo, typed, "add")
    assert "picture.jpg" in page
    assert desk.post(address(Photo, "add"), read_form(page, "given_back_form"), headers=HERE).status_code == 302
    assert Photo.objects.get().original_name == "picture.jpg"
    assert not StashedFile.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://other.example"}, {"Origin": "null"}, {"Origin": ""}, {"Sec-Fetch-Mode": "cors"}]
)
def test_another_sites_words_and_a_scripts_are_refused_as_before(desk, headers):
    data = {"upload": picture(), "caption_en": "Somebody's words"}
    page = given_back(desk, Photo, data, "add", **headers)
    assert "Somebody" not in page
    assert not StashedFile.objects.exists()


def test_words_of_who_is_signed_out_come_back_too_and_are_taken_after_a_sign_in(desk, editor):
    speaker = make_speaker()
    typed = opened(desk, speaker) | {"biography_ja": "<p>略歴の全文</p>", "_save_draft": "on"}
    desk.logout()
    page = given_back(desk, speaker, typed)
    assert "no longer signed in" in page
    assert ">\n略歴の全文</textarea>" in page
    desk.force_login(editor)  # in another tab, where the token becomes another
    page = given_back(desk, speaker, read_form(page, "given_back_form") | {"csrfmiddlewaretoken": OVER})
    assert desk.post(address(speaker), read_form(page, "given_back_form"), headers=HERE).status_code == 302
    assert "略歴の全文" in desk.get(address(speaker)).content.decode()


def test_a_database_that_is_away_and_a_right_that_was_taken_lose_no_word(desk, editor, monkeypatch):
    speaker = make_speaker()
    typed = opened(desk, speaker) | {"biography_ja": "<p>略歴の全文</p>", "_save_draft": "on"}

    def away(*_):
        raise OperationalError("away")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = desk.post(address(speaker), typed, headers=HERE)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = answer.content.decode()
    assert ">\n略歴の全文</textarea>" in page
    User.objects.filter(pk=editor.pk).update(is_superuser=False)
    refused = desk.post(address(speaker), read_form(page, "given_back_form"), headers=HERE)
    assert refused.status_code == 403
    assert ">\n略歴の全文</textarea>" in refused.content.decode()
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    assert desk.post(address(speaker), read_form(page, "given_back_form"), headers=HERE).status_code == 302
    assert "略歴の全文" in desk.get(address(speaker)).content.decode()


def test_no_password_is_given_back(desk):
    data = {"username": "somebody new", "password1": "not to be shown", "password2": "not to be shown"}
    answer = desk.post(reverse("admin:auth_user_add"), data, headers=HERE)
    assert "somebody new" in answer.content.decode()
    assert "not to be shown" not in answer.content.decode()
