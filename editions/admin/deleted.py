"""What was deleted of a kind: its history, and the way back for it with all that went along."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import bringing_back, revisions, wording, working
from editions.deletions import Going
from editions.keys import row_at
from editions.models import Publishable, Revision, WithFiles

from . import clocks, unfinished
from .history import heading_of, named
from .typed import blank

SHOWN = 50


class Deleted:
    """Adds the pages of what was deleted to the admin of an item."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted"),
            path("deleted/<int:key>/", wrap(self.bring_back_view), name=f"{name}_bring_back"),
            *super().get_urls(),
        ]

    def with_deleted(self, request) -> dict:
        return {"deleted_address": self._address(None, "deleted")} if self.has_view_permission(request) else {}

    def get_deleted_objects(self, objs, request):
        """What would be shown to readers by deleting what hides it stands in the way."""
        deletable, counts, lacking, protected = super().get_deleted_objects(objs, request)
        for item in objs:
            for row in Going(item).shown_by_it():
                said = {"kind": capfirst(row._meta.verbose_name), "name": row}
                protected.append(
                    _(
                        "%(kind)s “%(name)s” would be seen by readers, from whom this hides it. Take it out or delete it first."
                    )
                    % said
                )
        return deletable, counts, lacking, protected

    def delete_view(self, request, object_id, extra_context=None):
        """Says as well what stays and is only parted from it."""
        item = self._find(object_id) if request.method == "GET" and self.has_delete_permission(request) else None
        going = Going(item) if item else None
        context = {
            "stays": in_numbers(what_stays(going).items()) if going else [],
            "deleted_address": self._address(None, "deleted"),
            "has_files": going is not None and any(issubclass(model, WithFiles) for model in going.keys),
        }
        return super().delete_view(request, object_id, context | (extra_context or {}))

    def deleted_states(self):
        """The last state of each item that is not there now, the latest first."""
        states = Revision.objects.filter(content_type=working.type_of(self.model))
        there = self.model._base_manager.filter(pk=OuterRef("object_id"))
        later = states.filter(object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")).order_by()
        return states.filter(~Exists(there), ~Exists(later), what=Revision.What.DELETED)

    @clocks.on_the_desks_clock
    def deleted_view(self, request):
        may_add = self.has_add_permission(request)
        if not (self.has_add_permission(request) if request.method == "POST" else self.has_view_permission(request)):
            raise PermissionDenied
        states = self.deleted_states()
        if request.method == "POST":
            state = row_at(states, request.POST.get("state", ""))
            if state is None:
                raise Http404
            return self._use_its_words(request, state)
        page = Paginator(without_rows(states), SHOWN).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "page": page,
            "rows": self._rows(page.object_list, clocks.zones(request)),
            "may_add": may_add,
        }
        return TemplateResponse(request, "admin/history/deleted.html", context)

    def _rows(self, states, zones) -> list[dict]:
        """Each state with the way back, or with what it went along with."""
        states = list(states)
        wholes = {state.deletion_id: state for state in wholes_of(states)}
        rows = []
        for state in states:
            whole = wholes.get(state.deletion_id)
            is_whole = whole is not None and whole.pk == state.pk
            rows.append(
                {
                    "key": state.pk,
                    "name": named(state),
                    "heading": heading_of(state),
                    "moment": clocks.in_words(state.made_at, zones),
                    "history": reverse(
                        f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[state.object_id]
                    ),
                    "way_back": way_back(whole) if is_whole else "",
                    "went_with": named(whole) if whole and not is_whole else "",
                    "its_way_back": way_back(whole) if whole and not is_whole else "",
                }
            )
        return rows

    @clocks.on_the_desks_clock
    def bring_back_view(self, request, key):
        """What would come back with it and what cannot; then it does."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        state = row_at(self.deleted_states().exclude(deletion=None), str(key))
        if state is None or state.deletion.object_id != state.object_id:
            raise Http404
        if not all(request.user.has_perm(f"editions.add_{kind}") for kind in bringing_back.kinds(state.deletion)):
            raise PermissionDenied
        why_not, back = [], None
        try:
            if request.method == "POST":
                return self._bring_back(request, state)
            looked = bringing_back.looked_over(state.deletion)
            self._refuse_to_hide(request, looked)
            back = looked
        except ValidationError as error:
            why_not = error.messages
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Bring back “%(name)s”") % {"name": named(state)},
            "heading": heading_of(state),
            "moment": clocks.in_words(state.made_at, clocks.zones(request)),
            "key": state.pk,
            "back": back,
            "along": back and [(in_numbers([(kind, len(names))])[0], names) for kind, names in back.along],
            "linked": back and in_numbers((kind, number) for kind, number, hangs in back.linked if not hangs),
            "hanging": back and in_numbers((kind, number) for kind, number, hangs in back.linked if hangs),
            "why_not": why_not,
            "has_a_state": issubclass(self.model, Publishable),
            "deleted_address": self._address(None, "deleted"),
            "history_address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[state.object_id]
            ),
        }
        return TemplateResponse(request, "admin/history/bring_back.html", context)

    def _bring_back(self, request, state) -> HttpResponseRedirect:
        with transaction.atomic():
            back = bringing_back.bring_back(state.deletion, by=request.user)
            self._refuse_to_hide(request, back)
        self.log_change(request, back.item, _("Brought back."))
        self.message_user(request, self._told_back(request, back.item), messages.SUCCESS)
        return HttpResponseRedirect(self._address(back.item, "change"))

    def _refuse_to_hide(self, request, back) -> None:
        """What hangs on a draft is hidden with it: that is for those who decide what readers see."""
        if any(hangs for _kind, _number, hangs in back.linked) and not self.has_publish_permission(request):
            raise ValidationError(
                _("Readers would not see what hangs on it until it is published: this is for somebody who may publish.")
            )

    def _told_back(self, request, item) -> str:
        if not isinstance(item, Publishable):
            return _("“%(name)s” is there again.") % {"name": item}
        told = [_("“%(name)s” is there again, as a draft. Readers see it when it is published.") % {"name": item}]
        if item.publish_at and item.publish_at < timezone.now():
            moment = clocks.in_words(item.publish_at, clocks.zones(request))
            told.append(_("It was dated %(moment)s; the page Publish proposes that moment again.") % {"moment": moment})
        return wording.sentences(told, get_language() or "")

    def _use_its_words(self, request, state) -> HttpResponseRedirect:
        """Lead to the form of something new with all that the state says; nothing is saved but this editor's own draft."""
        none = blank(self.model)
        document = revisions.put_back(none, state.document)
        if "slug" in document["fields"]:
            document["fields"]["slug"] = ""  # an address is allotted once: the old one goes on telling of the deletion
        working.without_files(self.model, document)
        working.drop_dangling(self.model, document, none)
        draft = unfinished.begin(self.model, request.user, document)
        text = _(
            "What was deleted stands in this form again. Saving it makes a new one, at an address of its own; files are to be chosen anew."
        )
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(unfinished.address_of(self, draft))


def what_stays(going: Going) -> Counter:
    """How many of each kind are only parted from what goes."""
    places = {(type(row), row.pk) for row, _column in going.parted()}
    places |= {(model, key) for model, keys in going.let_go().items() for key in keys}
    return Counter(model._meta.verbose_name_plural for model, _key in places)


def in_numbers(kinds) -> list[str]:
    """Each kind with how many there are."""
    return [wording.heading(capfirst(str(kind)), str(number), get_language() or "") for kind, number in kinds]


def without_rows(states):
    """States without what their deletions keep, which is long."""
    return states.select_related("side", "deletion").defer("deletion__rows", "deletion__links")


def wholes_of(states):
    """The states of the items that were deleted themselves, when these went; one query."""
    found = Revision.objects.filter(
        deletion__in={state.deletion_id for state in states if state.deletion_id},
        content_type=F("deletion__content_type"),
        object_id=F("deletion__object_id"),
    )
    return found.select_related("content_type")


def way_back(state) -> str:
    return reverse(f"admin:editions_{state.content_type.model}_bring_back", args=[state.pk])
