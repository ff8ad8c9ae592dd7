"""Files chosen in a form that was not saved: no browser keeps them, so the desk does, and the form says so."""

from django.core.files.uploadedfile import UploadedFile

from editions import stashing
from editions.models import StashedFile, WorkingDraft
from editions.snapshots import new_row_id

KEPT = "_kept"


def take(request, draft: WorkingDraft | None) -> None:
    """Put files chosen before beside those chosen now, where no other was chosen in their place."""
    tokens = {key.removesuffix(KEPT): value for key, value in request.POST.items() if key.endswith(KEPT)}
    found = stashing.find(tokens.values()) if tokens else {}
    of_draft = set(draft.files.values()) if draft else set()
    request.stashed = {}
    for name, token in tokens.items():
        stashed = found.get(token)
        if stashed and name not in request.FILES and (stashed.owner_id == request.user.pk or token in of_draft):
            request.stashed[name] = stashed
            request.FILES[name] = stashing.as_upload(stashed)


def keep(request) -> dict[str, StashedFile]:
    """Every file of the form by the name of its field, stored where it was not."""
    chosen = {name: request.FILES[name] for name in request.FILES}
    return {name: request.stashed.get(name) or stashing.put(upload, request.user) for name, upload in chosen.items()}


def keep_after_errors(request, context) -> None:
    """Keep the files of a form that is shown again, but not one that was refused, and tell it beside their fields."""
    if not request.FILES:
        return
    forms = [context["adminform"].form]
    forms += [form for inline in context["inline_admin_formsets"] for form in inline.formset.forms]
    for form in forms:
        for name, form_field in form.fields.items():
            full = form.add_prefix(name)
            upload = request.FILES.get(full)
            if hasattr(form_field, "stands_for") and isinstance(upload, UploadedFile) and name not in form.errors:
                form_field.widget.kept = request.stashed.get(full) or stashing.put(upload, request.user)


def name_new_rows(request) -> None:
    """A new row with a file needs its name before the draft can say whose the file is."""
    for name in request.FILES:
        prefix, _dash, field = name.rpartition("-")
        if prefix and field and not request.POST.get(f"{prefix}-id"):
            request.POST[f"{prefix}-id"] = new_row_id()


def by_path(request, kept: dict[str, StashedFile]) -> dict[str, str]:
    """The tokens of files by their place in the document: ``upload``, ``files/new-1/upload``."""
    paths = {}
    for name, stashed in kept.items():
        prefix, _dash, field = name.rpartition("-")
        rows, _dash, _index = prefix.rpartition("-")
        paths[f"{rows}/{request.POST.get(f'{prefix}-id')}/{field}" if prefix else name] = stashed.token
    return paths
