"""The sample forum into an empty database; a database that has a forum is compared with it and left alone."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions.importers import Report, compare_folder, load_folder
from editions.importers.uncertain import uncertain
from editions.models import Forum

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
DIFFERENCES_SHOWN = 20  # of each kind of table


class Command(BaseCommand):
    help = (
        "Load the sample forum into a database that has no forum yet: all of it, or nothing when a row is refused. "
        "Where there is a forum, nothing is written: rows that are as they were loaded are counted as unchanged, those "
        "that editors changed as kept, those that are gone as missing. Example: manage.py load_sample"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=SAMPLE, help="Another folder of tables, named by their kind."
        )
        parser.add_argument(
            "--add-missing", action="store_true", help="Make the rows that are missing; change none that is there."
        )
        parser.add_argument(
            "--quiet-about-doubts", action="store_true", help="Leave out the list of what is uncertain."
        )

    def handle(self, **options):
        with override("en"):
            if Forum.objects.exists():
                self.stdout.write("There is a forum: it is compared with the sample, and no row of it is changed.")
                reports = compare_folder(options["folder"], add_missing=options["add_missing"], progress=self.show)
            else:
                reports = load_folder(options["folder"], progress=self.show)
            self.finish(reports, options)

    def show(self, report: Report):
        self.stdout.write(f"  {report.kind}: {report}")
        self.stdout.flush()

    def finish(self, reports: list[Report], options: dict):
        if not reports:
            raise CommandError("There is no table in this folder.")
        for report in reports:
            most = len(report.differences) if options["verbosity"] > 1 else DIFFERENCES_SHOWN
            for difference in report.differences[:most]:
                self.stdout.write(f"    {report.kind}: {difference}")
            if more := len(report.differences[most:]):
                self.stdout.write(f"    {report.kind}: {more} more (--verbosity 2 shows them)")
        refusals = [refusal for report in reports for refusal in report.refusals]
        for refusal in refusals:
            self.stderr.write(str(refusal))
        total = sum((report.counts for report in reports), start=Counter())
        words = ", ".join(f"{total[word]} {word}" for word in ("created", "unchanged", "kept", "missing", "refused"))
        if refusals:
            raise CommandError(f"Nothing was loaded. {words}.")
        if not options["quiet_about_doubts"]:
            self.stdout.write("Still uncertain, or not in every language:")
            for line in uncertain():
                self.stdout.write(f"  {line}")
        self.stdout.write(self.style.SUCCESS(f"Sample forum: {words}."))
