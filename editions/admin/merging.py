"""A form opened on an older state: what others changed meanwhile is taken over, what both changed is shown.

A form carries, signed, the snapshot it was opened on. Nothing is overwritten without the editor having seen it, and
nothing that was typed is lost.
"""

from dataclasses import dataclass, field

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from editions import drafts
from editions.models import Publishable, Translated, language_codes
from editions.snapshots import snapshot

from .merged_rows import merge_rows
from .values import READY, initial_value, other_file, their_version, write_posted

SALT = "editions.admin.opened-on"


def document_of(item, held: list[str] | None = None, lock: bool = False) -> dict:
    """The snapshot an editor sees: held texts in their places, and which languages are ready."""
    document = snapshot(item, lock)
    texts = drafts.held_texts(item) if held is None else drafts.HeldTexts(languages=held)
    for name, text in texts.fields.items():
        document["fields"][name] = document["fields"][name] or text
    for name, rows in texts.rows.items():
        for row in document["inlines"][name]:
            for column, text in rows.get(row["id"], {}).items():
                row[column] = row[column] or text
    if isinstance(item, Publishable) and isinstance(item, Translated):
        document["fields"][READY] = [code for code in language_codes() if code not in texts.languages]
    return document


def signed(item, document: dict) -> str:
    """What the form carries: the document it was opened on, of which item, and when."""
    return signing.dumps([item._meta.model_name, item.pk, document], salt=SALT, compress=True)


def opened_on(text: str, item) -> dict | None:
    """The document a form was opened on; None where that cannot be told."""
    try:
        model_name, key, document = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return document if (model_name, key) == (item._meta.model_name, item.pk) else None


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


def merged(model_admin, request, item, base: dict | None, current: dict) -> Merge:
    """Compare what was typed with the state the form was opened on and with the present one."""
    merge = Merge(request.POST.copy(), request.FILES.copy())
    if base is None:
        merge.clashes[""] = _(
            "It cannot be told on which state of the item this form was opened. Nothing was saved; what you typed "
            "is still here. Compare it with the item, then save again."
        )
        return merge
    if base == current:
        return merge
    author = last_author(item, request.user)
    _merge_fields(merge, model_admin, request, item, base, current, author)
    for inline in model_admin.get_inline_instances(request, item):
        formset = inline.get_formset(request, item)
        prefix = formset.get_default_prefix()
        if base["inlines"].get(prefix) != current["inlines"].get(prefix):
            merge_rows(merge, inline, formset, prefix, type(item), base, current, author)
    return merge


def last_author(item, user) -> str:
    """Who saved the item last, and when, in words."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk)
    ).select_related("user")
    entry = entries.exclude(user=user).first() or entries.first()
    if entry is None:
        return _("Somebody")
    name = entry.user.get_full_name() or entry.user.get_username()
    when = formats.date_format(timezone.localtime(entry.action_time), "DATETIME_FORMAT")
    return _("%(name)s (%(when)s)") % {"name": name, "when": when}


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
