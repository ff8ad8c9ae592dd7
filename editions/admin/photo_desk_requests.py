"""The photo desk's small requests: a file taken in, a row changed, many filled, shifted or published."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from editions import images, photo_desk, publication, wording
from editions.findings import Finding
from editions.models import Edition, Photo, Publishable, Status, language_codes
from editions.photo_desk import AlreadyThere, Batch

from . import plain_json
from .photo_desk_history import record, record_publication
from .photo_desk_rows import rows

MAX_BATCH = 25  # rows in one filling or shift: each may write eight files
MAX_IDS = 1000
MAX_TEXT = 1000
MAX_REASON = 500


class Unreadable(Exception):
    """A request that no page of ours sends."""


def take_in(model_admin, request: HttpRequest, edition: Edition | None) -> HttpResponse:
    """One file. 201 with its row; 409 with the photographs that are this file already; 422 with the reason."""
    file = request.FILES.get("file")
    language, known = request.POST.get("language"), request.POST.get("known", "0")
    if file is None or language not in language_codes() or not known.isdecimal() or len(known) > 4:
        raise Unreadable
    copies = photo_desk.copies_of(file, images.MAX_BYTES)
    if len(copies) != int(known):
        return already_there(edition, copies)
    try:
        photo = photo_desk.take_in(
            edition=edition, file=file, language=language, known_copies=int(known), user=editor(request)
        )
    except AlreadyThere:
        return already_there(edition, photo_desk.copies_of(file, images.MAX_BYTES))
    model_admin.log_addition(request, photo, [{"added": {}}])
    return JsonResponse({"row": rows(edition, [photo])[0]}, status=201)


def already_there(edition: Edition | None, copies: list[Photo]) -> JsonResponse:
    asked = get_language() or ""
    shown = [
        {
            "label": str(one),
            "name": one.original_name,
            "address": reverse("admin:editions_photo_change", args=[one.pk]),
            "picture": one.rendition_url("small"),
            "edition": wording.edition_label(one.edition.number, asked) if one.edition else "",
            "row": rows(edition, [one])[0] if one.edition_id == (edition.pk if edition else None) else None,
        }
        for one in copies
    ]
    return JsonResponse({"copies": shown}, status=409)


def save_row(model_admin, request: HttpRequest, edition: Edition | None, key: int) -> HttpResponse:
    """Some fields of one row. 200 with the row as it is; 409 as well where somebody else was there first."""
    sent = read(request).get("changes")
    if not isinstance(sent, dict) or not sent:
        raise Unreadable
    changes = {}
    for name, pair in sent.items():
        if name not in photo_desk.columns() or not isinstance(pair, list) or len(pair) != 2:
            raise Unreadable
        changes[name] = (value(name, pair[0]), value(name, pair[1]))
    with transaction.atomic():
        change = photo_desk.change_row(edition=edition, key=key, changes=changes, user=editor(request))
        record(request, edition, [(change.photo, change.edited)])
    answer = {"row": rows(edition, [change.photo])[0], "clashes": change.clashes}
    return JsonResponse(answer, status=409 if change.clashes else 200)


def fill(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    sent = read(request)
    patterns = sent.get("patterns")
    if not isinstance(patterns, dict) or not all(
        name in [*photo_desk.text_columns(), "credit", "rights"] and isinstance(text, str)
        for name, text in patterns.items()
    ):
        raise Unreadable
    with transaction.atomic():
        batch = photo_desk.fill(
            edition=edition,
            versions=versions(sent, MAX_BATCH),
            patterns={name: value(name, text) for name, text in patterns.items() if text.strip()},
            speakers=value("speakers", sent.get("speakers", [])),
            overwrite=sent.get("overwrite") is True,
            user=editor(request),
        )
        record(request, edition, batch.edited)
    return batch_answer(edition, batch)


def shift(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    sent = read(request)
    minutes = sent.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool):
        raise Unreadable
    with transaction.atomic():
        batch = photo_desk.shift(
            edition=edition, versions=versions(sent, MAX_IDS), minutes=minutes, user=editor(request)
        )
        record(request, edition, batch.edited)
    return batch_answer(edition, batch)


def publish(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of them past the gate, or none: then each that is not ready is named, or else what a reason is wanted for."""
    sent = read(request)
    keys, reason = sent.get("ids"), sent.get("reason", "")
    if not isinstance(keys, list) or not 0 < len(keys) <= MAX_IDS or not all(map(is_key, keys)):
        raise Unreadable
    if not isinstance(reason, str) or len(reason) > MAX_REASON:
        raise Unreadable
    photos = Photo.objects.filter(edition=edition, pk__in=keys).order_by("pk")
    photos = [photo for photo in photos if photo.status != Status.PUBLISHED]
    with transaction.atomic():
        refused = publication.publish_all(photos, by=request.user, reason=reason)
        if not refused:
            record_publication(request, photos)
    if refused:
        return JsonResponse(stopped(refused), status=409)
    said = ngettext("%(count)d photograph is published.", "%(count)d photographs are published.", len(photos))
    shown = Photo.objects.filter(pk__in=[photo.pk for photo in photos]).prefetch_related("speakers")
    return JsonResponse({"said": said % {"count": len(photos)}, "rows": rows(edition, shown)})


def stopped(refused: Iterable[tuple[Publishable, list[Finding]]]) -> dict:
    """What must be mended first, by photograph; without any of that, the warnings, each with how many it is about."""
    unready = [(photo, [one for one in found if one.is_must]) for photo, found in refused]
    named = [
        wording.heading(
            getattr(photo, "original_name", "") or str(photo),
            wording.series((words_of(one) for one in found), get_language() or ""),
            get_language() or "",
        )
        for photo, found in unready
        if found
    ]
    if named:
        return {"error": _("Nothing was published. These are not ready:"), "named": named}
    counted = Counter(one.sentence for _photo, found in refused for one in found)
    about = ngettext_lazy("%(count)d photograph: %(sentence)s", "%(count)d photographs: %(sentence)s", "count")
    warnings = [about % {"count": count, "sentence": sentence} for sentence, count in counted.items()]
    return {"error": _("Nothing is published yet."), "warnings": warnings}


def words_of(finding: Finding) -> str:
    """Beside the name of its photograph: what it lacks."""
    return finding.about if finding.code == "photo" else finding.sentence


def batch_answer(edition: Edition, batch: Batch) -> JsonResponse:
    shown = Photo.objects.filter(pk__in=[photo.pk for photo in batch.photos]).prefetch_related("speakers")
    return JsonResponse({"rows": rows(edition, shown), "newer": batch.newer, "incomplete": batch.incomplete})


# Reading a request


def read(request: HttpRequest) -> dict:
    try:
        sent = plain_json.read(request.body)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


def value(name: str, sent):
    """A value of a row as it is compared; ``Unreadable`` for one that no page sends."""
    if name == "session" and (sent is None or is_key(sent)):
        return sent
    if name == "speakers" and isinstance(sent, list) and len(sent) <= 100 and all(map(is_key, sent)):
        return sorted(set(sent))
    if name == "focal" and isinstance(sent, list) and len(sent) == 2 and all(map(is_share, sent)):
        return [float(one) for one in sent]
    if name not in ("session", "speakers", "focal") and isinstance(sent, str):
        if len(sent) > MAX_TEXT:
            raise ValidationError(
                ngettext(
                    "A text has at most %(count)d character.", "A text has at most %(count)d characters.", MAX_TEXT
                ),
                params={"count": MAX_TEXT},
            )
        return " ".join(sent.split())
    raise Unreadable


def is_key(sent) -> bool:
    return isinstance(sent, int) and not isinstance(sent, bool) and 0 < sent < 2**63


def is_share(sent) -> bool:
    return isinstance(sent, (int, float)) and not isinstance(sent, bool) and 0 <= sent <= 1


def versions(sent: dict, limit: int) -> dict[int, str]:
    """The rows chosen, each with the moment of change that the page shows."""
    pairs = sent.get("versions")
    if not isinstance(pairs, list) or not 0 < len(pairs) <= limit:
        raise Unreadable
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and is_key(pair[0]) and isinstance(pair[1], str)):
            raise Unreadable
    return dict(pairs)


def editor(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
