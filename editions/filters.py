"""What a list can be narrowed by. Lists say which filters they have; how they behave is said once, in the base.

A filter set is given rows the visitor may see, and so shows, offers and counts nothing else::

    class SessionFilter(PublicFilterSet):
        kind = CountedFilter(label=_("Kind"), labels=Session.Kind)

    @clean_address
    def session_list(request):
        sessions = SessionFilter(request.GET, Session.objects.visible_to(request.user), request=request)
        ... sessions.qs, sessions.form, sessions.active_filters

A value nobody offered is as good as none, whatever it is: it narrows nothing, breaks nothing and tells nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property, wraps
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions import wording
from editions.languages import Text, language_name
from editions.models import (
    Appearance,
    Coverage,
    Document,
    Edition,
    PressRelease,
    Session,
    Side,
    Speaker,
    Topic,
    Venue,
    language_codes,
)


def clean_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead ``?kind=&edition=20``, as a form sends it, to ``?edition=20``: one page has one address."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if all(value.strip() for values in request.GET.lists() for value in values[1]):
            return view(request, *args, **kwargs)
        kept = request.GET.copy()
        for name, values in request.GET.lists():
            kept.setlist(name, [value for value in values if value.strip()])
        return redirect(f"{request.path}?{kept.urlencode()}" if any(kept.values()) else request.path)

    return answer


class OptionSelect(forms.Select):
    """A drop-down whose options say their language when it is not that of the page."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if isinstance(label, Text) and label.is_fallback:
            option["attrs"]["lang"] = wording.html_lang(label.language)
        return option


class OfferedField(forms.ChoiceField):
    """One of the values on offer; any other is taken for none."""

    widget = OptionSelect

    def clean(self, value):
        return value if value and self.valid_value(value) else ""


class WordsField(forms.CharField):
    """What a reader typed; what cannot be searched for is taken for nothing."""

    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value):
        try:
            return super().clean(str(value or "")[: self.max_length])
        except ValidationError:
            return ""


class WordsFilter(django_filters.Filter):
    """Free words. Give it a ``method``."""

    field_class = WordsField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 100)
        super().__init__(*args, **kwargs)

    def told(self, value: str) -> str:
        return wording.quote(value, get_language() or "")


class CountedFilter(django_filters.Filter):
    """One value of several, each told with the number of rows it leads to.

    ``labels``: the values there may be, in their order: a ``TextChoices``, or a function of the filter set that returns
    ``{value: label}`` and asks what is public itself. One without rows is not offered, unless it is chosen.
    ``count_by``: the column that is grouped to count, ``field_name`` by default.
    ``values_of``: from what this column holds to the values of the filter, where they are not the same.
    """

    field_class = OfferedField

    def __init__(self, field_name=None, lookup_expr=None, *, labels, count_by=None, values_of=None, **kwargs):
        self.given_labels, self.count_by, self.values_of = labels, count_by, values_of or in_column
        super().__init__(field_name, lookup_expr, **kwargs)

    @cached_property
    def labels(self) -> dict[str, str | Text]:
        given = getattr(self.given_labels, "choices", None)
        labels = dict(given) if given is not None else self.given_labels(self.parent)
        return {str(value): label for value, label in labels.items()}

    @property
    def field(self) -> forms.Field:
        self.extra["choices"] = list(self.labels.items())
        return super().field

    def counts(self, rows) -> Counter:
        """Rows for each value, in one query."""
        column = self.count_by or self.field_name
        counts: Counter = Counter()
        for held, number in rows.order_by().values_list(column).annotate(Count("pk", distinct=True)):
            for value in self.values_of(held):
                counts[str(value)] += number
        return counts

    def told(self, value: str) -> Text | str:
        return self.labels[value]


def in_column(held) -> Iterable:
    """What a column holds, as the values of a filter: a list of codes, one value, or none."""
    return held if isinstance(held, list) else [] if held in (None, "") else [held]


class PublicFilterSet(django_filters.FilterSet):
    """A list narrowed by what stands in its address, over rows the visitor may see.

    ``form`` is for ``components/filters.html``, ``active_filters`` for its pills, ``address`` for links that keep the
    filters. One query for each counted filter, and one more where its labels are rows.
    """

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters in use and their values, in the order of the form."""
        form = super().form
        form.is_valid()
        return {name: value for name, value in form.cleaned_data.items() if value}

    @cached_property
    def form(self) -> forms.Form:
        chosen, form = self.chosen, super().form
        for name, one in self.filters.items():
            if isinstance(one, CountedFilter):
                if choices := self.choices(name, one, chosen):
                    form.fields[name].choices = [("", gettext("All")), *choices]
                else:
                    del form.fields[name]  # nothing is recorded to choose from
        return form

    def choices(self, name: str, one: CountedFilter, chosen: dict[str, str]) -> list[tuple[str, str | Text]]:
        """Values and labels with their counts, over the rows that the other filters leave."""
        others = {other: value for other, value in chosen.items() if other != name}
        counts = one.counts(self.narrowed(self.queryset.all(), others))
        return [
            (value, with_count(label, counts[value]))
            for value, label in one.labels.items()
            if counts[value] or chosen.get(name) == value
        ]

    def narrowed(self, rows, chosen: dict[str, str]):
        for name, value in chosen.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def filter_queryset(self, queryset):
        return self.narrowed(queryset, self.chosen)

    def address(self, **changes) -> str:
        """The address of this list with its filters and ``changes``; None takes a filter away."""
        values = {name: value for name, value in {**self.chosen, **changes}.items() if value is not None}
        return f"{self.request.path}?{urlencode(values)}" if values else self.request.path

    @property
    def active_filters(self) -> list[dict]:
        """What each filter in use says, and the address without it."""
        return [
            {"label": self.filters[name].told(value), "remove_url": self.address(**{name: None})}
            for name, value in self.chosen.items()
        ]


def with_count(label, number: int):
    """An option as it is read: “Plenary session (12)”; a text keeps its language."""
    words = gettext("%(choice)s (%(count)s)") % {"choice": label, "count": wording.number(number, get_language() or "")}
    return replace(label, value=words) if isinstance(label, Text) else words


# What stands in several filters: values and their labels, in the order they are offered.


def edition_labels(filters) -> dict:
    language = get_language() or ""
    editions = Edition.objects.visible_to(filters.request.user).values_list("number", "year")
    return {
        number: gettext("%(edition)s (%(year)s)")
        % {"edition": wording.edition_label(number, language), "year": wording.year(year, language)}
        for number, year in editions
    }


def day_labels(filters) -> dict:
    days = filters.queryset.order_by("day").values_list("day", flat=True).distinct()
    return {day: wording.day_with_weekday(day, get_language() or "") for day in days if day}


def topic_labels(filters) -> dict:
    return {topic.slug: topic.text("name") for topic in Topic.objects.visible_to(filters.request.user)}


def side_labels(_filters) -> dict:
    return {side.code: side.text("country") for side in Side.objects.all()}


def language_labels(_filters) -> dict:
    """Every language there is, under its name in the language of the page; the site's own come first."""
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


class ProgrammeFilter(PublicFilterSet):
    """The sessions of one edition."""

    day = CountedFilter("day", label=_("Day"), labels=day_labels)
    kind = CountedFilter("kind", label=_("Kind"), labels=Session.Kind)
    topic = CountedFilter("topic__slug", label=_("Topic"), labels=topic_labels)
    language = CountedFilter("spoken", "has", label=_("Language spoken"), labels=language_labels)


def taken_days(filters) -> dict:
    days = filters.queryset.order_by("taken_at__date").values_list("taken_at__date", flat=True).distinct()
    return {day: wording.day_with_weekday(day, get_language() or "") for day in days if day}


def session_labels(filters) -> dict:
    sessions = Session.objects.visible_to(filters.request.user).filter(photos__in=filters.queryset).distinct()
    return {session.slug: session.text("title") for session in sessions.in_programme_order()}


def shown_speakers(filters) -> dict:
    speakers = Speaker.objects.visible_to(filters.request.user).filter(photos__in=filters.queryset).distinct()
    return {speaker.slug: speaker.text("name") for speaker in speakers}


class PhotoFilter(PublicFilterSet):
    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    speaker = CountedFilter("speakers__slug", label=_("Speaker"), labels=shown_speakers)


class EditionPhotoFilter(PublicFilterSet):
    """The photographs of one edition."""

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
    years = filters.queryset.order_by("-year").values_list("year", flat=True).distinct()
    return {year: wording.year(year, get_language() or "") for year in years}


def month_labels(_filters) -> dict:
    return {number: wording.month_name(number, get_language() or "") for number in range(1, 13)}


def publication_years(filters) -> dict:
    days = filters.queryset.filter(published_on__isnull=False).order_by().dates("published_on", "year", order="DESC")
    return {day.year: wording.year(day.year, get_language() or "") for day in days}


def site_languages(_filters) -> dict:
    return {code: language_name(code) for code in language_codes()}


def languages_of_coverage(filters) -> dict:
    codes = filters.queryset.order_by("language").values_list("language", flat=True).distinct()
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
    """Give it releases ``with_month``."""

    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    year = CountedFilter("year", label=_("Year"), labels=year_labels)
    month = CountedFilter("month", label=_("Month"), labels=month_labels)
    kind = CountedFilter("kind", label=_("Kind"), labels=PressRelease.Kind)
    language = ReadyFilter(label=_("Language"), labels=site_languages)


class CoverageFilter(PublicFilterSet):
    edition = CountedFilter("edition__number", label=_("Edition"), labels=edition_labels)
    year = CountedFilter("published_on__year", label=_("Year"), labels=publication_years)
    kind = CountedFilter("kind", label=_("Kind"), labels=Coverage.Kind)
    language = CountedFilter("language", label=_("Language"), labels=languages_of_coverage)
