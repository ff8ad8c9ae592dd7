"""What moved in a programme from one release to the next, told to readers in words."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.models import Edition, ProgrammeRelease, Session
from editions.programme_releases import Frozen, Moved, moved
from editions.views import pages, shapes
from editions.views.edition_rows import label_of
from editions.views.editions import hosts
from editions.views.sessions import trail


@pages.public
def programme_changes(request: HttpRequest, number: int) -> HttpResponse:
    edition = pages.fetch(request, Edition.objects.prefetch_related(hosts()), number=number)
    releases = list(ProgrammeRelease.objects.visible_to(request.user).filter(edition=edition))
    sessions = {one.permanent_id: one for one in Session.objects.visible_to(request.user).filter(edition=edition)}
    title = _("Changes to the programme of the %(edition)s") % {"edition": label_of(edition.number, edition.year)}
    return render(
        request,
        "sessions/changes.html",
        {
            **pages.about(request, edition),
            "edition": edition,
            "label": label_of(edition.number, edition.year),
            "title": title,
            "breadcrumbs": [*trail(edition, programme=True), {"label": _("What has changed")}],
            "palette": shapes.palette(edition),
            "releases": [
                row(release, before, sessions) for release, before in zip(releases, [*releases, None][1:], strict=True)
            ],
        },
    )


def row(release: ProgrammeRelease, before: ProgrammeRelease | None, sessions: dict[str, Session]) -> dict:
    """A release with what moved since the one before, of the sessions that this visitor may see now."""
    address = shapes.addresses("session-detail")
    found = moved(before.document, release.document) if before else ()
    return {
        "number": release.number,
        "made_at": release.made_at,
        "day": wording.date(release.made_at.date(), get_language() or ""),
        "note": release.text("note"),
        "is_first": before is None,
        "changes": [
            {
                "title": sessions[one.id].text("title") or sessions[one.id].get_kind_display(),
                "url": address(sessions[one.id].slug),
                "words": words(one),
            }
            for one in found
            if one.id in sessions
        ],
    }


def words(one: Moved) -> str:
    language, now = get_language() or "", one.now
    said = {
        "day": when(now),
        "time": wording.time(clock(now["start"]), language),
        "end": wording.time(clock(now["end"]), language),
        "room": now["room"].get(language) or next((name for name in now["room"].values() if name), ""),
    }
    sentences = {
        "new": _("New: %(day)s.") if said["day"] else _("New."),
        "day": _("Now on %(day)s."),
        "time": _("Now starts %(time)s."),
        "end": _("Now ends %(end)s."),
        "open": _("The time is open again."),
        "room": _("Now in: %(room)s."),
        "cancelled": _("Cancelled."),
        "back": _("Takes place after all."),
    }
    return sentences[one.what] % said


def when(now: Frozen) -> str:
    """The day with the hour on the session’s own clock, as far as they are known."""
    language = get_language() or ""
    day = wording.date_with_weekday(dt.date.fromisoformat(now["day"]), language) if now["day"] else ""
    return wording.clauses([day, wording.time(clock(now["start"]), language)], language)


def clock(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
