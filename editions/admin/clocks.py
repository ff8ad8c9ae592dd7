"""The clock an editor types by, and both clocks in words."""

import functools
import re
import zoneinfo
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import revisions, wording
from editions.desk import sides_of
from editions.models import Side


def zones(request: HttpRequest) -> list[tuple[str, str]]:
    """Each side's capital, as named in the editor's language, and its time zone."""
    return [(str(side.text("capital")), side.time_zone) for side in sides_of(request)]


def in_words(moment, clocks: list[tuple[str, str]]) -> str:
    """A moment on the clocks of all capitals; in UTC where the forum has no sides yet."""
    return wording.moment(moment, clocks or [("UTC", "UTC")], get_language() or "en")


def time_in_words(moment, clocks: list[tuple[str, str]]) -> str:
    """The hour of a moment of today on the clocks of all capitals."""
    return wording.clock_pair(moment, clocks or [("UTC", "UTC")], get_language() or "en")


def left(moment) -> str:
    """The time until a moment, in words; only English parts the days from the hours by a comma."""
    words = timeuntil(moment)
    if not (get_language() or "en").startswith("en"):
        words = re.sub(r"[,，、\s]+", "", words)
    return _("%(time_left)s left") % {"time_left": words}


def desk_zone(request: HttpRequest) -> zoneinfo.ZoneInfo:
    """The zone in which moments are typed and shown: the first side's."""
    zone = next((side.time_zone for side in sides_of(request)), "UTC")
    try:
        return zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


def own_side(request: HttpRequest) -> Side | None:
    """Whose clock hangs on the wall of this editor: that of the house, or the desk's."""
    return revisions.side_of(request.user) or next(iter(sides_of(request)), None)


def on_own_clock(moment, request: HttpRequest) -> str:
    """A moment on that clock, which is named; for a few words within a sentence."""
    side = own_side(request)
    return in_words(moment, [(str(side.text("capital")), side.time_zone)] if side else [])


def moment_on(typed: datetime, zone: zoneinfo.ZoneInfo) -> datetime:
    """The moment at which this clock shows ``typed``. Raises ``ValidationError`` where it never does, or twice."""
    moment = typed.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
        raise ValidationError(_("The clocks go forward then: this hour does not exist there on that day."))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise ValidationError(_("The clocks go back then: this hour comes twice there on that day. Choose another."))
    return moment


def on_the_desks_clock(view):
    """Run a view of the admin, and write its page, in the desk's time zone."""

    @functools.wraps(view)
    def in_zone(self, request, *args, **kwargs):
        with timezone.override(desk_zone(request)):
            response = view(self, request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    return in_zone
