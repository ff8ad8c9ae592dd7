"""What every answer carries, asked of a public page, of refusals and of the admin."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("address", ["/en/", "/ja/no/such/page/", "/admin/", "/accounts/login/", "/", "/healthz"])
@pytest.mark.parametrize(("header", "value"), HEADERS.items())
def test_every_answer_carries_the_header(client, address, header, value):
    assert client.get(address)[header] == value


def test_root_leads_to_the_readers_language(client):
    for asked, language in {"": "en", "ja,en;q=0.5": "ja", "zh-CN": "zh-hans", "zh-TW": "zh-hans", "fr": "en"}.items():
        response = client.get("/", headers={"accept-language": asked})
        assert (response.status_code, response["Location"]) == (302, f"/{language}/")
        assert response["Cache-Control"] == "no-store"


def test_a_reader_gets_no_cookie_and_no_vary_by_cookie(client):
    response = client.get("/en/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_before_the_csrf_check(method):
    from django.test import Client

    response = getattr(Client(enforce_csrf_checks=True), method)(reverse("home"))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "<h1>" in response.content.decode()


def test_login_of_the_admin_is_the_accounts_login(client):
    response = client.get("/admin/login/")
    assert response["Location"].startswith("/accounts/login/")


def test_an_editor_signs_in(client):
    User.objects.create_superuser("editor", password="long enough to pass")
    response = client.post("/accounts/login/", {"login": "editor", "password": "long enough to pass"}, follow=True)
    assert response.request["PATH_INFO"] == "/admin/"
    assert "no-store" in response["Cache-Control"]
