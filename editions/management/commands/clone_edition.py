"""Next year's edition from an earlier one, as a draft; or the list of what would be decided."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions import cloning, revisions
from editions.models import Edition, Side


class Command(BaseCommand):
    help = (
        "Make the draft of a new edition from an earlier one: sessions, topics, organisations and roles to fill, without people. "
        "Each decision is told. Example: manage.py clone_edition 20 --number 22 --dry-run"
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=int, metavar="FROM", help="The number of the edition to clone.")
        parser.add_argument("--number", type=int, help="Of the new edition; the next free one by default.")
        parser.add_argument("--year", type=int, help="Of the new edition.")
        parser.add_argument("--host", help="The code of the side that hosts it; the other one by default.")
        parser.add_argument("--starts-on", type=dt.date.fromisoformat, help="Its first day, as 2026-11-03.")
        parser.add_argument("--dry-run", action="store_true", help="List every decision, and change nothing.")

    def handle(self, **options):
        source = Edition.objects.with_venues().filter(number=options["source"]).first()
        if source is None:
            raise CommandError(f"There is no edition {options['source']}.")
        with override("en"):
            try:
                clone = cloning.plan(source, self.wish(source, options))
            except ValidationError as error:
                raise CommandError("Nothing was made: " + " ".join(error.messages)) from None
            for decision in clone.decisions:
                self.stdout.write(decision)
            if options["dry_run"]:
                self.stdout.write(self.style.SUCCESS("Dry run: nothing was changed."))
                return
            with revisions.at_terminal("clone_edition"):
                edition = cloning.save(clone)
        count = len(clone.sessions)
        self.stdout.write(
            self.style.SUCCESS(f"Edition {edition.number}: {count} sessions, {len(clone.partnerships)} organisations.")
        )

    def wish(self, source, options) -> cloning.Wish:
        """What was asked for, and for the rest what is proposed."""
        proposed = cloning.proposal(source)
        host = proposed.host
        if options["host"]:
            host = Side.objects.filter(code=options["host"]).first()
            if host is None:
                codes = ", ".join(Side.objects.values_list("code", flat=True))
                raise CommandError(f"There is no side “{options['host']}”. There are: {codes}.")
        number = proposed.number if options["number"] is None else options["number"]
        year = proposed.year + number - proposed.number if options["year"] is None else options["year"]
        for name, value, known in (("number", number, cloning.NUMBERS), ("year", year, cloning.YEARS)):
            if value not in known:
                raise CommandError(f"Nothing was made: {value} is no {name} from {known[0]} to {known[-1]}.")
        start = options["starts_on"] or cloning.shifted_start(source.starts_on, year)
        return cloning.Wish(number, year, host, start)
