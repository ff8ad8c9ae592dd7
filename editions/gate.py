"""The publish gate: what an item lacks before readers may have it. The page, the actions and the command all ask here.

What is asked stands in ``gate_checks.py``, and in the modules whose checks join its table.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models as db

from editions import places
from editions.approving import of_item
from editions.findings import Finding
from editions.gate_checks import CHECKS, Circumstances, refusals, unread
from editions.models import Acknowledgement, Document, Photo, PressRelease, Publishable, Status
from editions.rehearsal import rehearsed
from editions.wire import Knowledge


@dataclass
class Verdict:
    """What the gate says of an item: the findings, and which of the warnings somebody went past already."""

    findings: list[Finding]
    acknowledged: dict[str, Acknowledgement] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()

    def open(self, reasons: Iterable[str] = ()) -> list[Finding]:
        """What still stands in the way; ``reasons`` are the keys of warnings that are being gone past now.

        Warnings of a state that readers have already do not hold back its correction.
        """
        passed = {*self.acknowledged, *self.standing, *reasons}
        return [finding for finding in self.findings if finding.is_must or finding.key not in passed]


def examine(item: Publishable, circumstances: Circumstances | None = None) -> Verdict:
    """Ask every check of the item's working draft, or of its saved state where it has none."""
    circumstances = circumstances or Circumstances()
    findings = list(unread(item))
    try:
        with rehearsed(item) as changed:
            findings += _asked(changed, circumstances)
    except ValidationError as error:
        findings += refusals(item, error)
    return verdict_on(item, findings, standing_of(item, circumstances.knowledge))


def examine_rows(item: Publishable, circumstances: Circumstances, standing: frozenset[str]) -> Verdict:
    """The same of the rows as they are: a form has just written its draft into them."""
    return verdict_on(item, list(_asked(item, circumstances)), standing)


def verdict_on(item: Publishable, findings: list[Finding], standing: frozenset[str]) -> Verdict:
    findings.sort(key=lambda finding: not finding.is_must)
    return Verdict(findings, {one.finding: one for one in of_item(Acknowledgement, item)}, standing)


def standing_of(item: Publishable, known: Callable[[], Knowledge]) -> frozenset[str]:
    """Keys of the warnings that hold of what readers have already; none for what they do not have."""
    if not item.is_itself_public():
        return frozenset()
    return frozenset(finding.key for finding in _asked(item, Circumstances(knowledge=known)) if not finding.is_must)


def in_every_language(item: Publishable, circumstances: Circumstances) -> dict[str, dict[str, str]]:
    """Each finding in words, by its key and the language of the desk: what is gone past is read at both houses."""
    with rehearsed(item) as changed:
        return places.in_every_language(lambda: _asked(changed, circumstances))


def _asked(item: Publishable, circumstances: Circumstances) -> Iterator[Finding]:
    for model, check in CHECKS:
        if isinstance(item, model):
            yield from check(item, circumstances)


def belongings(item: db.Model) -> list[Publishable]:
    """What is published with the item unless an editor says otherwise: what it shows and readers do not have yet."""
    linked: list[Publishable] = []
    if isinstance(item, PressRelease):
        linked += Photo.objects.filter(release_photos__release=item).order_by("release_photos__order")
        linked += Document.objects.filter(release_documents__release=item).order_by("release_documents__order")
    linked += [photo for name in ("cover", "portrait", "logo") if (photo := getattr(item, name, None))]
    return [one for one in linked if one.status != Status.WITHDRAWN and not one.is_itself_public()]
