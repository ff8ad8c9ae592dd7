"""What is logged: one object a line, numbered by request, with what happened at the doors and nobody's words."""

import json
import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import RequestFactory

from forumsite import logs, middleware
from tests.admin.desk import opened

pytestmark = pytest.mark.django_db
PASSWORD = "long enough to pass"


def line(message, *arguments, **extra) -> dict:
    record = logging.LogRecord("a.logger", logging.WARNING, "", 1, message, arguments, None)
    record.__dict__.update(extra)
    text = logs.JsonLine().format(record)
    assert "\n" not in text
    assert text.isascii()
    return json.loads(text)


def test_a_line_is_an_object_whatever_is_in_it():
    told = line("Not found: %s", '/en/\n{"level": "info"}\u2028\u202eتم')
    assert told["message"].startswith("Not found: /en/\n{")
    assert told["level"] == "warning"
    assert told["at"].endswith("Z")


def test_what_strangers_send_wrongly_is_no_failure(client, caplog, settings):
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400
    (refused,) = (record for record in caplog.records if record.name == "django.security.DisallowedHost")
    assert logs.SentByStrangers().filter(refused)
    told = json.loads(logs.JsonLine().format(refused))
    assert (told["level"], "trace" in told) == ("warning", False)
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["strangers"]
    assert len(line("Not found: %s", "a" * 50_000)["message"]) == logs.LONGEST


def test_a_failure_has_its_trace_in_the_same_line():
    try:
        raise ValueError("inner")
    except ValueError as wrong:
        told = line("Failed", exc_info=(ValueError, wrong, wrong.__traceback__))
    assert "ValueError: inner" in told["trace"]


def test_lines_of_a_request_share_its_number_and_a_proxys_is_kept(settings, rf: RequestFactory):
    settings.TRUSTED_PROXIES = [__import__("ipaddress").ip_network("10.0.0.0/8")]
    numbers = []
    answer = middleware.trusted_proxies(
        lambda _request: numbers.append(line("x")["request"]) or middleware.HttpResponse()
    )
    for address, asked in [
        ("10.0.0.1", "abcdef-12345678"),
        ("203.0.113.9", "abcdef-12345678"),
        ("10.0.0.1", "no\nnumber"),
    ]:
        answer(rf.get("/", REMOTE_ADDR=address, HTTP_X_REQUEST_ID=asked))
    assert numbers[0] == "abcdef-12345678"
    assert len(set(numbers)) == 3


def test_doors_are_logged_without_what_was_typed(client, caplog):
    caplog.set_level("INFO")
    editor = User.objects.create_superuser("editor", password=PASSWORD)
    client.post("/accounts/login/", {"login": "my secret word", "password": "wrong"})
    client.post("/accounts/login/", {"login": "editor", "password": PASSWORD})
    client.post("/accounts/logout/")
    said = {record.message: getattr(record, "event", {}) for record in caplog.records}
    assert said["A sign-in failed"] == {"address": "127.0.0.1"}
    assert said["An editor signed in"] == {"user": editor.pk, "ways": ["password"]}
    assert said["An editor signed out"] == {"user": editor.pk}
    assert "my secret word" not in caplog.text
    assert PASSWORD not in caplog.text


def test_a_change_of_rights_is_told_from_what_to_what(admin_client, caplog):
    writer = Group.objects.get_or_create(name="writer")[0]
    user = User.objects.create_user("somebody", password=PASSWORD)
    data = {
        "username": "somebody", "is_active": "on", "is_staff": "on", "groups": [writer.pk],
        "date_joined_0": "2026-01-01", "date_joined_1": "12:00:00",
        "editor-TOTAL_FORMS": 0, "editor-INITIAL_FORMS": 0,
    }  # fmt: skip
    data["_opened_on"] = opened(admin_client, user)["_opened_on"]
    assert admin_client.post(f"/admin/auth/user/{user.pk}/change/", data).status_code == 302
    told = [str(entry.change_message) for entry in LogEntry.objects.filter(object_id=str(user.pk))]
    assert "is_active → is_active, is_staff, writer" in told
    assert "The rights of an account were changed" in caplog.text


def test_an_account_is_closed_and_never_deleted_with_what_it_did(admin_client):
    user = User.objects.create_user("somebody")
    assert admin_client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    admin_client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()
