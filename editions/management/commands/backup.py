"""The whole site into one file, while it serves."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from editions import backups


class Command(BaseCommand):
    help = (
        "Write database and files, as they are at one moment, into one file; the site goes on serving and saving. Whoever has "
        "the file has everything but the settings: keep it as safe as the site. Example: manage.py backup /backups/monday.tar"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *, file, **options):
        target = file.absolute()
        try:
            manifest = backups.make(target, lambda words: self.stdout.write(f"  {words}"))
        except OSError as wrong:
            raise CommandError(f"No backup was made: {wrong}") from wrong
        rows = sum(part.rows for part in manifest.tables.values())
        told = f"{target}: {rows} rows and {len(manifest.files)} files, as of {manifest.made_at}."
        if manifest.missing:
            lost = "\n  ".join(manifest.missing)
            raise CommandError(f"{told}\nFiles that rows name and that are not there, so not in it either:\n  {lost}")
        self.stdout.write(self.style.SUCCESS(told))
