"""An edition, or everything, as a ZIP of static pages."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from editions import archive
from editions.models import Edition


class Command(BaseCommand):
    help = (
        "Write the public pages of an edition in every language, with pictures, calendars, data and a search of its own, "
        "as one ZIP file that opens without a network; “all” writes the whole site, ready for any static host. The same "
        "content gives the same bytes. Nothing is written when a link would lead nowhere. "
        "Example: manage.py export_edition 20 edition-20.zip"
    )

    def add_arguments(self, parser):
        parser.add_argument("edition", metavar="NUMBER", help="Number of the edition, or “all”.")
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, **options):
        asked, path = options["edition"], options["file"]
        if asked != "all" and not asked.isdecimal():
            raise CommandError(f"{asked} is neither the number of an edition nor “all”.")
        if path.is_dir() or not path.parent.is_dir():
            raise CommandError(f"{path} is a folder." if path.is_dir() else f"There is no folder {path.parent}.")
        try:
            written = archive.export(None if asked == "all" else int(asked), path, self.stdout.write)
        except Edition.DoesNotExist:
            raise CommandError(f"There is no public edition {asked}.") from None
        except archive.Incomplete as incomplete:
            for link in incomplete.broken:
                self.stderr.write(link)
            raise CommandError(f"{len(incomplete.broken)} links lead nowhere: nothing was written.") from None
        except OSError as wrong:
            raise CommandError(f"Nothing was written: {wrong}") from wrong
        self.stdout.write(
            self.style.SUCCESS(
                f"{path}: {written.pages} pages, {written.files} files, {written.bytes} bytes; "
                f"{written.links} links inside it were followed, 0 refused."
            )
        )
