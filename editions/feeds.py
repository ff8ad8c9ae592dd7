"""Atom feeds of our releases: one for each language, and one for each edition in each language."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import prose, wording
from editions.context_processors import forum_names
from editions.models import Correction, Edition, PressRelease
from editions.views import pages
from editions.views.press_rows import text_of

NEWEST = 30
NOTHING_YET = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@pages.public
def press_feed(request: HttpRequest) -> HttpResponse:
    return answered(request)


@pages.public
def edition_press_feed(request: HttpRequest, number: int) -> HttpResponse:
    return answered(request, number=number)


def answered(request: HttpRequest, **wanted) -> HttpResponse:
    """Without the date of the newest entry: one taken back makes a feed older, and nobody may keep what it was."""
    response = ReleaseFeed()(request, **wanted)
    del response.headers["Last-Modified"]
    return response


def lasting_id(*words: object) -> str:
    """An id that stays when addresses, headlines or the site's own name change."""
    return uuid.uuid5(uuid.NAMESPACE_OID, ":".join(["atom", *map(str, words)])).urn


@dataclass(frozen=True)
class Wanted:
    """Whose releases: of the whole forum, or of one edition of it."""

    forum: str
    edition: Edition | None

    @property
    def path(self) -> str:
        return reverse("edition-press-feed", args=[self.edition.number]) if self.edition else reverse("press-feed")


class WholeTexts(Atom1Feed):
    """Entries with their texts, and with links to the same in other languages. Links in the texts are of this site."""

    def root_attributes(self) -> dict:
        return {**super().root_attributes(), "xml:base": settings.SITE_URL + "/"}

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for language, url in item["translations"]:
            handler.addQuickElement("link", "", {"rel": "alternate", "hreflang": language, "href": url})
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)


class ReleaseFeed(Feed):
    feed_type = WholeTexts

    @property
    def language(self) -> str:
        return wording.html_lang(get_language())

    def get_object(self, request: HttpRequest, number: int | None = None) -> Wanted:
        names = forum_names(pages.forum(request), pages.sides(request), get_language() or "")
        edition = pages.fetch(request, Edition.objects.all(), number=number) if number is not None else None
        return Wanted(forum=str(names[0]) if names else "", edition=edition)

    def title(self, wanted: Wanted) -> str:
        language = get_language() or ""
        if wanted.edition is None:
            return wording.heading(wanted.forum, _("Press releases"), language)
        label = wording.edition_label(wanted.edition.number, language, wanted.forum)
        return wording.heading(label, _("Press releases"), language)

    def link(self, wanted: Wanted) -> str:
        path = reverse("press-list")
        return settings.SITE_URL + (f"{path}?edition={wanted.edition.number}" if wanted.edition else path)

    def feed_url(self, wanted: Wanted) -> str:
        return settings.SITE_URL + wanted.path

    def feed_guid(self, wanted: Wanted) -> str:
        return lasting_id("releases", wanted.edition.permanent_id if wanted.edition else "", get_language())

    def author_name(self, wanted: Wanted) -> str:
        return wanted.forum or settings.SITE_URL

    def items(self, wanted: Wanted) -> list[PressRelease]:
        """Ready in this language, the newest first; a text of another language has its own feed."""
        releases = PressRelease.objects.published().ready_in(get_language()).defer("received_text")
        if wanted.edition is not None:
            releases = releases.filter(edition=wanted.edition)
        corrections = Prefetch("corrections", Correction.objects.published(), to_attr="made_corrections")
        return list(releases.prefetch_related(corrections).newest_first()[:NEWEST])

    def item_title(self, release: PressRelease) -> str:
        return str(release.text("headline"))

    def item_description(self, release: PressRelease) -> str | None:
        return escape(release.text("standfirst")) or None

    def item_link(self, release: PressRelease) -> str:
        return settings.SITE_URL + release.get_absolute_url()

    def item_guid(self, release: PressRelease) -> str:
        return lasting_id("release", release.permanent_id, get_language())

    def item_author_name(self, release: PressRelease) -> str | None:
        return str(release.text("source_line")) or None

    def item_pubdate(self, release: PressRelease) -> dt.datetime:
        return release.publish_at

    def item_updateddate(self, release: PressRelease) -> dt.datetime:
        """The last correction; what only editors see of a save is no news."""
        return max([release.publish_at, *(correction.made_at for correction in release.made_corrections)])

    def item_categories(self, release: PressRelease) -> list[str]:
        return [release.kind]

    def item_extra_kwargs(self, release: PressRelease) -> dict:
        return {"content": content_of(release), "translations": translations_of(release)}


def translations_of(release: PressRelease) -> list[tuple[str, str]]:
    path, asked = release.get_absolute_url(), get_language()
    return [
        (wording.html_lang(code), settings.SITE_URL + pages.in_language(path, code))
        for code in release.ready_languages
        if code != asked
    ]


def content_of(release: PressRelease) -> str:
    """The text behind its dateline as HTML, with what was corrected on top of it."""
    text, language = text_of(release), get_language() or ""
    notes = [
        f"<p><strong>{escape(correction_label(correction, language))}</strong> {escape(correction.text('note'))}</p>"
        for correction in release.made_corrections
    ]
    dateline = f"<p><strong>{escape(text['dateline'])}</strong></p>" if text["dateline"] else ""
    return "".join([*notes, dateline, *(prose.clean_html(str(text[part])) for part in ("body", "boilerplate"))])


def correction_label(correction: Correction, language: str) -> str:
    day = wording.date(timezone.localtime(correction.made_at).date(), language)
    return _("%(kind)s, %(day)s.") % {"kind": correction.get_kind_display(), "day": day}
