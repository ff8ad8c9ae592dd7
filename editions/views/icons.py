"""What stands for the site where it is kept: its mark in the colours of its sides, and the manifest that names it."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import override

from editions import cards, icons, wording
from editions.context_processors import forum_names
from editions.models import Forum

from . import pages

KEPT_FOR = "public, max-age=86400"


def icon(request: HttpRequest, name: str) -> HttpResponse:
    if name not in icons.NAMES:
        raise Http404
    return kept(request, icons.png(name, palettes(request)), "image/png")


def tab_icon(request: HttpRequest) -> HttpResponse:
    return kept(request, icons.svg(palettes(request)).encode(), "image/svg+xml; charset=utf-8")


def palettes(request: HttpRequest) -> tuple[str, ...]:
    return tuple(side.palette for side in pages.sides(request))


def kept(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """A picture a browser may keep for a day; then it asks whether it is another one."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    return HttpResponse(content, content_type=content_type, headers={"ETag": etag, "Cache-Control": KEPT_FOR})


def manifest(request: HttpRequest) -> HttpResponse:
    """``/site.webmanifest``: the forum's name and mark, for a telephone's first screen."""
    with override(settings.LANGUAGE_CODE):
        names = forum_names(Forum.objects.first() or Forum(), pages.sides(request), settings.LANGUAGE_CODE)
    return JsonResponse(
        {
            "name": str(names[0]),
            "short_name": str(names[0]).split(" ")[0],
            "lang": wording.html_lang(settings.LANGUAGE_CODE),
            "start_url": "/",
            "display": "browser",
            "background_color": cards.PAPER,
            "theme_color": cards.PAPER,
            "icons": [
                {"src": reverse("tab-icon"), "type": "image/svg+xml", "sizes": "any"},
                *(described(name) for name in ("icon-192", "icon-512", "maskable-512")),
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def described(name: str) -> dict:
    size, _part = icons.NAMES[name]
    purpose = "maskable" if name.startswith("maskable") else "any"
    return {"src": reverse("icon", args=[name]), "type": "image/png", "sizes": f"{size}x{size}", "purpose": purpose}
