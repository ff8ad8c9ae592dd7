"""Next year from last year: an edition's programme as the draft of another, with every decision told beforehand.

What carries over is what the forum repeats: sessions, their topics and hours, organisations, and the seats of those who appeared. People,
texts about that year, halls and rooms do not. Everything is a draft and marked as to be confirmed.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import revisions, wording, working
from editions.models import (
    Appearance,
    Edition,
    Partnership,
    Revision,
    RoleToFill,
    Session,
    Side,
    Status,
    Venue,
    Withdrawal,
    language_codes,
)

# What a new edition may be called, at the desk and at a terminal.
NUMBERS, YEARS = range(1, 10_000), range(1900, 2201)
OF_A_HALL = (Partnership.Role.VENUE, Partnership.Role.STREAMING)
KEPT = ("kind", "topic", "start_time", "end_time", "order", "spoken", "interpreted", "source_language")


@dataclass(frozen=True)
class Wish:
    """What an editor decides: the number and year of the new edition, its host, and its first day where it is known."""

    number: int
    year: int
    host: Side | None
    starts_on: dt.date | None


@dataclass
class Clone:
    """A new edition that is not saved yet, with what belongs to it, and a sentence for every decision."""

    edition: Edition
    venue: Venue | None = None
    sessions: list[tuple[Session, list[RoleToFill]]] = field(default_factory=list)
    roles: list[RoleToFill] = field(default_factory=list)
    partnerships: list[Partnership] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


# What is proposed


def proposal(source: Edition) -> Wish:
    """The next ordinal, as many years on, hosted by the other side, on the same day of the week at that time of the year."""
    latest = Edition.objects.order_by("-number").first() or source
    number = latest.number + 1
    year = max(source.year + number - source.number, latest.year + 1)
    hosts, sides = source.host_sides, list(Side.objects.all())
    others = [side for side in sides if side not in hosts]
    host = next(iter(others), None) if len(hosts) == 1 else None
    return Wish(number, year, host, shifted_start(source.starts_on, year))


def shifted_start(start: dt.date | None, year: int) -> dt.date | None:
    """The same day of the week in another year, as near to the date as can be, and inside that year."""
    if start is None:
        return None
    weeks = round((year - start.year) * 365.25 / 7)
    found = start + dt.timedelta(weeks=weeks)
    if found.year != year:
        found += dt.timedelta(weeks=1 if found.year < year else -1)
    return found


# What is made


def plan(source: Edition, wish: Wish) -> Clone:
    """What cloning would make, and why; nothing is saved. Raises ``ValidationError`` where the wish cannot be granted."""
    edition = Edition(
        number=wish.number,
        year=wish.year,
        state=Edition.State.PLANNED,
        mode=Edition.Mode.IN_PERSON if source.mode == Edition.Mode.ONLINE else source.mode,
        status=Status.DRAFT,
        source_language=source.source_language,
        starts_on=wish.starts_on,
        editor_note=to_confirm(source),
    )
    is_in_its_year = wish.starts_on is not None and wish.starts_on.year == wish.year  # else refused by full_clean
    if source.starts_on and source.ends_on and wish.starts_on and is_in_its_year:
        edition.ends_on = wish.starts_on + (source.ends_on - source.starts_on)
    edition.full_clean()
    clone = Clone(edition)
    clone.decisions += decided_on_edition(source, edition, wish)
    add_venue(clone, wish)
    add_sessions(clone, source, wish)
    add_partnerships(clone, source)
    add_seats_of_the_edition(clone, source)
    clone.decisions.append(_("Everything is a draft: readers see nothing of it before it is published."))
    return clone


@transaction.atomic
def save(clone: Clone, by: User | None = None) -> Edition:
    """Save all of it, or nothing."""
    clone.edition.save()
    if clone.venue:
        clone.venue.edition = clone.edition
        clone.venue.save()
    for session, roles in clone.sessions:
        session.edition, session.venue = clone.edition, clone.venue
        session.save()
        for role in roles:
            role.session = session
    for partnership in clone.partnerships:
        partnership.edition = clone.edition
        partnership.save()
    seats = [*clone.roles, *(role for _session, roles in clone.sessions for role in roles)]
    for seat in seats:
        seat.edition = clone.edition
    RoleToFill.objects.bulk_create(seats)
    for item in [clone.edition, *(session for session, _roles in clone.sessions)]:
        revisions.write(item, working.document_of(item), by, Revision.What.CREATED)
    return clone.edition


def to_confirm(source: Edition) -> str:
    return _("To be confirmed: taken from the %(edition)s.") % {"edition": label(source.number)}


def label(number: int) -> str:
    return wording.edition_label(number, get_language() or "")


def decided_on_edition(source: Edition, edition: Edition, wish: Wish) -> Iterator[str]:
    language = get_language() or ""
    yield _("The %(edition)s is made as a draft for %(year)s, in state “planned”.") % {
        "edition": label(wish.number),
        "year": wording.year(wish.year, language),
    }
    if edition.starts_on and source.starts_on:
        days = (edition.starts_on - source.starts_on).days
        yield _("Days: %(days)s. Every day of the programme is put %(count)d days on.") % {
            "days": wording.date_range(edition.starts_on, edition.ends_on, language),
            "count": days,
        }
    else:
        yield _("Days: not known. Sessions are left without a day and without a time.")
    if source.mode == Edition.Mode.ONLINE:
        yield _("How it meets: in person, though the earlier one met online.")
    yield _("Not taken: theme, summary, figures, announced dates, printed names, promises. They are of that year.")


def add_venue(clone: Clone, wish: Wish) -> None:
    if wish.host is None:
        clone.decisions.append(_("Host: not known. No venue is made, and times are left without a clock."))
        return
    venue = Venue(side=wish.host, kind=Venue.Kind.MAIN, is_planned=True, time_zone=wish.host.time_zone, order=1)
    for code in language_codes():
        setattr(venue, build_localized_fieldname("city", code), column(wish.host, "capital", code))
    clone.venue = venue
    said = _(
        "Host: %(country)s. A planned venue in %(city)s, on the clock of %(zone)s; hall and rooms are to be found."
    )
    clone.decisions.append(
        said
        % {
            "country": wish.host.text("country"),
            "city": wish.host.text("capital"),
            "zone": wish.host.time_zone,
        }
    )


def column(item: Any, field_name: str, code: str) -> str:
    return getattr(item, build_localized_fieldname(field_name, code)) or ""


def add_sessions(clone: Clone, source: Edition, wish: Wish) -> None:
    """Each at the hours it had on the clock of its place, which are the same hours on the clock of the new one."""
    seats = seats_of(source)
    sessions = Session.objects.filter(edition=source).select_related("topic").in_programme_order()
    for session in sessions:
        title = session.text("title") or session.get_kind_display()
        if session.state == Session.State.CANCELLED or session.status == Status.WITHDRAWN:
            clone.decisions.append(_("“%(title)s” is not taken: it was cancelled or withdrawn.") % {"title": title})
            continue
        copy = copied(session, source, clone, wish)
        roles = [seat(key, count) for key, count in seats.get(session.pk, Counter()).items()]
        clone.sessions.append((copy, roles))
        clone.decisions.append(decided_on_session(copy, title, sum(role.count for role in roles)))


def copied(session: Session, source: Edition, clone: Clone, wish: Wish) -> Session:
    copy = Session(
        **{name: getattr(session, name) for name in KEPT},
        state=Session.State.PLANNED,
        status=Status.DRAFT,
        times_are_planned=session.start_time is not None,
        editor_note=to_confirm(source),
        slug=next_slug(session.slug, source.number, wish.number),
    )
    for code in language_codes():
        name = build_localized_fieldname("title", code)
        setattr(copy, name, getattr(session, name))
    if session.day and source.starts_on and wish.starts_on:
        copy.day = session.day + (wish.starts_on - source.starts_on)
    if clone.venue:
        copy.time_zone = clone.venue.time_zone
    if copy.start_time and not (copy.day and copy.time_zone):
        copy.start_time = copy.end_time = None
    try:
        copy.clean()
    except ValidationError:  # an hour that the other clock never shows on that day
        copy.start_time = copy.end_time = None
    copy.times_are_planned = copy.start_time is not None
    return copy


def next_slug(slug: str, number: int, wanted: int) -> str:
    """20-media becomes 22-media; empty, which makes one from the title, where that is taken or the form is another."""
    found = f"{wanted}-{slug.removeprefix(f'{number}-')}" if slug.startswith(f"{number}-") else ""
    return "" if found and Session.objects.filter(slug=found).exists() else found


def decided_on_session(copy: Session, title: Any, seats: int) -> str:
    language = get_language() or ""
    words = {
        "title": title,
        "day": wording.date(copy.day, language) or _("no day"),
        "time": wording.time_range(copy.start_time, copy.end_time, language) or _("no time"),
        "count": seats,
    }
    return (
        ngettext(
            "“%(title)s”: %(day)s, %(time)s; %(count)d role to fill.",
            "“%(title)s”: %(day)s, %(time)s; %(count)d roles to fill.",
            seats,
        )
        % words
    )


Seat = tuple[str, int | None]


def seats_of(source: Edition) -> dict[int | None, Counter[Seat]]:
    """How many of each role and delegation appeared in each session, and in none."""
    found: dict[int | None, Counter[Seat]] = {}
    appearances = Appearance.objects.filter(edition=source).select_related("speaker")
    for one in appearances:
        first = next(iter(one.roles), "")
        found.setdefault(one.session_id, Counter())[(first, one.speaker.delegation_id)] += 1
    return found


def seat(key: Seat, count: int) -> RoleToFill:
    return RoleToFill(role=key[0], delegation_id=key[1], count=count)


def add_seats_of_the_edition(clone: Clone, source: Edition) -> None:
    """Seats of nobody's session, and the people, who are not asked again by a program."""
    counted = seats_of(source).get(None, Counter())
    clone.roles = [seat(key, count) for key, count in counted.items()]
    if counted:
        clone.decisions.append(
            ngettext(
                "%(count)d role to fill belongs to no session.",
                "%(count)d roles to fill belong to no session.",
                counted.total(),
            )
            % {"count": counted.total()}
        )
    people = Appearance.objects.filter(edition=source).values("speaker").distinct().count()
    clone.decisions.append(
        ngettext(
            "Not taken: the %(count)d speaker of that year, with title.",
            "Not taken: the %(count)d speakers of that year, with their titles.",
            people,
        )
        % {"count": people}
    )


def add_partnerships(clone: Clone, source: Edition) -> None:
    """Organisations as they are called now: the name is asked by the year of the edition."""
    rows = Partnership.objects.filter(edition=source).with_organisations()
    for row in rows:
        then, now = row.organisation.name_in(source.year), row.organisation.name_in(clone.edition.year)
        words = {
            "name": str(now.text("name")) if now else row.organisation.slug,
            "then": str(then.text("name")) if then else row.organisation.slug,
            "role": row.get_role_display(),
        }
        if row.role in OF_A_HALL or row.organisation.withdrawal == Withdrawal.GONE:
            clone.decisions.append(_("%(name)s is not taken as “%(role)s”: to be asked anew.") % words)
            continue
        clone.partnerships.append(
            Partnership(organisation=row.organisation, role=row.role, order=row.order, editor_note=to_confirm(source))
        )
        said = _("%(name)s: “%(role)s”.") if then == now else _("%(name)s, then %(then)s: “%(role)s”.")
        clone.decisions.append(said % words)
