"""Publishing and withdrawing, past the gate: one instant for every language, and for what is published with the item."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import approving, drafts, gate, gate_checks, places, revisions, working
from editions.findings import Finding, Severity
from editions.gate import Circumstances
from editions.models import (
    Acknowledgement,
    Approval,
    Coverage,
    Document,
    Draft,
    Notice,
    Page,
    Photo,
    PressRelease,
    Publishable,
    Revision,
    Status,
    Translated,
    Withdrawal,
    language_codes,
    remove_when_committed,
)
from editions.rehearsal import rehearsed

# What is a text of its own, and can be taken away for good without tearing a hole into the forum's record.
ERASABLE = (PressRelease, Page, Document, Photo, Coverage, Notice)


class NotReady(Exception):
    """The gate does not open: ``found`` stands in the way."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__(" ".join(map(places.told, found)))
        self.found = found


@transaction.atomic
def publish(
    item: Publishable,
    *,
    by: User | None,
    at: datetime | None = None,
    with_it: Iterable[Publishable] = (),
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Make the item, its draft and what is published ``with_it`` public from ``at`` (now when None), or nothing of it.

    ``reasons`` says why a warning is gone past, by the finding's key; it is kept. Raises ``NotReady``, or
    ``ValidationError`` with messages by path.
    """
    along = tuple(with_it)
    circumstances = Circumstances(at, by, along)
    said = {key: reason for key, reason in (reasons or {}).items() if reason.strip()}
    verdict = gate.examine(item, circumstances)
    if found := verdict.open(said):
        raise NotReady(found)
    past = [one for one in verdict.findings if one.key in said and one.key not in verdict.acknowledged]
    in_words = gate.in_every_language(item, circumstances) if past else {}
    for one in past:
        words = {"sentence": places.told(one), "sentences": in_words.get(one.key, {}), "reason": said[one.key]}
        Acknowledgement.objects.create(**_about(item, by), finding=one.key, **words)
    for linked in sorted(along, key=gate_checks.ident):  # locked in one order, whoever else publishes some of them
        working.publish(linked, by, at)
    working.publish(item, by, at)


def publish_all(
    items: Iterable[Publishable], *, by: User | None, reason: str = ""
) -> list[tuple[Publishable, list[Finding]]]:
    """Publish all of them now, or none: then each that is refused is returned with what stands in its way.

    With a ``reason`` the warnings of each are gone past; it is kept with them.
    """
    refused: list[tuple[Publishable, list[Finding]]] = []
    with transaction.atomic():
        for item in items:
            try:
                publish_with(item, by=by, reason=reason)
            except NotReady as not_ready:
                refused.append((item, not_ready.found))
            except ValidationError as error:
                found = [Finding("invalid", message, Severity.MUST) for message in error.messages]
                refused.append((item, found))
        transaction.set_rollback(bool(refused))
    return refused


def publish_with(item: Publishable, *, by: User | None, reason: str) -> None:
    """Publish it; where only warnings stand in the way and there is a reason, with the reason for each of them."""
    try:
        publish(item, by=by)
    except NotReady as not_ready:
        if not reason.strip() or any(finding.is_must for finding in not_ready.found):
            raise
        publish(item, by=by, reasons={finding.key: reason for finding in not_ready.found})


@transaction.atomic
def approve(item: Publishable, *, by: User) -> Approval:
    """Note that ``by`` has seen exactly this state, draft included."""
    with rehearsed(item) as changed:
        digest = approving.digest_of(changed)
    return Approval.objects.create(**_about(item, by), digest=digest)


def _about(item: db.Model, by: User | None) -> dict[str, Any]:
    return {
        "content_type": working.type_of(item),
        "object_id": item.pk,
        "by": by,
        "side": revisions.side_of(by) if by else None,
    }


@transaction.atomic
def withdraw_all(items: Iterable[Publishable], **how: Any) -> None:
    """All of them for one reason, or none; see ``withdraw``."""
    for item in items:
        withdraw(item, **how)


@transaction.atomic
def withdraw(
    item: Publishable,
    *,
    by: User | None,
    withdrawal: str = Withdrawal.GONE,
    moved_to: str = "",
    notes: Mapping[str, str] | None = None,
    erase: bool = False,
) -> None:
    """Take the item back; ``notes`` are the reason by language code. ``erase`` removes its texts and files for good.

    The draft somebody was writing stays in the history, unless all is erased. Raises ``ValidationError``.
    """
    model: Any = type(item)
    item = model._base_manager.select_for_update().get(pk=item.pk)
    if erase and not isinstance(item, ERASABLE):
        raise ValidationError(_("The texts of this kind of item cannot be removed for good."))
    working.discard(item, by)
    revisions.catch_up(item, working.document_of(item))
    item.status, item.withdrawal, item.moved_to = Status.WITHDRAWN, withdrawal, moved_to
    for code, note in (notes or {}).items():
        setattr(item, _note_column(item, code), note)
    if erase:
        _erase(item)
    item.full_clean(exclude=[] if not erase else [field.name for field in item._meta.concrete_fields])
    item.save()
    revisions.write(item, working.document_of(item), by, Revision.What.WITHDRAWN)


def going_with(items: Sequence[Publishable]) -> list[tuple[str, int]]:
    """What readers lose together with these items of one kind: names of kinds, and how many of each are public now."""
    found = []
    for model in apps.get_app_config("editions").get_models():
        if not issubclass(model, Publishable):
            continue
        names = [name for name in model.public_through if isinstance(items[0], _parent(model, name))]
        hanging = db.Q(*((f"{name}__in", items) for name in names), _connector=db.Q.OR)
        if names and (count := model.objects.published().filter(hanging).count()):
            found.append((capfirst(str(model._meta.verbose_name_plural)), count))
    return found


def _parent(model: Any, name: str) -> Any:
    return model._meta.get_field(name).related_model


def _note_column(item: Publishable, code: str) -> str:
    return build_localized_fieldname("withdrawal_note", code) if isinstance(item, Translated) else "withdrawal_note"


def _erase(item: Any) -> None:
    """Leave of an item its address, its dates and why it is gone."""
    kept = {"slug", "status", "moved_to", "withdrawal", "source_language", "permanent_id", "kind", "wire", "rights"}
    kept |= {"token", "original", "language", "link"} | {_note_column(item, code) for code in language_codes()}
    for column in item._meta.concrete_fields:
        is_text = isinstance(column, (db.CharField, db.TextField)) and not isinstance(column, db.FileField)
        if is_text and column.name not in kept and not column.name.startswith("withdrawal_note"):
            setattr(item, column.attname, None if column.null else "")
    if isinstance(item, Coverage):
        item.link = "https://withdrawn.invalid/"
    if isinstance(item, Photo):
        remove_when_committed(item.stored_files())
        item.renditions = []
    for name in ("clauses", "files", "corrections"):
        if hasattr(item, name):
            for row in getattr(item, name).all():
                row.delete()
    drafts.forget([item])
    Draft.objects.filter(content_type=working.type_of(item), object_id=item.pk).delete()
    revisions.of(item).delete()
