"""A form opened on an older state: what others changed meanwhile is taken over, what both changed is shown.

A form carries, signed, the snapshot it was opened on. Nothing is overwritten without the editor having seen it, and
nothing that was typed is lost.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from editions import presence
from editions.models import Revision, roles
from editions.snapshots import opened

from . import clocks
from .merged_rows import merge_rows, shows_rows_that_are_gone
from .values import initial_value, other_file, their_version, write_posted

SALT = "editions.admin.opened-on"


def signed(item, document: dict, since: float | None = None) -> str:
    """What the form carries: the document it was opened on, of which item, and since when it stands there: now."""
    since = time.time() if since is None else since
    return signing.dumps([item._meta.model_name, item.pk, document, since], salt=SALT, compress=True)


def opened_on(text: str, item) -> dict | None:
    """The document a form was opened on; None where that cannot be told."""
    try:
        model_name, key, document, *_since = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return opened(document) if (model_name, key) == (item._meta.model_name, item.pk) else None


def since_when(text: str) -> float:
    """Since when the document stands in the form, in seconds; of a mark that is known to be ours."""
    *_opened, since = signing.loads(text, salt=SALT)
    return since if isinstance(since, float) else 0.0


@dataclass
class Merge:
    """What became of a form that was opened on an older state."""

    data: QueryDict
    files: dict
    taken_over: list[str] = field(default_factory=list)
    clashes: dict[str, str] = field(default_factory=dict)  # by field; "" for the whole form
    row_clashes: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)  # by prefix, row and field

    @property
    def has_clashes(self) -> bool:
        return bool(self.clashes or self.row_clashes)


def merged(model_admin, request, item, base: dict | None, current: dict, saved: dict, draft=None) -> Merge:
    """Compare what was typed with the state the form was opened on and with the present one.

    The present one is the working draft where there is one; ``saved`` is that of the rows.
    """
    merge = Merge(request.POST.copy(), request.FILES.copy())
    if base is None:
        merge.clashes[""] = _(
            "It cannot be told on which state of the item this form was opened. Nothing was saved; what you typed "
            "is still here. Compare it with the item, then save again."
        )
        return merge
    outlived = {
        prefix
        for prefix, rows in saved["inlines"].items()
        if shows_rows_that_are_gone(merge.data, prefix, rows, type(item))
    }
    if base == current and not outlived:
        return merge
    author = last_author(item, request, draft, since_when(request.POST["_opened_on"]))
    _merge_fields(merge, model_admin, request, item, base, current, author)
    for inline in model_admin.get_inline_instances(request, item):
        formset = inline.get_formset(request, item)
        prefix = formset.get_default_prefix()
        if prefix in outlived or base["inlines"].get(prefix) != current["inlines"].get(prefix):
            merge_rows(merge, inline, formset, type(item), (base, current, saved), author)
    return merge


def last_author(item, request, draft, since) -> str:
    """Who changed the item or its draft last since then, and when, in words: another, or oneself in another window.

    Drafts that save themselves tell the last writer alone: oneself, where others write too, may be anybody.
    """
    user, since = request.user, datetime.fromtimestamp(since, UTC)
    kind = ContentType.objects.get_for_model(item)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(item.pk)).select_related("user")
    states = Revision.objects.filter(content_type=kind, object_id=item.pk, made_by__isnull=False)
    states = states.select_related("made_by").defer("document")
    found = [(one.action_time, one.user) for one in entries.filter(action_time__gte=since)]
    found += [(one.made_at, one.made_by) for one in states.filter(made_at__gte=since)]
    if draft and draft.changed_by and draft.changed_at >= since:
        found.append((draft.changed_at, draft.changed_by))
    moment, who = max(found, key=lambda one: (one[1] != user, one[0]), default=(None, None))
    if who is None or (who == user and presence.others_since(item, user, since)):
        return _("Somebody")
    return _("%(name)s (%(when)s)") % {"name": roles.name_of(who), "when": clocks.on_own_clock(moment, request)}


def _merge_fields(merge, model_admin, request, item, base, current, author) -> None:
    fieldsets = model_admin.get_fieldsets(request, item)
    form = model_admin.get_form(request, item, change=True, fields=flatten_fieldsets(fieldsets))(instance=item)
    before, now = ({**document["fields"], **document["relations"]} for document in (base, current))
    for name, form_field in form.fields.items():
        column = getattr(form_field, "stands_for", name)
        if column not in before or column not in now or before[column] == now[column]:
            continue
        if column != name:
            if merge.files.get(name):
                merge.clashes[name] = other_file(author)
            else:
                merge.taken_over.append(str(form_field.label))
            continue
        was, other = (initial_value(form_field, type(item), name, values[name]) for values in (before, now))
        typed = form_field.widget.value_from_datadict(merge.data, merge.files, name)
        if not form_field.has_changed(was, typed):
            write_posted(merge.data, form_field, name, other)
            merge.taken_over.append(str(form_field.label))
        elif form_field.has_changed(other, typed):
            merge.clashes[name] = their_version(author, form_field, type(item), name, other)
    if merge.taken_over:
        merge.taken_over[:] = [author, *merge.taken_over]
