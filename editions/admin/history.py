"""The history of an item: every state with what it changed, any two compared, one field or all of it put back."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.db import models as db
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from editions import prose, revisions, wording, working
from editions.comparing import Piece, pieces, shortened, whole
from editions.keys import row_at
from editions.languages import field_label, language_name
from editions.models import ProseField, Revision, language_codes, roles
from editions.snapshots import Difference, differences, opened, row_model, value_of

from . import clocks
from .values import READY

PER_PAGE = 20


@dataclass(frozen=True)
class Change:
    """One place where two states differ, as an editor reads it."""

    path: str
    label: str
    language: str
    pieces: list[Piece]
    can_come_back: bool = True


class HistoryMixin:
    """Puts the history of the whole item in place of Django's."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/history/put-back/", wrap(self.put_back_view), name=f"{name}_put_back"),
            *super().get_urls(),
        ]

    def _item_or_refused(self, request, object_id):
        item = self._find(object_id)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        if item is None:
            raise Http404
        return item

    @clocks.on_the_desks_clock
    def history_view(self, request, object_id, extra_context=None):
        try:
            item = self._item_or_refused(request, object_id)
        except Http404:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        chosen = [request.GET.get(name, "") for name in ("a", "b")]
        compared = self._compared(item, *chosen, clocks.zones(request)) if all(chosen) else None
        page = Paginator(revisions.of(item).select_related("made_by", "side"), PER_PAGE).get_page(
            request.GET.get("page")
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": item},
            "opts": self.opts,
            "original": item,
            "change_address": self._address(item, "change"),
            "put_back_address": self._address(item, "put_back"),
            "compared": compared,
            "chosen": chosen,
            "page": page,
            "entries": [] if compared else self._entries(request, item, page),
        }
        return TemplateResponse(request, "admin/history/item.html", context)

    def _entries(self, request, item, page) -> list[dict]:
        """Each state of this page with what it changed in the one before it."""
        states = list(page.object_list)
        if states:
            older = revisions.of(item).filter(pk__lt=states[-1].pk).first()
            states += [older] if older else []
        zones = clocks.zones(request)
        entries = []
        for place, state in enumerate(states[:PER_PAGE]):
            before = states[place + 1] if place + 1 < len(states) else None
            entries.append(
                {
                    "key": state.pk,
                    "moment": clocks.in_words(state.made_at, zones),
                    "who": state.author or _("Nobody signed in"),
                    "side": str(state.side) if state.side else "",
                    "what": state.get_what_display(),
                    "is_of_draft": state.is_of_draft,
                    "before": before.pk if before else "",
                    "changes": changes_between(type(item), before.document, state.document, zones) if before else [],
                }
            )
        return entries

    def _compared(self, item, a, b, zones) -> dict | None:
        first, second = self._state(item, a), self._state(item, b)
        if first is None or second is None:
            return None
        if a != "now" and b != "now" and int(a) > int(b):
            (first, second), (a, b) = (second, first), (b, a)
        return {"before": a, "changes": changes_between(type(item), first, second, zones)}

    def _state(self, item, key):
        if key == "now":
            return working.document_in_hand(working.draft_of(item), working.document_of(item))
        state = row_at(revisions.of(item), key)
        return state.document if state else None

    @clocks.on_the_desks_clock
    def put_back_view(self, request, object_id):
        """Put what an earlier state says into the draft; readers see it when it is published."""
        item = self._item_or_refused(request, object_id)
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
                    document = revisions.put_back(before, earlier, place)
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
        own = self.own_columns(request)
        if own is None:
            return True
        for one in differences(opened(before), opened(document)):
            model, column = _column(self.model, one.path)
            if column is None or column.name not in roles.columns_of(
                model, roles.languages_of(request.user, self.model)
            ):
                return False
        return True


def changes_between(model, before, after, zones) -> list[Change]:
    """Where two states differ, each place with its name and its words; two queries for each kind of thing pointed to."""
    found = differences(opened(before), opened(after))
    names = _names_of_targets(model, found)
    return [_change(model, one, names, zones) for one in found]


def _column(model, place):
    """The model and the column a path leads to; no column for a whole row."""
    name, *rest = place.split("/")
    if rest:
        model = row_model(model, name)[0]
        name = rest[1] if len(rest) > 1 else ""
    try:
        return model, model._meta.get_field(name) if name else None
    except FieldDoesNotExist:
        return model, None


def _names_of_targets(model, found) -> dict:
    asked: dict = {}
    for one in found:
        _model, column = _column(model, one.path)
        if isinstance(column, (db.ForeignKey, db.ManyToManyField)):
            for value in (one.before, one.after):
                keys = value if isinstance(value, list) else [value]
                asked.setdefault(column.related_model, set()).update(key for key in keys if key)
    return {
        (target, pk): str(row)
        for target, keys in asked.items()
        for pk, row in target._base_manager.in_bulk(keys).items()
    }


def _change(model, one: Difference, names, zones) -> Change:
    of, column = _column(model, one.path)
    name = one.path.split("/")[-1]
    language = column.language if isinstance(column, TranslationField) else ""
    words = [_in_words(of, column, name, value, names, zones) for value in (one.before, one.after)]
    if words[0] == words[1] and isinstance(one.before, str) and isinstance(one.after, str):
        words = [one.before, one.after]  # the same words, formatted in another way
    found = pieces(*words) if _is_prose(column) else whole(*words)
    return Change(
        one.path,
        _label(model, one.path, of, column),
        wording.html_lang(language),
        shortened(found),
        one.path not in revisions.STATE,
    )


def _is_prose(column) -> bool:
    """A text an editor writes, where single words change; the rest changes as a whole."""
    return (
        isinstance(column, (db.CharField, db.TextField)) and not column.choices and not hasattr(column, "code_choices")
    )


def _label(model, place, of, column) -> str:
    first, *rest = place.split("/")
    if first == READY:
        return _("Languages ready for readers")
    if isinstance(column, TranslationField):
        label = field_label(capfirst(column.translated_field.verbose_name), column.language)
    else:
        label = capfirst(str(column.verbose_name)) if column is not None else ""
    if not rest:
        return label or first
    row = capfirst(str(of._meta.verbose_name))
    return _("%(row)s: %(column)s") % {"row": row, "column": label} if label else row


def _in_words(model, column, name, value, names, zones) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        return _row_in_words(model, value)
    asked = get_language() or ""
    if name == READY:
        return wording.join_list([language_name(code) for code in language_codes() if code in value], asked)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(column, (db.ForeignKey, db.ManyToManyField)):
        keys = value if isinstance(value, list) else [value]
        return wording.series((names.get((column.related_model, key), f"#{key}") for key in keys), asked)
    if column is None:
        return str(value)
    if isinstance(column, ProseField):
        return prose.plain_text(value)
    if isinstance(value, list):
        labels = dict(column.code_choices()) if hasattr(column, "code_choices") else {}
        return wording.series((labels.get(code, code) for code in value), asked)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    value = value_of(model, name, value)
    if isinstance(value, datetime):
        return clocks.in_words(value, zones)
    return str(formats.localize(value))


def _row_in_words(model, row) -> str:
    """A whole row by its texts."""
    texts = [
        prose.plain_text(value) if isinstance(column, ProseField) else str(value)
        for column in model._meta.concrete_fields
        if isinstance(column, (db.CharField, db.TextField))
        and isinstance(value := row.get(column.name), str)
        and value
        and not column.choices
    ]
    return " · ".join(texts) or f"#{row['id']}"
