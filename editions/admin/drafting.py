"""The form of an item: opened on the working draft, kept in it, merged with what others did, and made the rows."""

import contextlib

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editions import content_version, drafts, revisions, stashing, wording, working
from editions.models import Publishable, Revision, Status, WorkingDraft, language_codes, roles
from editions.snapshots import PARTS

from . import chosen_files, clocks, gone, merging, outcomes
from .discarding import Discarding
from .posted import one_kind_of_line_end, without_names_of_new_rows
from .rows import related_name
from .sent_twice import SentTwice
from .translations import STILL_RIGHT
from .typed import blank, typed_document
from .unfinished import UNFINISHED, name_in, unfinished_of, words_page
from .values import READY

OPENED_ON = "_opened_on"
What = Revision.What


class Moved(Exception):
    """An item is not what its form was opened on, or not what was checked."""


class DraftingMixin(SentTwice, Discarding):
    """What happens between opening a form and its rows."""

    @clocks.on_the_desks_clock
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.chosen, request.stashed, request.is_written, request.kept = {}, {}, False, None
        if request.method != "POST":
            if object_id is None and not self.has_add_permission(request) and (page := words_page(self, request)):
                return page
            self._open(request, object_id)
            if draft := getattr(request, "draft", None):
                found = stashing.find(draft.files.values()) if draft.files else {}
                request.chosen = {path: found[token] for path, token in draft.files.items() if token in found}
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.POST = one_kind_of_line_end(request.POST)
        sent, files = request.POST, request.FILES.copy()
        try:
            response = self._send(request, object_id, form_url, extra_context, is_alone=object_id is None)
        except (Moved, IntegrityError):
            request.POST, request._files = sent, files
            for upload in files.values():
                upload.seek(0)
            response = self._send(request, object_id, form_url, extra_context, is_alone=True)
        if getattr(request, "item_is_saved", False):
            if request.is_written:
                stashing.remove(stashed.token for stashed in request.stashed.values())
        elif "adminform" in (getattr(response, "context_data", None) or {}):
            chosen_files.keep_after_errors(request, response.context_data)
        return response

    def _send(self, request, object_id, form_url, extra_context, *, is_alone: bool):
        """Keep or write what was sent: read and checked first, while others may write (0127); else from the start alone.

        Raises ``Moved`` where somebody changed the item since its form was opened, or before it could be written: then
        it is for the one who is alone to merge.
        """
        request.is_alone = is_alone
        with contextlib.ExitStack() as request.turn:
            if is_alone:
                request.turn.enter_context(transaction.atomic())
            if object_id is None:
                chosen_files.take(request, unfinished_of(request, self.model, request.POST.get(UNFINISHED)))
                response = self.answer_to_what_was_added(request) or self._written(
                    request, None, form_url, extra_context
                )
            else:
                response = self._change(request, object_id, form_url, extra_context)
            if getattr(request, "item_is_saved", False):
                content_version.follow_at_once()
            elif request.is_alone:
                transaction.set_rollback(True)
        return response

    def begin_to_write(self, request) -> None:
        """From here on others who write wait. What was checked must still be what is stored."""
        if getattr(request, "is_alone", True):
            return
        request.turn.enter_context(transaction.atomic())
        request.is_alone = True
        item = self._find(str(request.opened_on[0].pk), lock=True)
        if item is None or saved_at(working.draft_of(item, lock=True)) != saved_at(request.draft):
            raise Moved
        if working.document_of(item, lock=True) != request.saved:
            raise Moved

    # Opening

    def _find(self, object_id, lock=False):
        rows = self.model._base_manager.all()
        try:
            return (rows.select_for_update() if lock else rows).filter(pk=unquote(object_id)).first()
        except (ValueError, ValidationError, OverflowError):
            return None

    def _open(self, request, object_id) -> None:
        """Read the item with its rows once: the document and the form show the same state."""
        if object_id is None:
            request.draft = unfinished_of(request, self.model, request.GET.get(UNFINISHED))
            request.in_hand = request.draft.document if request.draft else None
            if request.draft:
                working.drop_dangling(self.model, request.in_hand, blank(self.model))
            return
        item = super().get_object(request, unquote(object_id))
        if item is None:
            return
        prefetch_related_objects([item], *self._rows_to_open(request, item))
        request.saved = working.document_of(item)
        request.draft = working.draft_of(item) if self.has_change_permission(request, item) else None
        request.in_hand = working.document_in_hand(request.draft, request.saved)
        request.opened_on = (item, request.in_hand)
        if request.draft and working.drop_dangling(self.model, request.in_hand, request.saved):
            self.message_user(
                request, _("Something the draft pointed to is not there any more; it was left out."), messages.WARNING
            )

    def _rows_to_open(self, request, item):
        """The relations of an item, and its rows as the form asks for them; rows that may not be seen are left out."""
        parts = PARTS[type(item)]
        yield from parts.relations
        for inline in self.get_inline_instances(request, item):
            name = related_name(inline)
            if name in parts.inlines and inline.has_view_or_change_permission(request, item):
                yield Prefetch(name, inline.get_queryset(request))

    def draft_in_words(self, request, obj) -> dict:
        """What the form tells of the draft it is opened on; on the page to add one, of those not finished."""
        draft = getattr(request, "draft", None)
        if obj is None:
            if draft is None:
                return {"unfinished": self._unfinished(request)}
            words = _("You are editing a draft of %(moment)s that is not saved yet.")
            moment = {"moment": clocks.in_words(draft.changed_at, clocks.zones(request))}
            return {"words": words % moment, "key": draft.pk, "discard": self._address(None, "discard_new")}
        if draft is None:
            return {}
        moment = {
            "moment": clocks.in_words(draft.changed_at, clocks.zones(request)),
            "who": roles.signature(draft.changed_by),
        }
        words = (
            _("You are editing a draft, last changed by %(who)s on %(moment)s. Readers see what is published.")
            if working.is_out(obj)
            else _("You are editing a draft that is not saved yet, last changed by %(who)s on %(moment)s.")
        )
        return {"words": words % moment, "discard": self._address(obj, "discard")}

    def _unfinished(self, request) -> list[dict]:
        mine = WorkingDraft.objects.filter(owner=request.user, content_type=working.type_of(self.model), object_id=None)
        zones = clocks.zones(request)
        return [
            {
                "address": f"{request.path}?{UNFINISHED}={draft.pk}",
                "words": _("Not finished: %(name)s (%(moment)s)")
                % {"name": name_in(draft.document) or "…", "moment": clocks.in_words(draft.changed_at, zones)},
            }
            for draft in mine.order_by("-changed_at")[:10]
        ]

    # Changing

    def _change(self, request, object_id, form_url, extra_context):
        item = self._find(object_id, lock=request.is_alone)
        if item is None and (kept := gone.kept_as_new(self, request, object_id, request.POST.get(OPENED_ON, ""))):
            return kept
        if item is None or not self.has_change_permission(request, item):
            return super().changeform_view(request, object_id, form_url, extra_context)  # which says so
        keeps_draft = {"_save_draft", STILL_RIGHT} & request.POST.keys() or (
            working.is_out(item) and "_publish" not in request.POST
        )
        self._merge(request, item, is_written=not keeps_draft, is_alone=request.is_alone)
        self._tell_taken_over(request)
        if keeps_draft and not request.merge.has_clashes:
            return self._keep_draft(request, item)
        return self._written(request, object_id, form_url, extra_context)

    def _merge(self, request, item, *, is_written: bool, is_alone: bool = True) -> None:
        """Bring what was typed up to date. To be written into the rows, held texts are put into place first."""
        if is_written and not is_alone and drafts.held_texts(item).languages:
            raise Moved
        request.held = None if not is_written else drafts.release(item) if is_alone else []
        request.saved = working.document_of(item, held=request.held, lock=is_alone)
        request.draft = working.draft_of(item, lock=is_alone)
        chosen_files.take(request, request.draft)
        request.current = working.document_in_hand(request.draft, request.saved)
        request.opened_on = (item, request.current)
        request.base = merging.opened_on(request.POST.get(OPENED_ON, ""), item)
        if not is_alone and request.base != request.current:
            raise Moved
        if request.held is None:
            request.held = drafts.held_texts(item).languages
        merge = merging.merged(self, request, item, request.base, request.current, request.saved, request.draft)
        request.merge, request.POST = merge, merge.data
        request._files = merge.files

    def _tell_taken_over(self, request) -> None:
        if request.merge.taken_over:
            who, *what = request.merge.taken_over
            self.message_user(
                request,
                _("%(who)s changed this meanwhile; their version was kept: %(what)s.")
                % {"who": who, "what": wording.join_list(dict.fromkeys(what), request.LANGUAGE_CODE)},
                messages.WARNING,
            )

    def _keep_draft(self, request, item):
        chosen_files.name_new_rows(request)
        typed = typed_document(self, request, item, request.current)
        self.begin_to_write(request)
        files = chosen_files.by_path(request, chosen_files.keep(request))
        draft = working.save(item, typed.document, request.user, unread=typed.unread, files=files, what=What.DRAFT)
        request.item_is_saved = True
        if STILL_RIGHT in request.POST:
            self._say_still_right(request, item, typed.document)
        elif draft is None:
            self.message_user(request, _("This is what is saved already: there is no draft."), messages.SUCCESS)
        elif working.is_out(item):
            self.message_user(request, outcomes.kept(request, item), messages.SUCCESS)
        else:
            self.message_user(request, _("The draft is saved."), messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    # Writing

    def _written(self, request, object_id, form_url, extra_context):
        """Django's own way into the rows, then the history."""
        request.is_written = True
        without_names_of_new_rows(request)
        response = self._changeform_view(request, object_id, form_url, extra_context)  # the transaction is ours
        if getattr(request, "item_is_saved", False):
            self._remember(request, request.saved_item, is_new=object_id is None)
        return response

    def _remember(self, request, item, is_new) -> None:
        now = request.kept = working.document_of(item, held=None if request.holds_back else [])
        if is_new:
            revisions.write(item, now, request.user, What.CREATED)
            if draft := unfinished_of(request, self.model, request.POST.get(UNFINISHED)):
                working.give_up(draft)
            return
        before = request.saved
        working.changed(item, before, now, request.user, what_was_done(item, before, now))
        if request.draft:
            working.give_up(request.draft)
        self._keep_what_was_not_shown(request, item, now)

    def _keep_what_was_not_shown(self, request, item, now) -> None:
        """A part of the draft that this editor's form does not show stays a draft."""
        shown = set(request.saved_fields)
        rest = {
            name: value
            for name, value in request.current["fields"].items()
            if name not in shown and name in request.saved["fields"] and request.saved["fields"][name] != value
        }
        if rest:
            request.kept = None
            working.save(item, now | {"fields": now["fields"] | rest}, request.user)

    def save_model(self, request, obj, form, change):
        self.begin_to_write(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if READY in form.fields:
            ready = form.cleaned_data[READY]
            held = [code for code in language_codes() if code not in ready]
        else:  # who may not say what is ready leaves it as it was
            held = getattr(request, "held", None) or []
        request.holds_back = bool(held and drafts.hold_back(form.instance, held, request.user))
        request.saved_item, request.saved_fields = form.instance, list(form.fields)
        request.item_is_saved = True


def saved_at(draft: WorkingDraft | None):
    return draft and (draft.pk, draft.changed_at)


def what_was_done(item, before, now) -> str:
    """The word for a save in the history, from the states before and after it."""
    if not isinstance(item, Publishable):
        return What.SAVED if not working.is_out(item) else What.CHANGED
    was, status = before["fields"]["status"], now["fields"]["status"]
    if status == Status.PUBLISHED:
        return What.CHANGED if was == Status.PUBLISHED else What.PUBLISHED
    if status == Status.WITHDRAWN:
        return What.CHANGED if was == Status.WITHDRAWN else What.WITHDRAWN
    return What.TAKEN_BACK if was in (Status.PUBLISHED, Status.WITHDRAWN) else What.SAVED
