"""What every answer carries, asked of a public page, of refusals and of the admin."""

import re
from datetime import datetime, timedelta
from types import ModuleType

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.handlers.wsgi import WSGIRequest
from django.db import InternalError, OperationalError, ProgrammingError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import timezone

from forumsite import arriving, errors, middleware, urls
from tests.factories import make_photo

pytestmark = pytest.mark.django_db

ADDRESSES = ["/en/", "/ja/no/such/page/", "/admin/", "/accounts/login/", "/", "/healthz", "/robots.txt"]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def editor_client(client):
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture
def extra(settings):
    """Adds a view at /extra/ for the length of a test."""

    def add(view):
        module = ModuleType("addresses_of_one_test")
        module.__dict__.update(vars(urls), urlpatterns=[path("extra/", view), *urls.urlpatterns])
        settings.ROOT_URLCONF = settings.READERS_URLCONF = module

    return add


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("header", "value"), HEADERS.items())
def test_every_answer_carries_the_header(client, address, header, value):
    assert client.get(address)[header] == value


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_shuts_off_what_it_does_not_use(client, address):
    policy = client.get(address)["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} <= set(policy.split(", "))


def directives(response):
    """The content security policy as {directive: set of sources}."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


READERS_POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}


@pytest.mark.parametrize("address", [address for address in ADDRESSES if not address.startswith(("/admin/", "/acc"))])
def test_readers_policy_allows_this_site_and_no_inline_code(client, address):
    assert directives(client.get(address)) == READERS_POLICY


def test_admins_policy_is_wider_by_what_the_editor_needs(editor_client):
    found = directives(editor_client.get("/admin/"))
    assert found["style-src-attr"] == {"'unsafe-inline'"}
    assert found["script-src"] == {"'self'"}
    assert found["default-src"] == {"'none'"}


def test_accounts_policy_is_wider_by_the_picture_of_a_secret(client):
    assert directives(client.get("/accounts/login/")) == READERS_POLICY | {"img-src": {"'self'", "data:"}}


def test_https_is_remembered(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert client.get("/en/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


def test_root_leads_to_the_readers_language(client):
    for asked, language in {"": "en", "ja,en;q=0.5": "ja", "zh-CN": "zh-hans", "zh-TW": "zh-hans", "fr": "en"}.items():
        response = client.get("/", headers={"accept-language": asked})
        assert (response.status_code, response["Location"]) == (302, f"/{language}/")
        assert response["Cache-Control"] == "no-store"


def test_a_reader_gets_no_cookie_and_no_vary_by_cookie(client):
    response = client.get("/en/")
    assert not response.cookies
    assert set(response.get("Vary", "").split(", ")) <= {"", "Accept-Encoding"}


def test_asking_who_is_there_does_not_make_a_page_vary(client, extra):
    def who(request):
        return HttpResponse(str(request.user.is_authenticated))

    extra(who)
    response = client.get("/extra/")
    assert response.content == b"False"
    assert "Vary" not in response


def test_what_an_editor_sees_is_kept_nowhere(editor_client, extra):
    def who(request):
        return HttpResponse(str(request.user.is_authenticated))

    extra(who)
    response = editor_client.get("/extra/")
    assert response.content == b"True"
    assert "no-store" in response["Cache-Control"]


def test_a_public_page_is_asked_about_again_and_not_sent_again(client):
    first = client.get("/en/")
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get("/en/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_head_is_get_without_its_body(client):
    got, asked = client.get("/en/"), client.head("/en/")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["Content-Length"] == got["Content-Length"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_before_the_csrf_check(method):
    response = getattr(Client(enforce_csrf_checks=True), method)(reverse("home"))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "<h1>" in response.content.decode()
    assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.parametrize("method", ["put", "delete", "options", "trace"])
def test_the_desk_knows_no_other_methods_either(editor_client, method):
    for address in ("/admin/", reverse("admin:editions_topic_add"), "/accounts/login/"):
        response = getattr(editor_client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_slow_senders_keep_nobody_from_reading(client, monkeypatch, caplog):
    """All seats are taken: another body is not waited for, and pages are answered. Strangers ring no alarm so."""
    monkeypatch.setattr(arriving, "ARRIVING", arriving.BoundedSemaphore(1))
    with arriving.ARRIVING:
        answer = client.post("/accounts/login/", {"login": "a", "password": "b"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert {record.levelname for record in caplog.records} == {"WARNING"}
        assert client.get("/accounts/login/").status_code == client.get("/en/").status_code == 200
    assert client.post("/accounts/login/", {"login": "a", "password": "b"}).status_code == 200


def test_the_desk_does_not_wait_for_what_a_stranger_sends(client, monkeypatch):
    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", lambda _request: pytest.fail("read"))
    answer = Client(enforce_csrf_checks=True).post(reverse("admin:editions_topic_add"), {"slug": "a"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/admin/editions/topic/add/")


@pytest.mark.parametrize("address", ["/en/search/", "/admin/editions/topic/", "/admin/auth/user/"])
def test_a_question_without_an_end_is_refused(editor_client, address):
    """SQLite compares with no text of more than 50,000 letters."""
    assert editor_client.get(address, {"q": "a" * 12_000}).status_code == 400
    for sign in ("a", "%", "👍"):
        assert editor_client.get(address, {"q": sign * 10_000}, follow=True).status_code == 200


def test_a_view_that_takes_a_form_is_guarded_by_csrf():
    def form(request):
        return HttpResponse()

    def answer(request):
        return HttpResponse()

    form.takes_post = True
    guard = middleware.AllowedMethods(answer)
    make = RequestFactory()
    assert guard.process_view(make.post("/en/report/"), form, (), {}) is None
    assert guard.process_view(make.put("/en/report/"), form, (), {})["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("address", ["/admin/", "/accounts/login/"])
def test_pages_of_editors_are_kept_nowhere(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_only_what_anyone_may_have_is_compressed(client, extra):
    def long(request):
        return HttpResponse("word " * 1000)

    extra(long)
    response = client.get("/extra/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    signing_in = client.get("/accounts/login/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in signing_in


def test_healthz_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_readyz_names_what_is_there(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"database: ok\nmigrations: ok\nstorage: ok\n")
    assert response["Cache-Control"] == "no-store"


def test_readyz_is_503_without_the_database(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("a password that must not be shown")

    monkeypatch.setattr(connection, "cursor", away)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"database: away" in response.content
    assert b"password" not in response.content


def test_readyz_is_503_without_the_storage(client, monkeypatch):
    def away(self, name):
        raise OSError

    monkeypatch.setattr(FileSystemStorage, "exists", away)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"storage: away" in response.content


def test_readyz_is_503_when_the_folder_of_files_is_not_mounted(client):
    make_photo(original="")
    assert b"storage: away" in client.get("/readyz").content
    default_storage.save("originals/one", ContentFile(b"one"))
    assert client.get("/readyz").status_code == 200


def test_the_icon_is_found_by_its_old_name(client):
    assert client.get("/favicon.ico")["Location"] == "/icons/mark.svg"


def test_security_txt_expires_within_a_year(client, settings):
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == settings.SECURITY_CONTACT
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


def test_robots_are_kept_from_editors_and_told_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


# Refusals and failures


@pytest.mark.parametrize("status", errors.PAGES)
@pytest.mark.parametrize(("address", "language"), [("/en/", "en"), ("/zh-hans/", "zh-Hans"), ("/ja/", "ja")])
def test_an_error_page_needs_no_database(status, address, language, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.page(status, RequestFactory().get(address))
    page = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}">' in page
    assert len(re.findall("<h1>", page)) == 1
    assert "style=" not in page
    for name in ("English", "简体中文", "日本語"):
        assert f">{name}</a>" in page


def test_an_error_page_that_cannot_be_drawn_still_answers(monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("template")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.page(404, RequestFactory().get("/en/"))
    assert (response.status_code, response.content) == (404, b"Error 404")


def test_a_wrong_host_is_refused(client):
    response = client.get("/en/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize(("address", "size"), [("/en/", 300_000), ("/admin/", 200_000_000)])
def test_a_body_that_is_too_long_is_refused_unread(client, address, size):
    response = client.generic("POST", address, b"", headers={"content-length": str(size)})
    assert response.status_code == 413
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("too_much", [RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent])
def test_a_form_with_too_much_in_it_is_413(too_much):
    assert errors.bad_request(RequestFactory().post("/"), too_much()).status_code == 413


def failing(extra, error):
    def fail(request):
        raise error

    extra(fail)
    return Client(raise_request_exception=False).get("/extra/")


def test_a_fault_is_500_and_says_nothing_of_itself(extra):
    response = failing(extra, RuntimeError("inner workings"))
    assert response.status_code == 500
    assert b"inner workings" not in response.content
    assert response["Cache-Control"] == "no-store"
    assert directives(response) == READERS_POLICY


AWAY = [
    OperationalError("connection refused"),
    ProgrammingError("no such column"),
    InternalError("cannot execute INSERT in a read-only transaction"),
    ConnectionRefusedError("of the mail server"),
    OSError(28, "No space left on device"),
]


@pytest.mark.parametrize("away", AWAY)
def test_a_database_or_mail_that_is_away_tables_not_migrated_and_a_full_disk_are_503_with_a_time_to_try_again(
    extra, away
):
    response = failing(extra, away)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"


# Who is asking


@pytest.mark.parametrize(
    ("sender", "forwarded", "believed"),
    [
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_forwarded_addresses_are_believed_from_our_proxies_only(settings, monkeypatch, sender, forwarded, believed):
    from forumsite import environment

    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8")
    settings.TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
    seen = {}

    def answer(request):
        seen.update(request.META)
        return HttpResponse()

    headers = {"x-forwarded-for": forwarded, "x-forwarded-proto": "https"}
    middleware.trusted_proxies(answer)(RequestFactory().get("/", REMOTE_ADDR=sender, headers=headers))
    assert seen["REMOTE_ADDR"] == believed
    assert ("HTTP_X_FORWARDED_PROTO" in seen) == sender.startswith("10.")


@pytest.mark.parametrize("cookie", ['"aaaaaaaa\\000"', '"\\000\\000"', "a" * 5000, '"\\377\\376aaaaaaaa"', ""])
@pytest.mark.parametrize("address", ["/en/", "/admin/", "/accounts/login/"])
def test_a_nonsense_session_is_none(client, address, cookie):
    answer = client.get(address, headers={"Cookie": f"sessionid={cookie}; csrftoken={cookie}; messages={cookie}"})
    assert answer.status_code in (200, 302)
    assert address != "/en/" or "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", ["/en/", "/ja/speakers/", "/robots.txt", "/en/no/such/page/"])
def test_head_carries_the_headers_of_get_and_is_not_modified_either(client, address):
    full, head = client.get(address), client.head(address)
    assert (head.status_code, dict(head.headers)) == (full.status_code, dict(full.headers))
    again = client.head(address, headers={"If-None-Match": full["ETag"]})
    assert again.status_code == (304 if full.status_code == 200 else 404)
