"""A forum as Wagtail's manual would have it built: a tree of pages for each language, snippets, images with renditions.

What pages show is what ours show. Written with care for queries: what the manual says of ``select_related``, ``prefetch_related``,
``defer_streamfields`` and ``prefetch_renditions`` is done.
"""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Prefetch
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.images.models import Image
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet

from .structured_data import article, as_json, event

AT_A_GLANCE, BESIDE, RELEASES_A_PAGE = 8, 6, 25
SIZES = ("width-375", "width-750", "width-1500")
SESSION_KINDS = {
    "opening": "Opening ceremony", "keynote": "Keynote speeches", "plenary": "Plenary session", "parallel": "Parallel sub-forum",
    "closing": "Closing",
}  # fmt: skip
RELEASE_KINDS = {
    "release": "Press release", "advisory": "Media advisory", "statement": "Statement", "report": "Report"
}  # fmt: skip
ROLES = {"keynote": "Keynote speech", "moderator": "Moderator", "panelist": "Panelist"}


@register_snippet
class Side(models.Model):
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=100)
    capital = models.CharField(max_length=100)
    delegation = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=50)


@register_snippet
class Contact(models.Model):
    language = models.CharField(max_length=10)
    side = models.ForeignKey(Side, models.CASCADE)
    name = models.CharField(max_length=300)
    email = models.EmailField()


@register_snippet
class Organisation(models.Model):
    slug = models.SlugField()
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=300)


class Photo(models.Model):
    """What an image says in one language."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    edition_number = models.PositiveSmallIntegerField(db_index=True)
    taken_at = models.DateTimeField()
    alt = models.CharField(max_length=500)
    caption = models.CharField(max_length=500)
    credit = models.CharField(max_length=200)


def with_renditions():
    return Prefetch("image", Image.objects.prefetch_renditions(*SIZES))


class Common(Page):
    """What the head and the foot of every page need."""

    class Meta:
        abstract = True

    def get_context(self, request):
        context = super().get_context(request)
        home = self.get_site().root_page.localized
        context["home"] = home
        context["menu"] = home.get_children().live().in_menu()
        context["translations"] = self.get_translations(inclusive=True).live().select_related("locale")
        context["crumbs"] = self.get_ancestors().live().filter(depth__gt=2)
        return context


class HomePage(Common):
    tagline = models.CharField(max_length=200, blank=True)


class EditionIndex(Common):
    pass


class SpeakerIndex(Common):
    pass


class EditionPage(Common):
    number = models.PositiveSmallIntegerField(db_index=True)
    year = models.PositiveSmallIntegerField()
    starts_on, ends_on = models.DateField(), models.DateField()
    host = models.ForeignKey(Side, models.PROTECT)
    city, hall = models.CharField(max_length=100), models.CharField(max_length=100)
    theme = models.CharField(max_length=500)
    visitors = models.PositiveIntegerField()
    summary = RichTextField()

    def get_context(self, request):
        context = super().get_context(request)
        appearances = list(
            self.appearances.select_related("speaker__delegation").filter(speaker__live=True).order_by("sort_order")
        )
        releases = ReleasePage.objects.live().filter(edition=self).order_by("-date", "-pk").defer("body")
        photos = Photo.objects.filter(edition_number=self.number, language=self.locale.language_code)
        siblings = EditionPage.objects.live().filter(locale=self.locale)
        sessions = list(SessionPage.objects.live().child_of(self).select_related("topic"))
        partners = list(self.partnerships.select_related("organisation").order_by("sort_order"))
        shown = delegations(appearances)
        context |= {
            "days": days(self, sessions),
            "delegations": shown,
            "count": len({one.speaker_id for one in appearances}),
            "releases": with_languages(releases[:LISTED]),
            "coverage": Coverage.objects.filter(edition_number=self.number).order_by("-published_on", "-pk")[:BESIDE],
            "photos": photos.order_by("taken_at", "pk").prefetch_related(with_renditions())[:5],
            "documents": DocumentPage.objects.live().child_of(self),
            "partners": partners,
            "structured_data": as_json(event(self, request, sessions, shown, partners)),
            "previous": siblings.filter(number__lt=self.number).order_by("-number").first(),
            "next": siblings.filter(number__gt=self.number).order_by("number").first(),
        }
        return context


class Topic(models.Model):
    slug = models.SlugField()
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=300)


class SessionPage(Common):
    kind = models.CharField(max_length=20, choices=SESSION_KINDS)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True)
    day, start, end = models.DateField(), models.TimeField(), models.TimeField()
    description = RichTextField()


class DocumentPage(Common):
    kind = models.CharField(max_length=20)
    adopted_on = models.DateField()
    body = RichTextField()


class ProgrammePage(Common):
    """The programme of the edition it stands below; narrowed by day, kind or topic."""

    def get_context(self, request):
        context = super().get_context(request)
        edition = self.get_parent().specific
        sessions = SessionPage.objects.live().child_of(edition)
        chosen = {name: value for name in ("day", "kind", "topic__slug") if (value := request.GET.get(name))}
        shown = list(sessions.filter(**chosen).select_related("topic"))
        found = {}
        for one in edition.appearances.select_related("speaker").filter(speaker__live=True, session__isnull=False):
            found.setdefault(one.session_id, {}).setdefault(one.role, []).append(one.speaker)
        for session in shown:
            session.cast = found.get(session.pk, {})
        context |= {"edition": edition, "days": days(edition, shown), "filters": filters(request, sessions, chosen)}
        return context


class SpeakerPage(Common):
    name, native = models.CharField(max_length=200), models.CharField(max_length=200)
    delegation = models.ForeignKey(Side, models.PROTECT, null=True)
    biography = RichTextField(blank=True)

    def get_context(self, request):
        context = super().get_context(request)
        appearances = self.appearances.select_related("edition__host", "session").filter(edition__live=True)
        appearances = list(appearances.order_by("edition__number", "sort_order"))
        editions = EditionPage.objects.live().filter(locale=self.locale).order_by("number")
        releases = ReleasePage.objects.live().filter(speakers=self).order_by("-date", "-pk").defer("body")
        context |= {
            "appearances": appearances,
            "years": [
                {"edition": edition, "here": edition.pk in {one.edition_id for one in appearances}}
                for edition in editions.select_related("host")
            ],
            "releases": with_languages(releases[:30]),
            "names": SpeakerPage.objects.filter(translation_key=self.translation_key).select_related("locale"),
        }
        return context


class PressIndex(Common):
    def get_context(self, request):
        context = super().get_context(request)
        releases = ReleasePage.objects.live().child_of(self)
        names = ("edition__number", "year", "date__month", "kind")
        chosen = {name: value for name in names if (value := request.GET.get(name))}
        shown = releases.filter(**chosen).select_related("edition").order_by("-date", "-pk").defer("body")
        page = Paginator(shown, RELEASES_A_PAGE).get_page(request.GET.get("page"))
        rows = with_languages(page.object_list)
        context |= {
            "years": [(year, list(group)) for year, group in groupby(rows, key=lambda one: one.year)],
            "page_of_releases": page,
            "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "filters": filters(request, releases, chosen, names),
            "matrix": matrix(),
            "coverage": Coverage.objects.order_by("-published_on", "-pk")[:BESIDE],
            "contacts": Contact.objects.filter(language=self.locale.language_code).select_related("side"),
        }
        return context


class ReleasePage(Common):
    kind = models.CharField(max_length=20, choices=RELEASE_KINDS)
    year = models.PositiveSmallIntegerField(db_index=True)
    date = models.DateField(db_index=True)
    city = models.CharField(max_length=100)
    standfirst = models.CharField(max_length=500)
    body = RichTextField()
    edition = models.ForeignKey(EditionPage, models.PROTECT, related_name="releases")
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")
    speakers = ParentalManyToManyField(SpeakerPage, related_name="releases")

    def get_context(self, request):
        context = super().get_context(request)
        others = ReleasePage.objects.live().filter(edition=self.edition).exclude(pk=self.pk).defer("body")
        photos = Photo.objects.filter(pk=self.photo_id).prefetch_related(with_renditions())
        titles = self.edition.appearances.filter(speaker__releases=self).order_by("sort_order")
        speakers = list(SpeakerPage.objects.live().filter(releases=self).select_related("delegation"))
        held = {one.speaker_id: one.title for one in titles}
        for speaker in speakers:
            speaker.title_then = held.get(speaker.pk, "")
        context |= {
            "edition": self.edition,
            "corrections": self.corrections.order_by("-sort_order"),
            "photos": photos,
            "contacts": Contact.objects.filter(pk=self.contact_id).select_related("side"),
            "speakers": speakers,
            "related": with_languages(others.order_by("-date", "-pk")[:BESIDE]),
            "published": [
                f"{moment:%d %B %Y, %H:%M} ({place})"
                for place, moment in clocks(self.first_published_at, Side.objects.order_by("order"))
            ],
            "structured_data": as_json(article(self, request, context["translations"])),
        }
        return context


class Appearance(Orderable):
    edition = ParentalKey(EditionPage, related_name="appearances")
    speaker = models.ForeignKey(SpeakerPage, models.CASCADE, related_name="appearances")
    session = models.ForeignKey(SessionPage, models.CASCADE, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    title = models.CharField(max_length=300)


class Partnership(Orderable):
    edition = ParentalKey(EditionPage, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, models.CASCADE)


class Correction(Orderable):
    release = ParentalKey(ReleasePage, related_name="corrections")
    note = models.CharField(max_length=500)
    made_on = models.DateField()


class Coverage(models.Model):
    title, publisher, link = models.CharField(max_length=500), models.CharField(max_length=200), models.URLField()
    published_on = models.DateField(db_index=True)
    edition_number = models.PositiveSmallIntegerField(db_index=True)


LISTED = 12  # releases on the page of an edition


def days(edition, sessions):
    """The sessions of an edition by day and by hour, each hour on the clocks of both capitals, the host's first."""
    order = sorted(sessions, key=lambda one: (one.day, one.start, one.path))
    sides = sorted(Side.objects.all(), key=lambda side: side.pk != edition.host_id)
    zone = ZoneInfo(edition.host.time_zone)
    return [
        (day, [slot(list(together), sides, zone) for _start, together in groupby(of_day, key=lambda one: one.start)])
        for day, of_day in groupby(order, key=lambda one: one.day)
    ]


def slot(sessions, sides, zone):
    first = sessions[0]
    for one in sessions:
        one.starts_at, one.ends_at = (datetime.combine(one.day, time, zone) for time in (one.start, one.end))
    hours = zip(clocks(first.starts_at, sides), clocks(first.ends_at, sides), strict=True)
    spans = [(place, start.isoformat(), f"{start:%H:%M}–{end:%H:%M}") for (place, start), (_same, end) in hours]
    return {"clocks": spans, "sessions": sessions}


def clocks(moment, sides):
    return [(side.capital, moment.astimezone(ZoneInfo(side.time_zone))) for side in sides]


def delegations(appearances):
    found, seen = {}, set()
    for one in appearances:
        if one.speaker_id not in seen:
            seen.add(one.speaker_id)
            found.setdefault(one.speaker.delegation, []).append(one)
    return [(side, theirs[:AT_A_GLANCE]) for side, theirs in sorted(found.items(), key=lambda pair: pair[0].order)]


def with_languages(releases):
    """Releases with their other languages, in one query for all."""
    rows = list(releases)
    keys = [one.translation_key for one in rows]
    found = {}
    for other in Page.objects.live().filter(translation_key__in=keys).select_related("locale"):
        found.setdefault(other.translation_key, []).append(other)
    for one in rows:
        one.languages = [other for other in found.get(one.translation_key, []) if other.pk != one.pk]
    return rows


def filters(request, rows, chosen, names=("day", "kind", "topic__slug")):
    """For each column, its values with their numbers over the rows that the other filters leave."""
    found = []
    for name in names:
        others = {other: value for other, value in chosen.items() if other != name}
        counted = rows.filter(**others).order_by().values_list(name).annotate(number=Count("pk"))
        values = sorted((value, number) for value, number in counted if value is not None)
        found.append({"name": name, "values": values, "chosen": chosen.get(name, "")})
    return found


def matrix():
    """How many releases of each edition there are in each language."""
    rows = ReleasePage.objects.live().order_by().values_list("edition__number", "locale__language_code")
    table = {}
    for number, language, count in rows.annotate(Count("pk")):
        table.setdefault(number, {})[language] = count
    return sorted(table.items(), reverse=True)
