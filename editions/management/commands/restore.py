"""A backup put back into an empty place."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from editions import backups


class Command(BaseCommand):
    help = (
        "Put a backup back where there is nothing yet: a database without content (SQLite or PostgreSQL, whichever it was made "
        "on) and a storage without files. The backup is checked first. Sessions are not in it: everybody signs in anew. "
        "Example: VAR=/srv/forum/new manage.py restore /backups/monday.tar"
    )
    requires_system_checks = []  # there may be no tables to check yet

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            manifest = backups.restore(file, lambda words: self.stdout.write(f"  {words}"))
        except (backups.Damaged, backups.NotEmpty, OSError) as refused:
            raise CommandError(f"Nothing was restored. {refused}") from refused
        rows = sum(part.rows for part in manifest.tables.values())
        self.stdout.write(self.style.SUCCESS(f"{rows} rows and {len(manifest.files)} files, as of {manifest.made_at}."))
        if manifest.missing:
            self.stderr.write(f"{len(manifest.missing)} files were lost before the backup was made.")
