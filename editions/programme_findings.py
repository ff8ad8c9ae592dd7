"""What is wrong with a programme, in words: for its table, for the form of a session, and for the gate."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from editions import programme_table
from editions.findings import Finding, Severity
from editions.models import Appearance, Edition, Record, Session, Speaker
from editions.programme_checks import Problem, Warned, warnings

MENDED_AT = {
    Problem.ROOM_TWICE: "venue",
    Problem.SPEAKER_TWICE: "appearances",
    Problem.OUTSIDE: "day",
    Problem.NO_CHAIR: "appearances",
    Problem.ONE_DELEGATION: "appearances",
}


def rows_of(edition: Edition, about: Session | None = None) -> tuple[list[Session], list[Appearance]]:
    """The whole programme with who takes part, in two queries; ``about`` one session, those who take part in it."""
    sessions = list(Session.objects.filter(edition=edition).select_related("venue").in_programme_order())
    for one in sessions:
        one.edition = edition
    found = Appearance.objects.filter(edition=edition, session__isnull=False).select_related("speaker__delegation")
    if about is not None:
        found = found.filter(speaker__in=Appearance.objects.filter(session=about).values("speaker"))
    return sessions, list(found)


def in_words(edition: Edition, sessions: list[Session], appearances: list[Appearance]) -> dict[int, list[str]]:
    """By session: a sentence for everything that is wrong with it."""
    found: dict[int, list[str]] = {}
    for warning, words in _warned(edition, sessions, appearances):
        found.setdefault(warning.key, []).append(words)
    return found


def _warned(edition: Edition, sessions: list[Session], appearances: list[Appearance]) -> Iterator[tuple[Warned, str]]:
    names = {one.pk: str(one.text("title") or one.get_kind_display()) for one in sessions}
    speakers = {one.speaker_id: one.speaker for one in appearances}
    slots = programme_table.slots_of(sessions, appearances)
    for warning in warnings(slots, edition.starts_on, edition.ends_on):
        yield warning, sentence(warning, names, speakers)


def sentence(warning: Warned, names: dict[int, str], speakers: dict[int, Speaker]) -> str:
    said = {
        Problem.ROOM_TWICE: _("Its room is taken at this time by “%(other)s”."),
        Problem.SPEAKER_TWICE: _("%(speaker)s is in “%(other)s” at this time."),
        Problem.OUTSIDE: _("It is outside the days of the edition."),
        Problem.NO_CHAIR: _("Nobody chairs it."),
        Problem.ONE_DELEGATION: _("Only one delegation is on the panel."),
    }[warning.problem]
    speaker = speakers.get(warning.speaker or 0)
    return said % {"other": names.get(warning.other or 0, ""), "speaker": speaker.text("name") if speaker else ""}


def of_session(session: Session) -> list[str]:
    """What is wrong with one session in the programme it belongs to, in two queries; withdrawn ones take part in none."""
    sessions, appearances = rows_of(session.edition, about=session)
    return in_words(session.edition, sessions, appearances).get(session.pk, [])


def check(session: Session, _circumstances: Any) -> Iterator[Finding]:
    """For the gate: warnings, since a programme is often right where it looks wrong."""
    ident = ("session", session.pk)
    sessions, appearances = rows_of(session.edition, about=session)
    for one, words in _warned(session.edition, sessions, appearances):
        if one.key == session.pk:
            about = f"{one.problem} {one.other} {one.speaker}"
            at = (ident, MENDED_AT[one.problem])
            yield Finding("programme", words, Severity.WARNING, item=ident, about=about, stands_at=at)
    for record in session.records.filter(quoting=Record.Quoting.OFF_RECORD):
        if record.link or record.document_id:
            words = _("“%(record)s” is off the record, and readers can open it.")
            name = record.text("title") or record.get_kind_display()
            about, at = str(record.pk), (ident, f"records/{record.pk}/quoting")
            said = words % {"record": name}
            yield Finding("off-record", said, Severity.WARNING, item=ident, about=about, stands_at=at)
