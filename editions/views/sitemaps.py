"""``/sitemap.xml`` and the files it names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from editions import sitemaps
from editions.context_processors import forum_names
from editions.models import language_codes

from . import pages


def sitemap_index(request: HttpRequest) -> HttpResponse:
    return render(
        request, "sitemaps/index.xml", {"files": sitemaps.files()}, content_type="application/xml; charset=utf-8"
    )


def sitemap(request: HttpRequest, section: str, page: int) -> HttpResponse:
    entries = sitemaps.entries(section, page)
    if not entries:
        raise Http404
    return render(request, "sitemaps/section.xml", {"entries": entries}, content_type="application/xml; charset=utf-8")


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """What is new by the clock, so nobody may keep it."""
    names = {code: publication(request, code) for code in language_codes()}
    entries = [{**entry, "name": names[entry["code"]]} for entry in sitemaps.news()]
    response = render(request, "sitemaps/news.xml", {"entries": entries}, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def publication(request: HttpRequest, code: str) -> str:
    """The forum's name, as the publication of its news."""
    names = forum_names(pages.forum(request), pages.sides(request), code)
    return str(names[0]) if names else ""
