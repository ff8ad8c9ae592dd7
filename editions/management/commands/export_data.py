"""All that is public as tables that another installation takes in."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions.importers import whole


class Command(BaseCommand):
    help = (
        "Write all that is public as one CSV file for every kind, with the permanent ids, into a folder; import_data takes them "
        "into an empty installation. Pictures and files are not in it: export_edition and backup have them. "
        "Example: manage.py export_data record/"
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, **options):
        folder = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is there already, and not an empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        given = []
        with override("en"):
            for one in whole.tables():
                (folder / f"{one.kind}.csv").write_bytes(one.content)
                self.stdout.write(f"  {one.kind}: {one.rows} rows, {one.sha256[:16]}")
                given.append(one)
        (folder / whole.MANIFEST).write_bytes(whole.manifest(given))
        self.stdout.write(
            self.style.SUCCESS(f"{folder}: {len(given)} tables, {sum(one.rows for one in given)} rows, 0 refused.")
        )
