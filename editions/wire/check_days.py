"""Weekdays, the dateline, captions and the days of the edition against each other."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .cleaning import Traced
from .dates import dates, weekday_words
from .facts import Facts, Pieces
from .knowledge import Knowledge
from .plain import plain, sentences
from .reading import Doubt, gettext_noop
from .topic import numbered

EVENT = re.compile(
    r"\b(?:open(?:ed|s)|kick(?:ed|s) off|beg(?:an|ins)|commence[ds]?|start(?:ed|s)|convene[ds]?|conclude[ds]?|close[ds]?|wrap(?:ped|s) up|was held|is being held|held|took place|end(?:ed|s))\b|开幕|開幕|闭幕|閉幕|举行|召开|開かれ|開催され|開催した|始まっ|始まり",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\b(?:open(?:ed|s)|kick(?:ed|s) off|beg(?:an|ins)|commence[ds]?|start(?:ed|s))\b", re.IGNORECASE)
WILL = re.compile(
    r"\bwill (?:be|open|take|kick|convene|start|begin)|\b(?:is|are) (?:to be|scheduled|set|due)\b|将(?:于|在)|予定|開催し(?:ます|ま)|upcoming",
    re.IGNORECASE,
)


def check_weekdays(part: Traced, facts: Facts) -> Iterator[Doubt]:
    for one in dates(part.text):
        day = one.on(facts.year)
        if one.weekday is not None and day and day.weekday() != one.weekday:
            message = gettext_noop("%(day)s was not the day of the week that is printed.")
            yield Doubt("weekday", message, part.span(*one.place), {"day": day.isoformat()})


def check_days(pieces: Pieces, facts: Facts) -> Iterator[Doubt]:
    yield from _datelines(facts)
    yield from _edition_days(pieces, facts)


def _datelines(facts: Facts) -> Iterator[Doubt]:
    dateline = facts.dateline
    if not dateline or not dateline.date:
        return
    for caption in facts.captions:
        if caption.date and caption.date != dateline.date:
            message = gettext_noop("The caption is dated %(caption)s, the dateline %(dateline)s.")
            words = {"caption": caption.date.isoformat(), "dateline": dateline.date.isoformat()}
            yield Doubt("dateline-caption-date", message, caption.span, words)


def _edition_days(pieces: Pieces, facts: Facts) -> Iterator[Doubt]:
    known = facts.known
    if not known or not known.starts_on:
        return
    first, last = known.starts_on, known.ends_on or known.starts_on
    lead = pieces.main[:3]
    # A report from later days says when it was; then its own date claims nothing.
    claims = [part for part in lead if EVENT.search(plain(part.text)) and not WILL.search(plain(part.text))]
    claims = [] if any(dates(part.text) for part in claims) else claims
    words = {"number": str(known.number), "first": first.isoformat(), "last": last.isoformat()}
    dateline = facts.dateline
    message = gettext_noop("The text is dated %(day)s; edition %(number)s was held from %(first)s to %(last)s.")
    if (
        claims
        and dateline
        and dateline.date
        and dateline.date.year == known.year
        and not _within(dateline.date, first, last)
    ):
        yield Doubt("date-edition", message, dateline.span, words | {"day": dateline.date.isoformat()})
    message = gettext_noop("The caption is dated %(day)s; edition %(number)s was held from %(first)s to %(last)s.")
    for caption in facts.captions:
        if (
            caption.date
            and not _within(caption.date, first, last, 3)
            and _mentions(caption.text, known.number, facts.knowledge)
        ):
            yield Doubt("date-edition", message, caption.span, words | {"day": caption.date.isoformat()})
    message = gettext_noop("The text says %(day)s; edition %(number)s was held from %(first)s to %(last)s.")
    for part in pieces.main[:6]:
        for start, end in sentences(part.text):
            sentence = plain(part.text[start:end])
            if not _mentions(sentence, known.number, facts.knowledge) or not (
                EVENT.search(sentence) or WILL.search(sentence)
            ):
                continue
            days = [one.on(known.year) for one in dates(sentence)]
            if any(day and _within(day, first, last) for day in days):
                continue  # another day of the sentence is that of something else
            for one in dates(sentence):
                day = one.on(known.year)
                ends = (
                    date(day.year, day.month, one.last)
                    if day and one.last and one.last >= day.day and one.last < 29
                    else day
                )
                if day and ends and (day > last + timedelta(1) or ends < first - timedelta(1)):
                    yield Doubt(
                        "date-edition",
                        message,
                        part.span(start + one.place[0], start + one.place[1]),
                        words | {"day": day.isoformat()},
                    )
    if not lead or not facts.day or abs((facts.day - first).days) > 7:
        return
    for part in lead:
        for start, end in sentences(part.text):
            sentence = part.text[start:end]
            if (
                not _OPENING.search(sentence)
                or not _mentions(plain(sentence), known.number, facts.knowledge)
                or dates(sentence)
            ):
                continue
            opening = _OPENING.search(sentence)
            after = opening.end() if opening else 0
            for weekday, place in list(weekday_words(sentence[after : after + 60]))[:1]:
                place = (after + place[0], after + place[1])
                if weekday != first.weekday():
                    message = gettext_noop("The weekday is not that of %(first)s, the first day of edition %(number)s.")
                    yield Doubt("weekday", message, part.span(start + place[0], start + place[1]), words)


def _within(day: date, first: date, last: date, slack: int = 1) -> bool:
    return first - timedelta(slack) <= day <= last + timedelta(slack)


def _mentions(text: str, number: int, knowledge: Knowledge) -> bool:
    return any(found == number for found, _place in numbered(plain(text), knowledge))
