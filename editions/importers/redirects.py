"""Old addresses of other sites into the ledger: a table of two columns, ``address`` and ``item``."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editions.models import Address, Publishable, is_addressed, language_codes

from .refusing import Refusal, Refused
from .reports import Difference, Report
from .rows import read_rows

KIND = "redirects"
COLUMNS = ["address", "item"]
LONGEST = 500


def import_redirects(path: Path, *, dry_run: bool = False) -> Report:
    """Load old addresses, each with the item it is to lead to. Nothing is kept when one row is refused, or on a dry run."""
    report = Report(KIND, path.name)
    with transaction.atomic():
        try:
            _load(path, report)
        except Refused as refused:
            report.refusals += refused.refusals
            report.counts["refused"] += len(refused.refusals)
        if report.refusals or dry_run:
            transaction.set_rollback(True)
    return report


def _load(path: Path, report: Report) -> None:
    columns, rows = read_rows(path)
    if sorted(columns) != COLUMNS:
        raise Refused([Refusal(path.name, 1, "", _("The columns are “address” and “item”."))])
    for row in rows:
        try:
            old, (kind, permanent_id) = old_address(row.cells["address"]), item_of(row.cells["item"])
        except ValidationError as error:
            report.refusals.append(Refusal(path.name, row.line, "", " ".join(error.messages)))
            report.counts["refused"] += 1
            continue
        report.counts[_kept(old, kind, permanent_id, report, row.line)] += 1


def _kept(old: str, kind: str, permanent_id: str, report: Report, line: int) -> str:
    values = {"kind": kind, "permanent_id": permanent_id, "gone_at": None}
    known = Address.objects.filter(path=old).first()
    if known is None:
        Address.objects.create(path=old, **values)
        return "created"
    before = f"{known.kind} {known.permanent_id}"
    if before == f"{kind} {permanent_id}" and known.gone_at is None:
        return "unchanged"
    report.differences.append(Difference(line, old, "item", before, f"{kind} {permanent_id}"))
    for name, value in values.items():
        setattr(known, name, value)
    known.save()
    return "changed"


def old_address(text: str) -> str:
    """As the ledger keeps it: ``/path?query``, with ``//host`` before it where a whole address is given.

    Raises ValidationError for what is no address, or one of this site's own.
    """
    parts = urlsplit(text.strip())
    if (
        parts.scheme not in ("", "http", "https")
        or not parts.path.startswith("/")
        or (parts.path == "/" and not parts.query)
    ):
        raise ValidationError(
            _("“%(text)s” is not an old address: it begins with http:// or with a slash."), params={"text": text}
        )
    if not parts.hostname and parts.path.split("/")[1] in {
        *language_codes(),
        "admin",
        "accounts",
        "media",
        "static",
        "id",
    }:
        raise ValidationError(_("“%(text)s” is an address of this site."), params={"text": text})
    host = f"//{parts.hostname.lower()}" if parts.hostname else ""
    address = host + parts.path + (f"?{parts.query}" if parts.query else "")
    if len(address) > LONGEST:
        raise ValidationError(_("“%(text)s” is too long."), params={"text": text})
    return address


def item_of(text: str) -> tuple[str, str]:
    """Kind and permanent id of an item called by its permanent id or by its address on this site, in any language."""
    wanted = urlsplit(text.strip()).path.strip("/")
    for code in language_codes():
        wanted = wanted.removeprefix(f"{code}/")
    record = Address.objects.filter(path=f"{wanted}/").first()
    if record is not None:
        return record.kind, record.permanent_id
    for model in addressed_models():
        if model._base_manager.filter(permanent_id=wanted.removeprefix("id/")).exists():
            return str(model._meta.model_name), wanted.removeprefix("id/")
    raise ValidationError(_("There is no item “%(text)s”."), params={"text": text})


def addressed_models() -> list[type[Any]]:
    models = apps.get_app_config("editions").get_models()
    return [model for model in models if issubclass(model, Publishable) and is_addressed(model)]
