"""The history of an item: every state with what it changed, any two compared, one field or all of it put back."""

from dataclasses import replace

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from editions import revisions, working
from editions.keys import is_key, row_at
from editions.models import Edition, Revision, roles
from editions.snapshots import differences, opened

from . import clocks
from .changes import Change, changes_between, column_at
from .decisions import decisions
from .unfinished import name_in

PER_PAGE = 20


class HistoryMixin:
    """Puts the history of the whole item in place of Django's."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/history/put-back/", wrap(self.put_back_view), name=f"{name}_put_back"),
            *super().get_urls(),
        ]

    def _item_or_refused(self, request, object_id, may):
        item = self._find(object_id)
        if not may(request, item):
            raise PermissionDenied
        if item is None:
            raise Http404
        return item

    @clocks.on_the_desks_clock
    def history_view(self, request, object_id, extra_context=None):
        try:
            item, is_there = self._item_or_refused(request, object_id, self.has_view_or_change_permission), True
        except Http404:
            item, is_there = self._deleted(object_id), False
            if item is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        chosen = [request.GET.get(name, "") for name in ("a", "b")]
        compared = self._compared(request, item, *chosen) if all(chosen) and (is_there or "now" not in chosen) else None
        page = Paginator(revisions.of(item).select_related("made_by", "side"), PER_PAGE).get_page(
            request.GET.get("page")
        )
        name = item if is_there else named(revisions.of(item)[0])
        may_change = is_there and self.has_change_permission(request, item)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": name},
            "opts": self.opts,
            "original": name,
            "is_there": is_there,
            "change_address": self._address(item, "change") if is_there else self._address(None, "deleted"),
            "put_back_address": self._address(item, "put_back"),
            "may_put_back": may_change,
            "may_put_all_back": may_change and self.own_columns(request) is None,
            "compared": compared,
            "chosen": chosen,
            "page": page,
            "entries": [] if compared else self._entries(request, item, page),
        }
        return TemplateResponse(request, "admin/history/item.html", context)

    def _deleted(self, object_id):
        """Stands for an item that was deleted and has left its history; None where there is none."""
        if not is_key(unquote(object_id)):
            return None
        item = self.model(pk=int(unquote(object_id)))
        latest = revisions.of(item).first()
        return item if latest and latest.what == Revision.What.DELETED else None

    def _entries(self, request, item, page) -> list[dict]:
        """Each state of this page with what it changed in the one before it."""
        states = list(page.object_list)
        if states:
            older = revisions.of(item).filter(pk__lt=states[-1].pk).first()
            states += [older] if older else []
        zones = clocks.zones(request)
        decided, entries = decisions(item, states, zones, has_older=len(states) > PER_PAGE), []
        for place, state in enumerate(states[:PER_PAGE]):
            before = states[place + 1] if place + 1 < len(states) else None
            entries.append(
                {
                    "key": state.pk,
                    "moment": clocks.in_words(state.made_at, zones),
                    "heading": heading_of(state),
                    "is_of_draft": state.is_of_draft,
                    "decisions": decided[state.pk],
                    "before": before.pk if before else "",
                    "changes": self._changes(request, before.document, state.document, zones) if before else [],
                }
            )
        return entries

    def _changes(self, request, before, after, zones) -> list[Change]:
        """Where two states differ; who is held to a language is offered the way back of its texts alone."""
        changes = changes_between(self.model, before, after, zones)
        if self.own_columns(request) is None:
            return changes
        return [replace(one, can_come_back=self._is_own(request, one.path)) for one in changes]

    def _compared(self, request, item, a, b) -> dict | None:
        zones = clocks.zones(request)
        first, second = self._state(item, a), self._state(item, b)
        if first is None or second is None:
            return None
        if a != "now" and b != "now" and int(a) > int(b):
            (first, second), (a, b) = (second, first), (b, a)
        told = [_told(revisions.of(item), key, zones) for key in (a, b)]
        return {"before": a, "told": told, "changes": self._changes(request, first, second, zones)}

    def _state(self, item, key):
        if key == "now":
            return working.document_in_hand(working.draft_of(item), working.document_of(item))
        state = row_at(revisions.of(item), key)
        return state.document if state else None

    @clocks.on_the_desks_clock
    def put_back_view(self, request, object_id):
        """Put what an earlier state says into the draft; readers see it when it is published."""
        item = self._item_or_refused(request, object_id, self.has_change_permission)
        if request.method == "POST":
            key, _space, place = request.POST.get("state", "").partition(" ")
            with transaction.atomic():
                item = self._find(object_id, lock=True)
                earlier = self._state(item, key) if key != "now" else None
                if earlier is None:
                    raise Http404
                saved = working.document_of(item)
                draft = working.draft_of(item, lock=True)
                try:
                    before = working.document_in_hand(draft, saved)
                    document = revisions.put_back(before, earlier, place, saved)
                except KeyError as error:
                    raise Http404 from error
                if not self._may_put_back(request, document, before):
                    raise PermissionDenied
                working.drop_dangling(type(item), document, saved)
                files, unread = (draft.files, draft.unread) if draft else ({}, {})
                unread = {path: typed for path, typed in unread.items() if place and path != place}
                working.save(item, document, request.user, unread=unread, files=files, what=Revision.What.RESTORED)
            self.message_user(
                request, _("The earlier state stands in the form again. Nothing is lost: see the history.")
            )
        return HttpResponseRedirect(self._address(item, "change"))

    def _may_put_back(self, request, document, before) -> bool:
        """Who is held to a language puts back its texts alone, in rows that are there too."""
        if self.own_columns(request) is None:
            return True
        return all(self._is_own(request, one.path) for one in differences(opened(before), opened(document)))

    def _is_own(self, request, place) -> bool:
        """Whether a place is a text in a language that this editor writes."""
        model, column = column_at(self.model, place)
        own = roles.columns_of(model, roles.languages_of(request.user, self.model))
        return column is not None and column.name in own


def heading_of(state) -> str:
    """What was done, and who of which house did it."""
    return " · ".join(
        [state.get_what_display(), state.author or _("Nobody signed in"), *([str(state.side)] if state.side else [])]
    )


def named(state) -> str:
    fields = state.document["fields"]
    if state.document["model"] == "edition":  # called by its number, whatever its theme
        return str(Edition(number=fields["number"], year=fields["year"]))
    return name_in(state.document) or _("Without a name")


def _told(states, key, zones) -> str:
    """A state that is compared, by its heading and its moment."""
    if key == "now":
        return _("What stands in the form now")
    state = states.select_related("side").get(pk=int(key))
    return f"{heading_of(state)} · {clocks.in_words(state.made_at, zones)}"
