"""Who comes in, and how: nobody signs up, guessing is slowed down, and in public a password alone opens nothing."""

import io
import re
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory

from editions import sign_in_links
from forumsite import accounts
from tests.factories import make_side

pytestmark = pytest.mark.django_db

PASSWORD = "long enough to pass"


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password=PASSWORD)


def sign_in(client, password, address="203.0.113.9"):
    response = client.post("/accounts/login/", {"login": "editor", "password": password}, REMOTE_ADDR=address)
    return response.wsgi_request.user.is_authenticated


def test_login_of_the_admin_is_the_accounts_login(client):
    assert client.get("/admin/login/")["Location"].startswith("/accounts/login/")


def test_the_desk_itself_takes_no_password_of_who_is_signed_in(client, editor):
    """It would be a second form, with no count of guesses."""
    client.force_login(editor)
    for answer in (client.get("/admin/login/"), client.post("/admin/login/", {"username": "editor", "password": "x"})):
        assert answer["Location"] == "/admin/"
    assert client.get("/admin/login/?next=/admin/editions/page/")["Location"] == "/admin/editions/page/"


def test_an_editor_signs_in(client, editor):
    response = client.post("/accounts/login/", {"login": "editor", "password": PASSWORD}, follow=True)
    assert response.request["PATH_INFO"] == "/admin/"


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example/", "/\\evil.example", "\t//evil.example"])
def test_signing_in_leads_to_no_other_host(client, editor, address):
    response = client.post("/accounts/login/", {"login": "editor", "password": PASSWORD, "next": address})
    assert response["Location"] == "/admin/"


def test_nobody_signs_up(client):
    client.post("/accounts/signup/", {"username": "stranger", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_guessing_a_password_stops_the_guesser_and_nobody_else(client, editor):
    assert not any(sign_in(client, "wrong") for _ in range(5))
    assert not sign_in(client, PASSWORD)
    assert sign_in(client, PASSWORD, address="198.51.100.7")


def test_a_guesser_with_many_addresses_of_one_network_is_one(client, editor):
    assert not any(sign_in(client, "wrong", address=f"2001:db8:1:2::{n}") for n in range(5))
    assert not sign_in(client, PASSWORD, address="2001:db8:1:2:3:4:5:6")
    assert sign_in(client, PASSWORD, address="2001:db8:1:3::1")


def test_a_wrong_name_and_a_wrong_password_are_told_alike(client, editor):
    told = []
    for name in ("editor", "nobody"):
        response = client.post("/accounts/login/", {"login": name, "password": "wrong"})
        told.append(response.context["form"].errors.as_json())
    assert told[0] == told[1]


def test_a_name_of_any_length_is_only_a_wrong_one(client):
    for name in ("a" * 100_000, "a" * 100_000 + "@x.example"):
        assert client.post("/accounts/login/", {"login": name, "password": "wrong"}).status_code == 200
    assert client.post("/accounts/login/", {"login": "a" * 300_000, "password": "wrong"}).status_code == 413


def test_nobody_learns_from_an_answer_which_accounts_exist(client, editor):
    """Status, headers and the whole page are the same, but for the name that was typed and the token of the form."""
    User.objects.create_user("closed", password=PASSWORD, is_active=False)
    told = set()
    for name in ("editor", "absent", "closed"):
        answer = client.post("/accounts/login/", {"login": name, "password": "wrong"})
        page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.content.decode()).replace(name, "")
        told.add((answer.status_code, page, frozenset(answer.headers) - {"Content-Length"}))
    assert len(told) == 1


def test_a_name_that_is_not_there_costs_a_hash_as_well(client, editor, monkeypatch):
    """So that the time does not tell either."""
    hashed = []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(password) or "md5$x$x")
    counts = []
    for name in ("editor", "absent"):
        hashed.clear()
        client.post("/accounts/login/", {"login": name, "password": "wrong"})
        counts.append(len(hashed) > 0)
    assert counts == [True, True]


def test_one_address_that_guesses_many_names_is_stopped(client):
    answers = [client.post("/accounts/login/", {"login": f"name{n}", "password": "wrong"}) for n in range(12)]
    assert "Too many failed login attempts" in answers[-1].content.decode()
    assert "Too many failed login attempts" not in answers[0].content.decode()


def test_a_mail_for_a_forgotten_password_does_not_tell_who_is_there(client, editor, mailoutbox):
    User.objects.filter(pk=editor.pk).update(email="editor@example.org")
    answers = [
        client.post("/accounts/password/reset/", {"email": f"{name}@example.org"}) for name in ("editor", "absent")
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def test_the_link_in_a_mail_leads_to_the_sites_own_address(client, editor, mailoutbox, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://forum.example", ["localhost"]
    User.objects.filter(pk=editor.pk).update(email="editor@example.org")
    client.post("/accounts/password/reset/", {"email": "editor@example.org"}, headers={"host": "localhost:8000"})
    assert "https://forum.example/accounts/password/reset/key/" in mailoutbox[0].body
    assert "localhost" not in mailoutbox[0].body + mailoutbox[0].subject


def test_an_editor_sees_every_session_and_ends_the_others(client, editor):
    elsewhere = Client(headers={"user-agent": "Another browser"})
    sign_in(elsewhere, PASSWORD, address="198.51.100.7")
    sign_in(client, PASSWORD)
    make_side(time_zone="Asia/Tokyo", capital_en="Tokyo")
    UserSession.objects.update(created_at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    page = client.get("/accounts/sessions/").content.decode()
    assert "1 January 2026, 21:00 Tokyo" in page
    assert "198.51.100.7" in page
    assert "Another browser" in page
    client.post("/accounts/sessions/")
    assert elsewhere.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_the_list_of_passkeys_names_its_clocks(client, editor):
    make_side(time_zone="Asia/Tokyo", capital_en="Tokyo")
    sign_in(client, PASSWORD)
    key = Authenticator(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "Violet", "credential": {}})
    key.created_at = datetime(2026, 1, 1, 16, tzinfo=UTC)
    key.save()
    page = client.get("/accounts/2fa/webauthn/").content.decode()
    assert "Violet" in page
    assert "Added on 2 January 2026, 01:00 Tokyo" in page
    assert "Not used yet" in page


def test_a_session_ends_when_the_account_is_closed(client, editor):
    sign_in(client, PASSWORD)
    assert client.get("/admin/").status_code == 200
    User.objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_a_session_ends_when_the_password_is_changed(client, editor):
    sign_in(client, PASSWORD)
    editor.set_password("another one that is long")
    editor.save()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "word", ["password2026!", "Sunshine-Monkey", "qwertyuiop123456", "1q2w3e4r5t6y", "aaaaaaaaaaaaaa"]
)
def test_a_password_made_of_common_ones_is_refused(word):
    with pytest.raises(ValidationError, match="too common"):
        validate_password(word)


@pytest.mark.parametrize("word", ["plum-otter-violin", "Kyb3rnetik&Tee", "我们在东京见面的那一天下雨了"])
def test_a_password_of_ones_own_is_taken(word):
    validate_password(word)


# The second factor, where the site is public


@pytest.fixture
def in_public(settings):
    settings.SECOND_FACTOR = True


def test_without_a_second_factor_the_admin_leads_to_making_one(client, editor, in_public):
    sign_in(client, PASSWORD)
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_an_address_that_was_never_confirmed_keeps_nobody_from_a_second_factor(client, editor, in_public):
    User.objects.update(email="editor@house.example")
    sign_in(client, PASSWORD)
    assert "editor@house.example" in client.get("/accounts/email/").content.decode()  # allauth takes note of it there
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_session_older_than_the_second_factor_is_asked_for_it(client, editor, in_public):
    sign_in(client, PASSWORD)
    TOTP.activate(editor, generate_totp_secret())
    assert client.get("/admin/")["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"


def test_with_a_code_an_editor_comes_in(client, editor, in_public):
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    assert not sign_in(client, PASSWORD)
    code = f"{hotp_value(secret, int(time.time()) // 30):06d}"
    response = client.post("/accounts/2fa/authenticate/", {"code": code}, follow=True)
    assert response.request["PATH_INFO"] == "/admin/"
    assert response.status_code == 200


def test_on_readers_pages_a_password_alone_makes_a_visitor(rf: RequestFactory, client, editor, in_public):
    seen = []

    def answer(request):
        seen.append(request.user.is_authenticated)
        return HttpResponse()

    for proved in (False, True):
        client.logout()
        sign_in(client, PASSWORD)
        request = rf.get("/en/")
        request.user, request.session = editor, client.session
        if proved:
            record_authentication(request, editor, "mfa", id=1, type=Authenticator.Type.TOTP)
        accounts.second_factor(answer)(request)
    assert seen == [False, True]


def test_who_proves_the_password_again_goes_on_under_a_new_key(client, editor):
    with time_machine.travel("2026-01-01 12:00:00+00:00", tick=False) as clock:
        sign_in(client, PASSWORD)
        clock.shift(301)
        before, asked = client.session.session_key, client.get("/accounts/2fa/totp/activate/")["Location"]
        client.post(asked, {"password": "wrong"})
        assert client.session.session_key == before
        client.post(asked, {"password": PASSWORD})
        after = client.session.session_key
        assert after != before
        assert client.get("/admin/").status_code == 200
        assert [one.session_key for one in UserSession.objects.all()] == [after]  # what the list of sessions shows
        client.cookies["sessionid"] = before
        assert client.get("/admin/").status_code == 302


# A link in place of a password


def link_to(name="editor", *options) -> str:
    out = io.StringIO()
    call_command("sign_in_link", name, *options, stdout=out, stderr=io.StringIO())
    return urlsplit(out.getvalue().strip()).path


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_link_lets_its_owner_in_once(client, editor):
    link = link_to()
    assert client.get(link).status_code == 200
    assert not is_in(client)  # looking at it is not using it
    assert client.post(link)["Location"] == "/admin/"
    assert is_in(client)
    client.logout()
    for method in (client.get, client.post):
        again = method(link)
        assert again.status_code == 410
        assert "was used already" in again.content.decode()
    assert not is_in(client)


def test_a_link_ends_after_half_an_hour(client, editor):
    with time_machine.travel("2026-01-01 12:00:00+00:00", tick=False) as clock:
        link = link_to()
        clock.shift(29 * 60)
        assert client.get(link).status_code == 200
        clock.shift(2 * 60)
        assert client.post(link).status_code == 410


def test_a_link_ends_with_the_password_it_stands_for_and_with_the_account(client, editor):
    link = link_to()
    editor.set_password("another one that is long")
    editor.save()
    assert client.post(link).status_code == 410
    link = link_to()
    User.objects.update(is_active=False)
    assert client.post(link).status_code == 410


@pytest.mark.parametrize("key", ["x", "a:b:c", "é" * 300, "%00"])
def test_a_key_of_nonsense_is_no_link(client, editor, key):
    assert client.post(f"/accounts/link/{key}/").status_code in (404, 410)


def test_two_who_use_a_link_at_one_moment_are_one(editor):
    first, second = User.objects.get(), User.objects.get()
    assert [sign_in_links.use_up(first), sign_in_links.use_up(second)] == [True, False]


def test_a_link_takes_the_place_of_the_password_only(client, editor, in_public):
    TOTP.activate(editor, generate_totp_secret())
    assert client.post(link_to())["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)
    client.post(link_to("editor", "--forget-second-factor"))
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


def test_who_forgot_the_password_chooses_another_one(client, editor):
    new = "another one that is long"
    assert client.post(link_to("editor", "--forget-password"))["Location"] == "/accounts/password/set/"
    chosen = client.post("/accounts/password/set/", {"password1": new, "password2": new})
    assert chosen["Location"] == "/admin/"
    assert not is_in(client)  # no session outlives the password it was opened with
    assert not sign_in(client, PASSWORD)
    assert sign_in(client, new)


def test_a_second_factor_is_made_after_coming_in_and_later_only_with_the_password(client, editor, in_public):
    with time_machine.travel("2026-01-01 12:00:00+00:00", tick=False) as clock:
        client.post(link_to())
        assert client.get("/accounts/2fa/totp/activate/").status_code == 200
        clock.shift(301)
        assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.parametrize("name", ["nobody", "closed"])
def test_no_link_is_made_for_who_may_not_come_in(name):
    User.objects.create_user("closed", is_active=False)
    with pytest.raises(CommandError):
        link_to(name)


def test_an_account_made_at_the_desk_enters_it_in_its_role(client, editor):
    client.force_login(editor)
    assert client.get("/admin/auth/user/add/").context["adminform"].form["is_staff"].initial is True
    role = Group.objects.get(name="publisher")
    typed = {"username": "second", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    rows = {"editor-TOTAL_FORMS": 0, "editor-INITIAL_FORMS": 0}
    client.post("/admin/auth/user/add/", {**typed, **rows, "is_staff": "on", "groups": [role.pk]})
    second = User.objects.get(username="second")
    assert (second.is_staff, *second.groups.all()) == (True, role)
