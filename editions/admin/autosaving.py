"""A form that keeps itself while it is typed in, and tells who else has it open. The pages' module asks here."""

from django.db import DatabaseError, transaction
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import presence, working
from editions.models import WorkingDraft, roles
from editions.snapshots import by_id, is_new

from . import clocks, merging
from .posted import one_kind_of_line_end
from .rows import related_name
from .typed import blank, typed_document
from .unfinished import UNFINISHED, unfinished_of


class AutosavingMixin:
    """Adds to the admin of an item the addresses its form writes to by itself."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("add/autosave/", wrap(self.autosave_new_view), name=f"{name}_autosave_new"),
            path("<path:object_id>/autosave/", wrap(self.autosave_view), name=f"{name}_autosave"),
            path("<path:object_id>/present/", wrap(self.present_view), name=f"{name}_present"),
            *super().get_urls(),
        ]

    @clocks.on_the_desks_clock
    def autosave_view(self, request, object_id):
        """Keep what stands in the form as the draft. A field two changed is left as the other has it, and named."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        request.POST = posted = one_kind_of_line_end(request.POST)
        with transaction.atomic():
            item = self._find(object_id, lock=True)
            if item is None or not self.has_change_permission(request, item):
                return JsonResponse({}, status=404 if item is None else 403)
            self._merge(request, item, is_written=False)
            if request.base is None:
                return JsonResponse({}, status=409)
            typed = self._without_clashes(request, item)
            draft, has_clashes = request.draft, request.merge.has_clashes
            # What another wrote and this form does not add to stays the other's work.
            if not (has_clashes and draft and (typed.document, typed.unread) == (draft.document, draft.unread)):
                files = draft.files if draft else {}
                draft = working.save(item, typed.document, request.user, unread=typed.unread, files=files)
            since = merging.since_when(posted["_opened_on"]) if has_clashes else None
            shown = self._as_shown(request, item, posted)
        return JsonResponse(
            {
                "opened_on": merging.signed(item, shown, since),
                "state": kept_at(request, draft),
                "clashes": [str(label) for label in self._labels_of_clashes(request, item)],
            }
        )

    def _without_clashes(self, request, item):
        """The merged form as a document; where it clashes, what stands in the draft."""
        merge, current = request.merge, request.current
        clashing: dict[str, set[str]] = {}
        for prefix, rows in merge.row_clashes.items():
            for number in rows:
                key = merge.data.get(f"{prefix}-{number}-id", "")
                if key and not is_new(key):
                    clashing.setdefault(prefix, set()).add(key)
                else:
                    request.POST[f"{prefix}-{number}-DELETE"] = "on"
        typed = typed_document(self, request, item, current)
        for name in merge.clashes:
            for part in ("fields", "relations"):
                if name in current[part]:
                    typed.document[part][name] = current[part][name]
                    typed.unread.pop(name, None)
        for prefix, keys in clashing.items():
            theirs = by_id(current["inlines"][prefix])
            kept = [row for row in typed.document["inlines"][prefix] if str(row["id"]) not in keys]
            typed.document["inlines"][prefix] = kept + [theirs[key] for key in keys if key in theirs]
        return typed

    def _as_shown(self, request, item, posted) -> dict:
        """What the form goes on from: what it shows, and where it clashes what it was opened on, so that it clashes again."""
        merge, base = request.merge, request.base
        request.POST = posted
        shown = typed_document(self, request, item, base).document
        for name in merge.clashes:
            for part in ("fields", "relations"):
                if name in base[part]:
                    shown[part][name] = base[part][name]
        for prefix in merge.row_clashes:
            shown["inlines"][prefix] = base["inlines"][prefix]
        return shown

    def _labels_of_clashes(self, request, item):
        form = self.get_form(request, item, change=True)
        yield from (form.base_fields[name].label or name for name in request.merge.clashes if name in form.base_fields)
        for inline in self.get_inline_instances(request, item):
            if related_name(inline) in request.merge.row_clashes:
                yield inline.verbose_name_plural

    def autosave_in_words(self, request, obj) -> dict:
        """What the page's module is told. Where two versions wait for a choice, nothing is kept before it is made."""
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if not may:
            return {}
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_"
        merge = getattr(request, "merge", None)
        return {
            "address": reverse(f"{name}autosave", args=[obj.pk]) if obj else reverse(f"{name}autosave_new"),
            "present": reverse(f"{name}present", args=[obj.pk]) if obj else "",
            "others": others_in_words(request, obj) if obj else [],
            "state": kept_at(request, getattr(request, "draft", None)),
            "waits": bool(merge and merge.has_clashes),
            "is_unsaved": request.method == "POST",
            "editor": request.user.pk,
            "may_add": self.has_add_permission(request),
        }

    @clocks.on_the_desks_clock
    def autosave_new_view(self, request):
        """Keep what stands in the form of something not saved yet, for its editor alone."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            return JsonResponse({}, status=403)
        request.POST = one_kind_of_line_end(request.POST)
        draft = unfinished_of(request, self.model, request.POST.get(UNFINISHED))
        typed = typed_document(self, request, None, draft.document if draft else blank(self.model))
        draft = draft or WorkingDraft(content_type=working.type_of(self.model), owner=request.user)
        draft.document, draft.unread = typed.document, typed.unread
        draft.changed_at, draft.changed_by = timezone.now(), request.user
        draft.save()
        return JsonResponse({"unfinished": draft.pk, "state": kept_at(request, draft), "clashes": []})

    @clocks.on_the_desks_clock
    def present_view(self, request, object_id):
        """A sign of life of a form; who else has it open."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        item = self._find(object_id)
        if item is None or not self.has_change_permission(request, item):
            return JsonResponse({}, status=404 if item is None else 403)
        return JsonResponse({"others": others_in_words(request, item)})


def kept_at(request, draft) -> str:
    """When the draft was kept, on the clocks of all capitals."""
    if draft is None:
        return ""
    return _("Saved as draft: %(clocks)s") % {"clocks": clocks.time_in_words(draft.changed_at, clocks.zones(request))}


def others_in_words(request, item) -> list[str]:
    """Who else has the form open. Where nothing can be written, nobody is told of nobody."""
    try:
        if request.method == "GET":  # a page that is only looked at is in no transaction
            others = presence.arrive(item, request.user)
        else:
            with transaction.atomic():
                others = presence.arrive(item, request.user)
    except DatabaseError:
        return []
    zones = clocks.zones(request)
    return [
        _("%(who)s has this form open too, since %(clocks)s.")
        % {
            "who": roles.signature(other.user),
            "clocks": clocks.time_in_words(other.opened_at, zones),
        }
        for other in others
    ]
