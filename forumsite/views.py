"""The addresses that belong to the server rather than to the forum."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language_from_request

from editions.models import Photo

ORIGINALS = "originals"  # the folder in which every photograph has a file


def front_door(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(lines: list[str], status: int = 200) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=status)


def healthz(request: HttpRequest) -> HttpResponse:
    response = _plain(["ok"])
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("not migrated")


def _storage() -> None:
    """A folder that is not mounted is an empty one: the disk answers, and the photographs are away."""
    default_storage.exists(f"ready-{get_random_string(8)}")
    is_folder = isinstance(default_storage, FileSystemStorage)
    if is_folder and not default_storage.exists(ORIGINALS) and Photo.objects.exists():
        raise RuntimeError("no folder of files")


def readyz(request: HttpRequest) -> HttpResponse:
    """503 while something the pages need is away; the reason is for the log, not for strangers."""
    lines = []
    for name, check in {"database": _database, "migrations": _migrations, "storage": _storage}.items():
        try:
            check()
            lines.append(f"{name}: ok")
        except Exception:
            lines.append(f"{name}: away")
    response = _plain(lines, status=503 if any(line.endswith("away") for line in lines) else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks without having read a page; pages name the icon themselves."""
    response = HttpResponseRedirect(reverse("tab-icon"))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def robots(request: HttpRequest) -> HttpResponse:
    searches = [f"Disallow: /{code}/{page}/" for code, _name in settings.LANGUAGES for page in ("search", "report")]
    return _plain(
        [
            "User-agent: *",
            "Disallow: /admin/",
            "Disallow: /accounts/",
            *searches,
            "",
            f"Sitemap: {settings.SITE_URL}/sitemap.xml",
            f"Sitemap: {settings.SITE_URL}/news-sitemap.xml",
        ]
    )


def security_txt(request: HttpRequest) -> HttpResponse:
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    return _plain(
        [
            f"Contact: {settings.SECURITY_CONTACT}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: en, zh, ja",
            f"Canonical: {settings.SITE_URL}{reverse('security-txt')}",
        ]
    )
