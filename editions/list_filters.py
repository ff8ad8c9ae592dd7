"""The filters of each list: what there is to choose, under which words; how they behave is in ``filters``."""

from collections import Counter, defaultdict
from functools import cache, cached_property

from django.conf.locale import LANG_INFO
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions import wording
from editions.kept_counts import kept
from editions.languages import language_name
from editions.long_lists import groups
from editions.models import (
    SEE_UNPUBLISHED,
    Appearance,
    Coverage,
    Document,
    Edition,
    PressRelease,
    Session,
    Side,
    Speaker,
    Tally,
    Topic,
    Venue,
    language_codes,
    prepared,
    releases_tallied,
    shows_early,
)
from editions.programme_words import sessions_saying

from .filters import CountedFilter, LoadedFilterSet, PublicFilterSet, WordsFilter, in_column

# What stands in several filters: values and their labels, in the order they are offered.


def edition_labels(filters) -> dict:
    language = get_language() or ""
    editions = editions_there_are(filters.request.user)
    return {
        number: gettext("%(edition)s (%(year)s)")
        % {"edition": wording.edition_label(number, language), "year": wording.year(year, language)}
        for number, year in editions
    }


@prepared
def editions_there_are(visible):
    return visible(Edition).values_list("number", "year")


@prepared
def topics_there_are(visible):
    return visible(Topic)


def day_labels(filters) -> dict:
    days = sorted({row.day for row in filters.rows if row.day})
    return {day: wording.day_with_weekday(day, get_language() or "") for day in days}


def topic_labels(filters) -> dict:
    return {topic.slug: topic.text("name") for topic in topics_there_are(filters.request.user)}


def side_labels(_filters) -> dict:
    return {side.code: side.text("country") for side in Side.objects.all()}


def language_labels(_filters) -> dict:
    """Every language there is, under its name in the language of the page; the site's own come first."""
    return names_of_languages(get_language() or "")


@cache
def names_of_languages(_asked: str) -> dict[str, str]:
    codes = [*language_codes(), *sorted(set(LANG_INFO) - set(language_codes()))]
    return {code: language_name(code) for code in codes}


def decade_labels(_filters) -> dict:
    return {decade: wording.decade(decade, get_language() or "") for decade in range(2190, 1890, -10)}


# The lists.


class HostFilter(CountedFilter):
    """The side that hosts an edition; one held by both counts for both."""

    def counts(self, rows) -> Counter:
        hosting = Venue.objects.filter(kind__in=Venue.HOSTING, edition__in=rows.order_by().values("pk"))
        return Counter(dict(hosting.order_by().values_list("side__code").annotate(Count("edition", distinct=True))))

    def filter(self, rows, value):
        hosting = Venue.objects.filter(kind__in=Venue.HOSTING, side__code=value)
        return rows.filter(pk__in=hosting.values("edition"))


class EditionFilter(PublicFilterSet):
    country = HostFilter(label=_("Host country"), labels=side_labels)
    mode = CountedFilter("mode", label=_("How it met"), labels=Edition.Mode)
    decade = CountedFilter(
        "year", label=_("Decade"), labels=decade_labels, values_of=lambda year: [year // 10 * 10], method="in_decade"
    )

    def in_decade(self, rows, _name, value):
        return rows.filter(year__gte=int(value), year__lt=int(value) + 10)


class SessionFilter(PublicFilterSet):
    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    kind = CountedFilter("kind", label=_("Kind"), labels=Session.Kind)
    topic = CountedFilter("topic__slug", label=_("Topic"), labels=topic_labels)


class ProgrammeFilter(LoadedFilterSet):
    """The sessions of one edition, with their topics."""

    q = WordsFilter(label=_("Title, speaker, topic or room"))
    day = CountedFilter("day", label=_("Day"), labels=day_labels)
    kind = CountedFilter("kind", label=_("Kind"), labels=Session.Kind)
    topic = CountedFilter("topic__slug", label=_("Topic"), labels=topic_labels)
    language = CountedFilter("spoken", "has", label=_("Language spoken"), labels=language_labels)

    def has(self, row, name, value):
        return row.pk in self.found if name == "q" else super().has(row, name, value)

    @cached_property
    def found(self) -> set[int]:
        """The rows with these words; looked for once, though each filter counts what the others leave."""
        return set(sessions_saying(self.chosen["q"], self.queryset, self.request.user))


def taken_days(filters) -> dict:
    taken = filters.queryset.order_by("taken_at__date").values_list("taken_at__date", flat=True).distinct()
    days = filters.kept("days", lambda: list(taken), {})
    return {day: wording.day_with_weekday(day, get_language() or "") for day in days if day}


def session_labels(filters) -> dict:
    rows = Session.objects.visible_to(filters.request.user).filter(photos__in=filters.queryset).distinct()
    sessions = filters.kept("sessions shown", lambda: list(rows.in_programme_order()), {})
    return {session.slug: session.text("title") for session in sessions}


def shown_speakers(filters) -> dict:
    rows = Speaker.objects.visible_to(filters.request.user).filter(photos__in=filters.queryset).distinct()
    return {speaker.slug: speaker.text("name") for speaker in filters.kept("speakers shown", lambda: list(rows), {})}


class PhotoFilter(PublicFilterSet):
    is_of_all = True

    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    speaker = CountedFilter("speakers__slug", label=_("Speaker"), labels=shown_speakers)


class EditionPhotoFilter(PublicFilterSet):
    """The photographs of the edition in the address."""

    is_of_all = True

    day = CountedFilter("taken_at__date", label=_("Day"), labels=taken_days)
    session = CountedFilter("session__slug", label=_("Session"), labels=session_labels)
    speaker = CountedFilter("speakers__slug", label=_("Speaker"), labels=shown_speakers)


class DocumentFilter(PublicFilterSet):
    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    kind = CountedFilter("kind", label=_("Kind"), labels=Document.Kind)


def delegation_labels(_filters) -> dict:
    return {side.code: side.text("delegation") for side in Side.objects.all()}


class AppearanceFilter(CountedFilter):
    """What speakers did. Its filter set narrows, since an edition and a role chosen together mean one appearance."""

    def counts(self, rows) -> Counter:
        others = {name: value for name, value in self.parent.appearing.items() if self.parent.filters[name] is not self}
        return self.count_in(self.parent.appearances(others).filter(speaker__in=rows.order_by().values("pk")))

    def count_in(self, appearances) -> Counter:
        column = appearances.order_by().values_list(self.field_name)
        return Counter({str(value): number for value, number in column.annotate(Count("speaker", distinct=True))})


class RoleFilter(AppearanceFilter):
    def count_in(self, appearances) -> Counter:
        each = {
            f"role_{n}": Count("speaker", distinct=True, filter=Q(roles__has=code))
            for n, code in enumerate(Appearance.Role.values)
        }
        return Counter(dict(zip(Appearance.Role.values, appearances.aggregate(**each).values(), strict=True)))


class SpeakerFilter(PublicFilterSet):
    is_of_all = True

    q = WordsFilter(label=_("Name, in any spelling"), method="named")
    delegation = CountedFilter("delegation__code", label=_("Delegation"), labels=delegation_labels)
    edition = AppearanceFilter("edition__number", label=_("Edition"), labels=edition_labels)
    role = RoleFilter("roles", "has", label=_("Role"), labels=Appearance.Role)

    def named(self, rows, _name, value):
        return rows.named(value)

    @property
    def appearing(self) -> dict[str, str]:
        """The filters in use that are about one appearance."""
        return {name: value for name, value in self.chosen.items() if isinstance(self.filters[name], AppearanceFilter)}

    def appearances(self, chosen: dict[str, str]):
        appearances = Appearance.objects.visible_to(self.request.user)
        for name, value in chosen.items():
            appearances = self.filters[name].filter(appearances, value)
        return appearances

    def narrowed(self, rows, chosen):
        appearing = {name: value for name, value in chosen.items() if name in self.appearing}
        rows = super().narrowed(rows, {name: value for name, value in chosen.items() if name not in appearing})
        return rows.filter(pk__in=self.appearances(appearing).values("speaker")) if appearing else rows


def year_labels(filters) -> dict:
    years = filters.kept("years there are", lambda: filters.years({}), {})
    return {year: wording.year(year, get_language() or "") for year, _number in years}


def month_labels(_filters) -> dict:
    return {number: wording.month_name(number, get_language() or "") for number in range(1, 13)}


def publication_years(filters) -> dict:
    rows = filters.queryset.filter(published_on__isnull=False).order_by().dates("published_on", "year", order="DESC")
    days = filters.kept("years there are", lambda: list(rows), {})
    return {day.year: wording.year(day.year, get_language() or "") for day in days}


def site_languages(_filters) -> dict:
    return {code: language_name(code) for code in language_codes()}


def languages_of_coverage(filters) -> dict:
    rows = filters.queryset.order_by("language").values_list("language", flat=True).distinct()
    codes = filters.kept("languages there are", lambda: list(rows), {})
    return {code: language_name(code) for code in codes}


class ReadyFilter(CountedFilter):
    """The languages in which readers may see a text."""

    def counts(self, rows) -> Counter:
        field = rows.model.lead_field
        ready = {code: Q(**{f"{build_localized_fieldname(field, code)}__gt": ""}) for code in language_codes()}
        each = {f"in_{n}": Count("pk", filter=condition) for n, condition in enumerate(ready.values())}
        return Counter(dict(zip(ready, rows.order_by().aggregate(**each).values(), strict=True)))

    def filter(self, rows, value):
        return rows.ready_in(value) if value else rows


class PressFilter(PublicFilterSet):
    """Give it releases ``with_month``, all that the visitor may see."""

    is_of_all = True

    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    year = CountedFilter("year", label=_("Year"), labels=year_labels)
    month = CountedFilter("month", label=_("Month"), labels=month_labels)
    kind = CountedFilter("kind", label=_("Kind"), labels=PressRelease.Kind)
    language = ReadyFilter(label=_("Language"), labels=site_languages)

    @cached_property
    def tallies(self) -> list[Tally] | None:
        """All that is public, counted by all filters at once; None for whoever sees more than that, who is told by counting."""
        if shows_early() or self.request.user.has_perm(SEE_UNPUBLISHED):
            return None
        return kept(self.request.META, "tallies of releases", lambda: releases_tallied(timezone.now()))

    def numbers(self, name, chosen) -> Counter:
        if self.tallies is None:
            return super().numbers(name, chosen)
        alike: defaultdict = defaultdict(int)
        for tally in self.left_by(chosen):
            alike[getattr(tally, name)] += tally.number
        counts: Counter = Counter()
        for held, number in alike.items():
            counts.update({str(value): number for value in in_column(held)})
        return counts

    def left_by(self, chosen: dict[str, str]) -> list[Tally]:
        tallies = self.tallies or []
        for name, value in chosen.items():
            tallies = [one for one in tallies if value in map(str, in_column(getattr(one, name)))]
        return tallies

    def years(self, chosen: dict[str, str]) -> list[tuple[int, int]]:
        """The years of releases that ``chosen`` leaves, the newest first, with their numbers."""
        if self.tallies is None:
            return groups(self.narrowed(self.queryset, chosen), "year")
        return sorted(((int(year), number) for year, number in self.numbers("year", chosen).items()), reverse=True)

    def by_edition(self) -> list[dict]:
        """As ``counted_by_edition``, of all releases."""
        if self.tallies is None:
            return list(self.queryset.counted_by_edition())
        rows: dict[int, dict] = {}
        for one in self.tallies:
            if one.edition:
                numbers = {"edition__number": one.edition, "edition__year": one.edition_year}
                row = rows.setdefault(one.edition, numbers | dict.fromkeys(language_codes(), 0))
                for code in one.language:
                    row[code] += one.number
        return [rows[number] for number in sorted(rows, reverse=True)]


class CoverageFilter(PublicFilterSet):
    is_of_all = True

    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    year = CountedFilter("published_on__year", label=_("Year"), labels=publication_years)
    kind = CountedFilter("kind", label=_("Kind"), labels=Coverage.Kind)
    language = CountedFilter("language", label=_("Language"), labels=languages_of_coverage)
