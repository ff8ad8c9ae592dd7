"""A backup, or the site itself, looked over."""

from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editions import backups, keeping, sweeping


class Command(BaseCommand):
    help = (
        "With a file: read every byte of that backup and compare it with its manifest. Without: look over the site as it stands, "
        "its database, the files its rows name and their hashes, and the search. Nothing is changed. "
        "Example: manage.py verify /backups/monday.tar"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, *, file, **options):
        return self.verify_backup(file) if file else self.verify_site()

    def verify_backup(self, file):
        try:
            manifest = backups.check(file)
        except (backups.Damaged, OSError) as wrong:
            raise CommandError(f"{file} must not be used. {wrong}") from wrong
        keeping.note_backup(settings.VAR, manifest.made_at)
        rows = sum(part.rows for part in manifest.tables.values())
        told = f"{file} is whole: {rows} rows and {len(manifest.files)} files, as of {manifest.made_at}."
        self.stdout.write(self.style.SUCCESS(told))

    def verify_site(self):
        number = count()
        for wrong in backups.look_over():
            next(number)
            self.stderr.write(f"  {wrong}")
        orphans = sum(1 for _path in sweeping.orphans())
        if orphans:
            self.stdout.write(f"  {orphans} files that no row names; manage.py renditions --sweep removes them")
        if found := next(number):
            raise CommandError(f"{found} things are wrong.")
        self.stdout.write(self.style.SUCCESS("Database, files and search are as they should be."))
