"""What search engines are told of: every public page, in the languages its item is ready in, with its alternates.

Ours rather than Django's, which takes the host from the request, makes ``x-default`` an address without a language, and asks for the
languages of a site, not of an item.
"""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from editions import models, wording
from editions.models import PressRelease, language_codes
from editions.views.pages import alternates, in_language

PER_FILE = 5000

KINDS = {
    "editions": models.Edition,
    "sessions": models.Session,
    "topics": models.Topic,
    "speakers": models.Speaker,
    "organisations": models.Organisation,
    "press": models.PressRelease,
    "photos": models.Photo,
    "documents": models.Document,
    "surveys": models.Survey,
    "questions": models.Question,
    "pages": models.Page,
}
LISTS = ["home", "edition-list", "session-list", "topic-list", "speaker-list", "organisation-list", "press-list"]
LISTS += ["correction-list", "coverage-list", "photo-list", "document-list", "survey", "lines", "speaker-figures"]
SITE = "site"
# What ``ready_languages`` reads beside the item's own row.
LOADED_WITH = {"organisations": ["names"]}


def files() -> Iterator[dict]:
    """The files of the index: ``location`` and ``lastmod``, one for every 5,000 items of a kind."""
    yield {"location": address(SITE, 1), "lastmod": None}
    for section, model in KINDS.items():
        found = model.objects.published().aggregate(number=Count("pk"), latest=Max("updated_at"))
        for page in range(1, -(-found["number"] // PER_FILE) + 1):
            yield {"location": address(section, page), "lastmod": found["latest"]}


def address(section: str, page: int) -> str:
    return settings.SITE_URL + reverse("sitemap", args=[section, page])


def entries(section: str, page: int) -> list[dict]:
    """The pages in one file: ``location``, ``lastmod``, ``alternates``. An empty list for a file that does not exist."""
    with override(settings.LANGUAGE_CODE):
        if section == SITE:
            return [one for name in LISTS for one in entry(reverse(name), language_codes(), None)] if page == 1 else []
        if section not in KINDS or not 0 < page < 10_000:
            return []
        items = KINDS[section].objects.published().prefetch_related(*LOADED_WITH.get(section, [])).order_by("pk")
        here = items[(page - 1) * PER_FILE : page * PER_FILE]
        return [one for item in here for one in entry(item.get_absolute_url(), item.ready_languages, lastmod(item))]


def lastmod(item):
    """The last change, but never before readers could see it."""
    return max(item.updated_at, item.publish_at)


def entry(path: str, ready: list[str], changed) -> list[dict]:
    """A page in each of its languages, every one naming all of them."""
    links = alternates(path, [code for code in language_codes() if code in ready])
    return [
        {"location": link["url"], "lastmod": changed, "alternates": links}
        for link in links
        if link["hreflang"] != "x-default"
    ]


# For news: what became public in the last two days, which is as far as those who collect news look back.

NEWS_SINCE = dt.timedelta(hours=48)
MOST_NEWS = 1000


def news() -> list[dict]:
    """Releases of the last 48 hours in each language they are ready in: ``location``, ``language``, ``title``, ``published``."""
    releases = PressRelease.objects.published_since(timezone.now() - NEWS_SINCE).for_list().newest_first()
    found = []
    for release in releases[:MOST_NEWS]:
        with override(settings.LANGUAGE_CODE):
            path = release.get_absolute_url()
        for code in release.ready_languages:
            found.append(
                {
                    "location": settings.SITE_URL + in_language(path, code),
                    "code": code,
                    "language": wording.news_language(code),
                    "title": release.text("headline", code),
                    "published": release.publish_at,
                }
            )
    return found[:MOST_NEWS]
