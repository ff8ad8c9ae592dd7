"""Today's list: the first page of the desk, as its template shows it."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editions import today as work
from editions import wording, working
from editions.languages import language_name
from editions.models import Link, Promise, Publishable, ReaderNote, Revision, Status
from editions.templatetags.words import marked

from . import clocks
from .unfinished import UNFINISHED, name_in

SEVERAL = work.SHOWN


def today(site, request) -> list[dict]:
    """The sections of the day, each with a title and rows; those with nothing in them are left out."""
    user = request.user
    waiting = work.in_review(user)
    scheduled = work.scheduled(user)
    translating = work.to_translate(user, work.languages_of(user)) if not user.is_superuser else {}
    behind = work.to_bring_up_to_date(user, work.languages_of(user)) if not user.is_superuser else {}
    drafts = work.unfinished(user)
    others = work.work_of_others(user)
    names = Names(site, request)
    listed = (waiting, scheduled, *translating.values(), *behind.values())
    names.load(row.key for rows in listed for row in rows[: SEVERAL + 1])
    names.load((draft.content_type.model_class(), draft.object_id) for draft in drafts if draft.object_id)
    names.load((work.kind_of(one.content_type_id), one.object_id) for one in others)
    names.find()
    sections = [
        section(
            "waiting",
            _("Waiting for you"),
            waiting_rows(waiting[: SEVERAL + 1], names, clocks.zones(request)),
            lists=lists_of(waiting, f"?status__exact={Status.IN_REVIEW}"),
        ),
        *(
            section(
                "translate",
                _("To translate into %(language)s") % {"language": language_name(code)},
                [names.row(*row.key, note=until_public(row.at, clocks.zones(request))) for row in rows],
                f"{reverse('admin:translations')}?language={code}",
            )
            for code, rows in translating.items()
        ),
        *(
            section(
                "behind",
                _("Behind their source in %(language)s") % {"language": language_name(code)},
                [names.row(*row.key, note=clocks.in_words(row.at, clocks.zones(request))) for row in rows],
                f"{reverse('admin:translations')}?language={code}",
            )
            for code, rows in behind.items()
        ),
        section(
            "scheduled",
            _("Scheduled"),
            [
                names.row(
                    *row.key,
                    "publishing",
                    note=clocks.in_words(row.at, clocks.zones(request)),
                    left=clocks.left(row.at),
                )
                for row in scheduled[: SEVERAL + 1]
            ],
            lists=lists_of(scheduled, scheduled_alone()),
        ),
        section("late", _("Promised to readers, and late"), promise_rows(user, request), more_of(Promise)),
        section("links", _("Links that lead nowhere"), link_rows(user), more_of(Link, "?is_dead__exact=1")),
        section("notes", _("From readers"), note_rows(user, request), more_of(ReaderNote, "?state__exact=new")),
        section("drafts", _("Not finished"), draft_rows(drafts, names, clocks.zones(request))),
        section("others", _("What others did"), work_rows(others, names, clocks.zones(request))),
    ]
    return [one for one in sections if one["rows"]]


def section(key, title, rows, more="", lists=()) -> dict:
    """Rows of a list; one beyond those shown says that there are others, at the address ``more`` or in ``lists``."""
    rows = [row | {"details": details(row)} for row in rows if row]
    has_more = len(rows) > SEVERAL
    return {"key": key, "title": title, "rows": rows[:SEVERAL], "has_more": has_more, "more": more, "lists": lists}


def lists_of(rows, query) -> list[dict]:
    """The list of each kind of item, narrowed to what is meant, with their number as far as they were counted."""
    counts = Counter(row.kind for row in rows)
    are_all = len(rows) < work.COUNTED
    return [
        {
            "name": capfirst(kind._meta.verbose_name_plural),
            "number": are_all and number,
            "address": more_of(kind, query),
        }
        for kind, number in counts.items()
    ]


def scheduled_alone() -> str:
    asked = {"status__exact": Status.PUBLISHED, "publish_at__gt": timezone.now().isoformat(timespec="seconds")}
    return f"?{urlencode(asked)}"


def details(row) -> list:
    """What is said of an item in small letters: its kind, who, and when."""
    return [row[name] for name in ("kind", "who", "note") if row.get(name)]


def more_of(model, query="") -> str:
    return reverse(f"admin:editions_{model._meta.model_name}_changelist") + query


class Names:
    """What items are called and where their forms are; one query for each kind of item."""

    def __init__(self, site, request):
        self.site, self.request = site, request
        self.keys, self.found, self.items = {}, {}, {}

    def load(self, keys: Iterable) -> None:
        for kind, key in keys:
            if kind is not None and self.site.is_registered(kind):
                self.keys.setdefault(kind, set()).add(key)

    def find(self) -> None:
        for kind, keys in self.keys.items():
            admin = self.site.get_model_admin(kind)
            rows = admin.get_list_queryset(admin.get_queryset(self.request).filter(pk__in=keys))
            if admin.list_select_related:
                rows = rows.select_related(*admin.list_select_related)
            is_called = admin.named if "__str__" not in admin.list_display and "named" in admin.list_display else str
            self.items |= {(kind, item.pk): item for item in rows}
            self.found |= {(kind, item.pk): is_called(item) for item in rows}

    def row(self, kind, key, view="change", **said) -> dict | None:
        """An item as a row of a list; None where it is not there any more."""
        if (kind, key) not in self.found:
            return None
        name = kind._meta.model_name
        if view == "publishing" and not issubclass(kind, Publishable):
            view = "change"
        return {
            "name": self.found[kind, key],
            "kind": capfirst(kind._meta.verbose_name),
            "address": reverse(f"admin:editions_{name}_{view}", args=[key]),
            **said,
        }


def waiting_rows(rows, names, zones) -> list[dict | None]:
    """What is in review, with who brought it there."""
    asked = Q()
    for row in rows:
        asked |= Q(content_type=working.type_of(row.kind), object_id=row.pk)
    latest = {}
    if rows:
        states = Revision.objects.filter(asked, made_by__isnull=False).defer("document").select_related("side")
        for state in states.order_by("pk"):
            latest[work.kind_of(state.content_type_id), state.object_id] = state
    return [
        names.row(*row.key, "publishing", note=clocks.in_words(row.at, zones), who=signed(latest.get(row.key)))
        for row in rows
    ]


def signed(revision) -> str:
    """Who made a state, with the house, as it was then."""
    if revision is None:
        return ""
    if revision.side is None:
        return revision.author
    return _("%(editor)s (%(house)s)") % {"editor": revision.author, "house": revision.side}


def until_public(moment, zones) -> str:
    if moment and moment > timezone.now():
        return _("Public from %(moment)s.") % {"moment": clocks.in_words(moment, zones)}
    return _("In review")


def promise_rows(user, request) -> list[dict]:
    today = timezone.localdate(timezone=clocks.desk_zone(request))
    rows = []
    for promise in work.overdue(user, today):
        days = (today - promise.expected_on).days
        late = ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
        rows.append(
            {
                "name": marked(promise.text("text_line")) or capfirst(promise._meta.verbose_name),
                "kind": str(promise.edition) if promise.edition else "",
                "address": reverse("admin:editions_promise_change", args=[promise.pk]),
                "who": promise.owner,
                "left": late,
            }
        )
    return rows


def note_rows(user, request) -> list[dict]:
    zones = clocks.zones(request)
    return [
        {
            "name": format_html('<span lang="{}">{}</span>', wording.html_lang(note.language), note.message[:120]),
            "kind": note.get_kind_display(),
            "address": reverse("admin:editions_readernote_change", args=[note.pk]),
            "note": clocks.in_words(note.sent_at, zones),
        }
        for note in work.new_notes(user)
    ]


def link_rows(user) -> list[dict]:
    """Dead links, each leading to its line in the list that says where it stands."""
    return [
        {
            "name": link.address,
            "address": more_of(Link, f"?{urlencode({'q': link.address})}"),
            "note": link.get_said_display(),
        }
        for link in work.dead_links(user)
    ]


def draft_rows(drafts, names, zones) -> list[dict | None]:
    rows = []
    for draft in drafts:
        kind, moment = draft.content_type.model_class(), clocks.in_words(draft.changed_at, zones)
        if draft.object_id:
            rows.append(names.row(kind, draft.object_id, note=moment))
        elif kind is not None:
            address = reverse(f"admin:editions_{kind._meta.model_name}_add")
            rows.append(
                {
                    "name": name_in(draft.document) or _("Without a title yet"),
                    "kind": capfirst(kind._meta.verbose_name),
                    "address": f"{address}?{UNFINISHED}={draft.pk}",
                    "note": moment,
                }
            )
    return rows


def work_rows(revisions, names, zones) -> list[dict | None]:
    return [
        names.row(
            work.kind_of(one.content_type_id),
            one.object_id,
            "history",
            note=clocks.in_words(one.made_at, zones),
            who=signed(one),
            left=one.get_what_display(),
        )
        for one in revisions
    ]


def beginnings(request) -> list[dict]:
    """Pages on which work begins, for those who may."""
    pages = [
        ("editions.add_pressrelease", _("Read wire copy"), "admin:editions_pressrelease_read"),
        ("editions.add_pressrelease", _("Write a press release"), "admin:editions_pressrelease_add"),
        ("editions.add_photo", _("Photo desk"), "admin:editions_photo_latest_desk"),
        ("editions.view_pressrelease", _("Translations"), "admin:translations"),
    ]
    found = [{"words": words, "address": reverse(name)} for right, words, name in pages if request.user.has_perm(right)]
    return [*found, {"words": _("What you worked on last"), "address": reverse("admin:find")}]


def lacking_table(request) -> dict:
    """How many public items of each kind lack each language; empty where nothing is missing."""
    found = work.lacking(request.user)
    kinds = list(dict.fromkeys(kind for of_kind in found.values() for kind in of_kind))
    return {
        "languages": [(code, name) for code, name in settings.LANGUAGES],
        "rows": [
            {
                "name": capfirst(kind._meta.verbose_name_plural),
                "cells": [(code, found[code].get(kind, 0)) for code, _name in settings.LANGUAGES],
                "address": f"{reverse('admin:translations')}?kind={kind._meta.model_name}",
            }
            for kind in kinds
        ],
    }
