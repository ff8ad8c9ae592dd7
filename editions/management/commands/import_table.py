"""One spreadsheet table into the site, or what it would change."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions import revisions
from editions.importers import KINDS, import_redirects, import_table

REDIRECTS = "redirects"


class Command(BaseCommand):
    help = (
        "Load a table of one kind (XLSX, or CSV in UTF-8; first line with the names of the columns). Rows already there are found "
        "again and changed where they differ; when one row is refused, nothing of the file is kept. "
        f"Kinds: {', '.join([*KINDS, REDIRECTS])}. Example: manage.py import_table speakers speakers.csv --dry-run"
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=[*KINDS, REDIRECTS], metavar="KIND")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, **options):
        with override("en"):
            if options["kind"] == REDIRECTS:
                report = import_redirects(options["file"], dry_run=options["dry_run"])
            else:
                with revisions.at_terminal("import_table"):
                    report = import_table(options["kind"], options["file"], dry_run=options["dry_run"])
            for difference in report.differences:
                self.stdout.write(f"{report.file}:{difference.line}: {difference}")
            for refusal in report.refusals:
                self.stderr.write(str(refusal))
        if report.refusals:
            raise CommandError(f"Nothing was loaded from {report.file}: {report}.")
        kept = " Dry run: nothing was changed." if options["dry_run"] else ""
        self.stdout.write(self.style.SUCCESS(f"{report.kind}: {report}.{kept}"))
