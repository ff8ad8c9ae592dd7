"""What every page of the site shows around its content, in four queries."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.languages import Text
from editions.models import Forum, Page, Side, language_codes, prepared
from editions.views.pages import alternates, in_language, notices, sides
from editions.views.pages import forum as the_only_forum


def forum(request: HttpRequest) -> dict:
    """The forum, its names, its sides, menus, the languages of this page, and notices for the whole site."""
    language = get_language() or settings.LANGUAGE_CODE
    if not any(request.path.startswith(f"/{code}/") for code in language_codes()):
        return {}
    both = sides(request)
    the_forum = the_only_forum(request)
    pages = pages_in_menus(request.user)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    main, also = menus(language)
    return {
        "forum": the_forum,
        "sides": both,
        "forum_names": forum_names(the_forum, both, language),
        "menu_pages": [page for page in pages if page.place == Page.Place.MENU],
        "footer_pages": [page for page in pages if page.place == Page.Place.FOOTER],
        "site_notices": [notice for notice in notices(request) if not (notice.edition_id or notice.session_id)],
        "language_links": [
            {
                "code": code,
                "html_lang": wording.html_lang(code),
                "name": name,
                "url": in_language(request.path, code) + query,
                "current": code == language,
            }
            for code, name in settings.LANGUAGES
        ],
        "home_url": reverse("home"),
        "html_lang": wording.html_lang(language),
        "alternates": alternates(request.path, language_codes()),
        "canonical_url": canonical(request),
        "site_url": settings.SITE_URL,
        "card_id": "forum",
        "sharing_locale": wording.sharing_locale(language),
        "nav": [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in main],
        "also": also,
    }


@prepared
def pages_in_menus(visible):
    return visible(Page).exclude(place=Page.Place.NONE)


@cache
def menus(_language: str) -> tuple[list[tuple[str, str]], list[dict[str, str]]]:
    """The main menu and the one in the foot, which are the same on all pages of a language as long as a process lives."""
    return navigation(), [{"label": label, "url": url} for label, url in elsewhere()]


def navigation() -> list[tuple[str, str]]:
    """The main menu in its order: label and address."""
    return [
        (_("Editions"), reverse("edition-list")),
        (_("Speakers"), reverse("speaker-list")),
        (_("Press"), reverse("press-list")),
        (_("Photographs"), reverse("photo-list")),
        (_("Documents"), reverse("document-list")),
        (_("Survey"), reverse("survey")),
        (_("Search"), reverse("search")),
    ]


def elsewhere() -> list[tuple[str, str]]:
    """What the main menu has no room for, in the foot of every page."""
    return [
        (_("Over the years"), reverse("lines")),
        (_("Sessions"), reverse("session-list")),
        (_("Topics"), reverse("topic-list")),
        (_("Organisations"), reverse("organisation-list")),
        (_("Coverage"), reverse("coverage-list")),
        (_("Corrections"), reverse("correction-list")),
        (_("Open data"), reverse("data")),
    ]


def canonical(request: HttpRequest) -> str:
    """The address search engines keep: filters are left out, a later page of a list is its own."""
    page = request.GET.get("page", "")
    return settings.SITE_URL + request.path + (f"?page={page}" if page.isdigit() and page != "1" else "")


def forum_names(the_forum: Forum, both: list[Side], language: str) -> list[Text]:
    """The name in this language; where it has none, the names both sides use, the latest host's first."""
    own = the_forum.text("name", language)
    if own and not own.is_fallback:
        return [own]
    by_host = sorted(both, key=lambda side: -(side.latest or 0))
    names = [side.text("forum_name", language) for side in by_host]
    return [name for name in dict.fromkeys(names) if name] or [own]
