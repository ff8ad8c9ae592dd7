"""Finding over the whole desk: one box in the head of every page, one page of what is found of each kind."""

import unicodedata

from django.contrib import admin
from django.db.models import Max, Q, Value
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editions import desk, desk_search, tokens, working
from editions import today as work
from editions.entry_kinds import BY_MODEL
from editions.lines import clean_line
from editions.models import Edition, Publishable, Revision, WorkingDraft

from . import clocks
from .lists import ItemListMixin, badge
from .pasted_address import item_named
from .today import Names, draft_rows, signed

SHOWN = 5  # items of a kind
COUNTED = 100  # items of a kind


def find(site, request):
    """What is found of each kind this editor may look at; an address or a permanent id leads to its item at once.

    Before anything is looked for: what this editor worked on last.
    """
    question = clean_line(request.GET.get("q", ""))[: tokens.LONGEST_ASKED]
    admins = searched(site, request)
    item = item_named(clean_line(request.GET.get("q", "")), admins)
    if item is not None:
        return redirect(f"admin:editions_{item._meta.model_name}_change", item.pk)
    sections = kinds_found(site, request, admins, question) if question else own_work(site, request)
    context = site.each_context(request) | {
        "title": _("Find"),
        "question": question,
        "sections": sections,
        "address": reverse("admin:find"),
    }
    return TemplateResponse(request, "admin/finding/find.html", context)


def searched(site, request) -> dict:
    """The lists with a box that this editor may look at, by their model, in the order of the desk."""
    names = [name for _title, names in desk.SECTIONS for name in names]
    found = [
        (model, one)
        for model, one in site._registry.items()
        if isinstance(one, ItemListMixin) and one.search_fields and one.has_view_or_change_permission(request)
    ]
    return dict(sorted(found, key=lambda pair: names.index(pair[0].__name__)))


def own_work(site, request) -> list[dict]:
    names, zones = Names(site, request), clocks.zones(request)
    own = work.own_work(request.user)
    names.load(row.key for row in own)
    names.find()
    told = Told(names)
    rows = [row for row in (told.row(*one.key, zones, "kind") for one in own) if row]
    return [{"title": _("What you worked on last"), "rows": rows}] if rows else []


def kinds_found(site, request, admins, question) -> list[dict]:
    """A section for each kind of which something is found, with its first rows."""
    keys = desk_search.of_all_kinds(admins, question, COUNTED)
    by_words = [model for model in admins if model in BY_MODEL]
    in_rows = admins.keys() if not any(keys.get(model) for model in by_words) else admins.keys() - set(by_words)
    for model, found in as_they_stand(request, {model: admins[model] for model in in_rows}, question).items():
        keys[model] = list(dict.fromkeys([*keys.get(model, []), *found]))[:COUNTED]
    names, zones = Names(site, request), clocks.zones(request)
    begun = list(WorkingDraft.objects.filter(pk__in=desk_search.begun(request.user, admins, question)[:SHOWN]))
    names.load((model, key) for model, found in keys.items() for key in found[:SHOWN])
    names.find()
    told = Told(names)
    sections = []
    if begun:
        sections.append({"title": _("Not saved yet"), "rows": draft_rows(begun, names, zones)})
    for model in admins:
        rows = [told.row(model, key, zones) for key in keys.get(model, [])[:SHOWN]]
        if rows := [row for row in rows if row]:
            sections.append(section(model, rows, len(keys[model]), question))
    return sections


def as_they_stand(request, admins, question) -> dict:
    """Keys of the items whose columns hold these words; one query for all kinds."""
    parts, words = [], unicodedata.normalize("NFKC", question)
    for model, one in admins.items():
        rows, _may_repeat = admin.ModelAdmin.get_search_results(one, request, one.get_queryset(request), words)
        parts.append(rows.order_by().values_list(Value(model._meta.model_name), "pk"))
    by_name = {model._meta.model_name: model for model in admins}
    found: dict = {}
    for name, key in parts[0].union(*parts[1:]) if parts else ():
        found.setdefault(by_name[name], []).append(key)
    return {model: sorted(keys, reverse=True) for model, keys in found.items()}


def section(model, rows, number, question) -> dict:
    plural = capfirst(model._meta.verbose_name_plural)
    more = ""
    if number >= COUNTED:
        more = _("%(kind)s: all, more than %(number)d") % {"kind": plural, "number": COUNTED}
    elif number > SHOWN:
        more = _("%(kind)s: all %(number)d") % {"kind": plural, "number": number}
    address = f"{reverse(f'admin:editions_{model._meta.model_name}_changelist')}?{urlencode({'q': question})}"
    return {"title": plural, "rows": rows, "more": more, "address": address}


class Told:
    """What is said of items that are found: state, edition, who changed them last; one query for editions, two for changes."""

    def __init__(self, names):
        self.names = names
        self.editions = Edition.objects.in_bulk(
            {getattr(item, "edition_id", None) for item in names.items.values()} - {None}
        )
        self.changes = last_changes(names.items)

    def row(self, model, key, zones, *more) -> dict | None:
        row = self.names.row(model, key)
        if row is None:
            return None
        item, change = self.names.items[model, key], self.changes.get((model, key))
        state = ""
        if isinstance(item, Publishable):
            item.clocks = zones
            state = badge(item)
        edition = self.editions.get(getattr(item, "edition_id", None), "")
        changed = [signed(change), clocks.in_words(change.made_at, zones)] if change else []
        file = getattr(item, "original_name", "")  # photographs often have one caption
        details = (*(row[name] for name in more), file, edition, *changed)
        return row | {"state": state, "details": [str(part) for part in details if part]}


def last_changes(items) -> dict:
    """The last state of each of these items in the history."""
    asked = Q(pk__in=[])
    for model in {model for model, _key in items}:
        keys = [key for of, key in items if of is model]
        asked |= Q(content_type=working.type_of(model), object_id__in=keys)
    latest = Revision.objects.filter(asked).order_by().values("content_type", "object_id").annotate(last=Max("pk"))
    states = Revision.objects.filter(pk__in=[row["last"] for row in latest]).defer("document").select_related("side")
    return {(work.kind_of(state.content_type_id), state.object_id): state for state in states}
