"""The programme table: a whole edition on one sheet, each box saved by itself, what is wrong told at once."""

import datetime as dt
from itertools import groupby

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from modeltranslation.utils import build_localized_fieldname

from editions import programme_releases, programme_table, wording
from editions.desk import sides_of
from editions.keys import is_key
from editions.models import Appearance, Edition, RoleToFill, Session, language_codes, roles
from editions.programme_findings import in_words, rows_of
from editions.views import timetable

from . import plain_json

MAX_TEXT = 200


class Unreadable(Exception):
    """A request that no page of ours sends."""


class ProgrammeTable:
    """Adds the table's addresses to the admin of editions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        here = "<int:edition_id>/programme/"
        return [
            path(here, view(require_safe(self.programme_view)), name="editions_edition_programme"),
            path(
                f"{here}rows/<int:key>/", view(require_POST(self.programme_row)), name="editions_edition_programme_row"
            ),
            path(
                f"{here}release/", view(require_POST(self.programme_release)), name="editions_edition_programme_release"
            ),
            *super().get_urls(),
        ]

    def programme_release(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Give the programme out as it stands: from now on readers are told what moves."""
        if not request.user.has_perm("editions.publish_session"):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=edition_id)
        notes = {code: " ".join(request.POST.get(f"note_{code}", "").split())[:MAX_TEXT] for code in language_codes()}
        made = programme_releases.release(edition=edition, notes=notes, by=request.user)
        self.message_user(request, _("Release %(number)d of the programme is out.") % {"number": made.number})
        return redirect("admin:editions_edition_programme", edition.pk)

    def programme_view(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        refuse_others(request, "view")
        edition = get_object_or_404(Edition.objects.with_venues(), pk=edition_id)
        sessions, appearances = rows_of(edition)
        told = in_words(edition, sessions, appearances)
        seats = seats_to_fill(edition, appearances)
        sides = sides_of(request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Programme of the %(edition)s")
            % {"edition": wording.edition_label(edition.number, get_language() or "")},
            "edition": edition,
            "days": [
                {"label": label_of_day(day), "rows": [row(one, sides, told, seats) for one in todays]}
                for day, todays in groupby(sessions, key=lambda one: one.day)
            ],
            "venues": [(str(venue.pk), str(venue)) for venue in edition.venues.all()],
            "may_change": may_change(request),
            "room": room_column(),
            "count": sum(map(len, told.values())),
            "seats": seats.get(None, []),
            "words": words(),
            "may_release": request.user.has_perm("editions.publish_session"),
            "languages": [(code, wording.html_lang(code), name) for code, name in settings.LANGUAGES],
        }
        return TemplateResponse(request, "admin/editions/edition/programme.html", context)

    def programme_row(self, request: HttpRequest, edition_id: int, key: int) -> HttpResponse:
        """Some fields of one row. Answers with the row, all warnings, and what somebody else changed first."""
        refuse_others(request, "change")
        edition = get_object_or_404(Edition.objects.with_venues(), pk=edition_id)
        try:
            change = programme_table.change_row(
                edition=edition,
                key=key,
                changes=read(request),
                user=request.user,
                may_publish=request.user.has_perm("editions.publish_session"),
            )
        except Unreadable:
            return refusal(_("This request cannot be read. Please load the page again."), 400)
        except Session.DoesNotExist:
            return refusal(_("This session is no longer there."), 404)
        except ValidationError as error:
            return refusal(" ".join(error.messages), 422)
        if change.edited:
            fields = list(change.edited)
            self.log_change(request, change.session, [{"changed": {"fields": fields}}])
        sessions, appearances = rows_of(edition)
        answer = {
            "values": programme_table.values_of(change.session),
            "clocks": timetable.clock_words(change.session, sides_of(request)),
            "clashes": change.clashes,
            "warnings": in_words(edition, sessions, appearances),
        }
        return JsonResponse(answer)


# What may be done


def refuse_others(request: HttpRequest, action: str) -> None:
    if not request.user.has_perm(f"editions.{action}_session") or (action == "change" and not may_change(request)):
        raise PermissionDenied


def may_change(request: HttpRequest) -> bool:
    """Days and rooms are nobody's who works on the texts of one language alone."""
    is_allowed = request.user.has_perm("editions.change_session")
    return is_allowed and roles.languages_of(request.user, Session) is None


def read(request: HttpRequest) -> dict[str, tuple[str, str]]:
    try:
        sent = plain_json.read(request.body)["changes"]
        pairs = {name: (was, new) for name, (was, new) in sent.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unreadable from None
    known = all(name in programme_table.columns() for name in pairs)
    texts = all(isinstance(one, str) and len(one) <= MAX_TEXT for pair in pairs.values() for one in pair)
    if not pairs or not known or not texts:
        raise Unreadable
    return {name: (was, value(name, new)) for name, (was, new) in pairs.items()}


def value(name: str, sent: str) -> str:
    if name in ("start_time", "end_time"):
        typed = programme_table.clock(sent)
        return typed if name == "end_time" else typed.removesuffix(programme_table.NEXT_DAY)
    if name == "venue" and sent and not is_key(sent):
        raise Unreadable
    if name == "day" and sent:
        try:
            return dt.date.fromisoformat(sent).isoformat()
        except ValueError:
            raise Unreadable from None
    return " ".join(sent.split())


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


# What is shown


def room_column() -> str:
    return build_localized_fieldname("room", get_language() or "en")


def label_of_day(day: dt.date | None) -> str:
    return wording.date_with_weekday(day, get_language() or "") if day else _("Day not known")


def row(one: Session, sides, told: dict[int, list[str]], seats: dict) -> dict:
    values = programme_table.values_of(one)
    return {
        "key": one.pk,
        "url": reverse("admin:editions_session_change", args=[one.pk]),
        "save": reverse("admin:editions_edition_programme_row", args=[one.edition_id, one.pk]),
        "title": one.text("title") or one.get_kind_display(),
        "kind": one.get_kind_display(),
        "state": "" if one.state != Session.State.CANCELLED else one.get_state_display(),
        "status": one.get_status_display(),
        "zone": one.time_zone,
        "clocks": timetable.clock_words(one, sides),
        **values,
        "room": values[room_column()],
        "warnings": told.get(one.pk, []),
        "seats": seats.get(one.pk, []),
    }


def seats_to_fill(edition: Edition, appearances: list[Appearance]) -> dict[int | None, list[str]]:
    """Roles nobody has yet, in words: those kept less those who appear in the same role for the same delegation."""
    taken: dict[tuple, int] = {}
    for one in appearances:
        key = (one.session_id, next(iter(one.roles), ""), one.speaker.delegation_id)
        taken[key] = taken.get(key, 0) + 1
    found: dict[int | None, list[str]] = {}
    for seat in RoleToFill.objects.filter(edition=edition).select_related("delegation"):
        left = seat.count - taken.get((seat.session_id, seat.role, seat.delegation_id), 0)
        if left > 0:
            who = str(seat.delegation.text("delegation")) if seat.delegation else ""
            parts = [str(seat.get_role_display()) or _("Taking part"), who]
            found.setdefault(seat.session_id, []).append(f"{wording.clauses(parts, get_language() or '')} × {left}")
    return found


def words() -> dict[str, str]:
    return {
        "saved": _("Saved"),
        "saving": _("Saving …"),
        "lost": _("The line is broken. This box is not saved; leave it again to try."),
        "signedOut": _("You are signed out. Sign in on another page, then leave this box again."),
        "clash": _(
            "Somebody else changed this meanwhile to “{now}”. Your text is in the box; leave it again to save it over theirs."
        ),
        "none": _("Nothing to warn of."),
    }
