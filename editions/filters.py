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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, wraps
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from editions import wording
from editions.kept_counts import kept
from editions.languages import Text


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

    def render(self, name, value, attrs=None, renderer=None):
        """As Django's template draws it; that one is asked once for each option."""
        widget = self.get_context(name, value, attrs)["widget"]
        options = format_html_join(
            "\n",
            '  <option value="{}"{}>{}</option>',
            (
                (option["value"], flatatt(option["attrs"]), option["label"])
                for _group, within, _n in widget["optgroups"]
                for option in within
            ),
        )
        return format_html('<select name="{}"{}>\n{}\n</select>', widget["name"], flatatt(widget["attrs"]), options)

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
    """Free words. Give it a ``method``, where the list is not loaded."""

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
    return held if isinstance(held, list | tuple) else [] if held in (None, "") else [held]


class PublicFilterSet(django_filters.FilterSet):
    """A list narrowed by what stands in its address, over rows the visitor may see.

    ``form`` is for ``components/filters.html``, ``active_filters`` for its pills, ``address`` for links that keep the
    filters. One query for each counted filter, and one more where its labels are rows.
    """

    # Whether the rows given are all that the visitor may see of their model, or of the one item in the address: their numbers are
    # then the same on every page of the list.
    is_of_all = False

    def kept(self, name: str, count, chosen: dict[str, str]):
        """What ``count`` says of the rows that are left by ``chosen``; kept where the list is of all."""
        if not self.is_of_all:
            return count()
        address = self.request.resolver_match
        of = (address.view_name, *address.kwargs.values()) if address else ()
        key = (type(self).__name__, name, of, tuple(sorted(chosen.items())))
        return kept(self.request.META, key, count)

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
        counts = self.kept(name, lambda: self.numbers(name, others), others)
        return [
            (value, with_count(label, counts[value]))
            for value, label in one.labels.items()
            if counts[value] or chosen.get(name) == value
        ]

    def numbers(self, name: str, chosen: dict[str, str]) -> Counter:
        """Rows for each value of a filter, among those that ``chosen`` leaves."""
        return self.filters[name].counts(self.narrowed(self.queryset.all(), chosen))

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


class LoadedFilterSet(PublicFilterSet):
    """Over a list that is short, and loaded whole: counted and narrowed without another question."""

    def __init__(self, data, queryset, *, rows: Sequence, request: HttpRequest) -> None:
        super().__init__(data, queryset, request=request)
        self.rows = rows

    @property
    def shown(self) -> list:
        """The rows that the filters in use leave, in the order given."""
        return self.left_by(self.chosen)

    def numbers(self, name, chosen) -> Counter:
        return Counter(value for row in self.left_by(chosen) for value in self.values_of(row, name))

    def left_by(self, chosen: dict[str, str]) -> list:
        return [row for row in self.rows if all(self.has(row, name, value) for name, value in chosen.items())]

    def has(self, row, name: str, value: str) -> bool:
        return value in self.values_of(row, name)

    def values_of(self, row, name: str) -> set[str]:
        one, held = self.filters[name], row
        for part in one.field_name.split("__"):
            held = getattr(held, part, None)
        return {str(value) for value in one.values_of(held)}


def with_count(label, number: int):
    """An option as it is read: “Plenary session (12)”; a text keeps its language."""
    words = gettext("%(choice)s (%(count)s)") % {"choice": label, "count": wording.number(number, get_language() or "")}
    return replace(label, value=words) if isinstance(label, Text) else words
