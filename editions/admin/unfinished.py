"""Drafts of items that were never saved: each is its editor's own."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models as db
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from editions import prose, working
from editions.keys import row_at
from editions.languages import fallback_order, field_label
from editions.models import CodesField, ProseField, WorkingDraft, language_codes
from editions.snapshots import Snapshot, by_id, new_row_id, row_model

from . import chosen_files
from .typed import Typed, blank, blank_row, typed_document

UNFINISHED = "_unfinished"


def name_in(document) -> str:
    """What a draft of something not saved yet calls itself: its leading text, in the editor's language if it is there."""
    model = apps.get_model("editions", document["model"])
    fields, lead = document["fields"], getattr(model, "lead_field", "title")
    codes = fallback_order(get_language() or "", fields.get("source_language", ""), language_codes())
    names = [*(build_localized_fieldname(lead, code) for code in codes), lead, "family_name"]
    return next((str(fields[name]) for name in names if fields.get(name)), "")[:80]


def unfinished_of(request, model, key) -> WorkingDraft | None:
    """The editor's own draft of an item that is not saved yet."""
    mine = WorkingDraft.objects.filter(owner=request.user, content_type=working.type_of(model), object_id=None)
    return row_at(mine, str(key or ""))


def keep(desk, request, before: Snapshot | None = None) -> WorkingDraft:
    """Keep what stands in a form as its editor's own draft of something new, with the files chosen.

    ``before`` is what the form was opened on, where no more than what was typed shall be kept.
    """
    chosen_files.name_new_rows(request)
    typed = typed_document(desk, request, None, before or blank(desk.model))
    if before:
        _leave_what_was_there(desk.model, typed, before)
    files = chosen_files.by_path(request, chosen_files.keep(request))
    return begin(desk.model, request.user, typed.document, unread=typed.unread, files=files)


def begin(model: type[db.Model], user: User, document: Snapshot, **rest: Any) -> WorkingDraft:
    """An editor's own draft of something new; ``rest`` are further columns of it."""
    return WorkingDraft.objects.create(
        content_type=working.type_of(model),
        owner=user,
        document=document,
        changed_at=timezone.now(),
        changed_by=user,
        **rest,
    )


def _leave_what_was_there(model: type[db.Model], typed: Typed, before: Snapshot) -> None:
    """What others wrote, a reader's words for one, was deleted and is not kept in anybody's draft."""
    none = blank(model)
    for part in ("fields", "relations"):
        for name, value in typed.document[part].items():
            if value == before[part].get(name):
                typed.document[part][name] = none[part][name]
    for name, rows in typed.document["inlines"].items():
        empty, known = blank_row(*row_model(model, name)), by_id(before["inlines"].get(name, []))
        rows_typed = ((row, known.get(str(row["id"]), {})) for row in rows)
        changes = ({key: row[key] for key in row if row[key] != was.get(key)} for row, was in rows_typed)
        typed.document["inlines"][name] = [empty | change | {"id": new_row_id()} for change in changes if change]


def address_of(desk, draft: WorkingDraft) -> str:
    return f"{desk._address(None, 'add')}?{UNFINISHED}={draft.pk}"


def words_page(desk, request) -> HttpResponse | None:
    """What an editor typed who may add nothing of this kind, to be read and copied; None where there is no such draft."""
    draft = unfinished_of(request, desk.model, request.GET.get(UNFINISHED))
    if draft is None:
        return None
    context = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "title": _("What you typed"),
        "name": name_in(draft.document),
        "words": list(words_typed(desk.model, draft)),
        "key": draft.pk,
        "discard": desk._address(None, "discard_new"),
    }
    return TemplateResponse(request, "admin/kept_words.html", context)


def words_typed(model: type[db.Model], draft: WorkingDraft) -> Iterator[dict[str, str]]:
    """The texts of a draft, of its rows too, and what could not be read."""
    yield from _texts(model, draft.document["fields"])
    for name, rows in draft.document["inlines"].items():
        for row in rows:
            yield from _texts(row_model(model, name)[0], row)
    for path, value in draft.unread.items():
        name, _slash, place = path.partition("/")
        yield from _texts(row_model(model, name)[0] if place else model, {path.rpartition("/")[2]: value})


def _texts(model, values) -> Iterator[dict[str, str]]:
    for name, value in values.items():
        if value and isinstance(value, str) and (text := as_text(model, name, value)):
            yield text


def as_text(model: type[db.Model], name: str, value: str) -> dict[str, str] | None:
    """A text for reading, with the name and the language of its column; None where the column holds none."""
    column = next((one for one in model._meta.concrete_fields if one.name == name), None)
    if not isinstance(column, (db.CharField, db.TextField)) or column.choices or isinstance(column, CodesField):
        return None
    label, language = str(capfirst(column.verbose_name)), ""
    if isinstance(column, TranslationField):
        language = column.language
        label = field_label(str(capfirst(column.translated_field.verbose_name)), language)
    text = prose.plain_text(value) if isinstance(column, ProseField) else value
    return {"label": label, "language": language, "text": text}
