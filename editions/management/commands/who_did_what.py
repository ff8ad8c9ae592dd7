"""Who did what, from what to what."""

import datetime as dt
import json

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import override

from editions import deeds


class Command(BaseCommand):
    help = (
        "Print what was done at the desk and at the terminal, the earliest first, one JSON object a line: when, who, what, to which "
        "item, and each place from what to what. What was deleted is in it. "
        "Example: manage.py who_did_what --since 2026-11-01 --who Editor --item 'pressrelease 5'"
    )

    def add_arguments(self, parser):
        parser.add_argument("--since", type=dt.date.fromisoformat, help="The first day, as 2026-11-01; seven days ago.")
        parser.add_argument("--until", type=dt.date.fromisoformat, help="The day after the last one.")
        parser.add_argument("--who", default="", help="Part of a name.")
        parser.add_argument("--item", default="", help="A kind, or a kind and its number.")

    def handle(self, *, since, until, who, item, **options):
        now = timezone.now()
        first = midnight(since) if since else now - dt.timedelta(days=7)
        with override("en"):
            for deed in deeds.done(first, midnight(until) if until else now):
                if who.casefold() in deed.who.casefold() and deed.item.startswith(item):
                    self.stdout.write(json.dumps(told(deed), ensure_ascii=False, default=str))


def midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def told(deed: deeds.Deed) -> dict:
    line = {"at": deed.at.isoformat(), "who": deed.who, "what": deed.what, "item": deed.item}
    return line | ({"changes": [list(one) for one in deed.changes]} if deed.changes else {})
