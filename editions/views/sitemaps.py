"""``/sitemap.xml`` and the files it names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from editions import sitemaps


def sitemap_index(request: HttpRequest) -> HttpResponse:
    return render(request, "sitemaps/index.xml", {"files": sitemaps.files()}, content_type="application/xml")


def sitemap(request: HttpRequest, section: str, page: int) -> HttpResponse:
    entries = sitemaps.entries(section, page)
    if not entries:
        raise Http404
    return render(request, "sitemaps/section.xml", {"entries": entries}, content_type="application/xml")
