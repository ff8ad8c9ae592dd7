"""Tables that an installation gave out, into one that has no forum yet."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions.importers import KINDS, Report, whole
from editions.models import Forum


class Command(BaseCommand):
    help = (
        "Take the tables that export_data wrote, or the ZIP of export_edition all, into an installation without a forum. What is "
        "in the database then is given out again and compared: nothing is kept unless every table is the same, row for row. "
        "Example: manage.py import_data record/"
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, metavar="FOLDER|FILE.zip")

    def handle(self, **options):
        if Forum.objects.exists():
            raise CommandError("There is a forum already: this is for an installation that has none.")
        with ExitStack() as kept, override("en"):
            source = options["source"]
            folder = source if source.is_dir() else kept.enter_context(unpacked(source))
            if not (folder / "forum.csv").exists():
                raise CommandError(f"{source} has no tables that export_data wrote.")
            try:
                reports, given = whole.take_in(folder, self.show)
            except whole.NotTheSame as other:
                raise CommandError(
                    f"Nothing was kept: these tables came out otherwise than they went in: {other}."
                ) from None
        refusals = [refusal for report in reports for refusal in report.refusals]
        for refusal in refusals:
            self.stderr.write(str(refusal))
        if refusals:
            raise CommandError(f"Nothing was kept: {len(refusals)} refused.")
        for one in given:
            self.stdout.write(f"  {one.kind}: {one.rows} rows, {one.sha256[:16]}, the same")
        total = sum(one.rows for one in given)
        self.stdout.write(
            self.style.SUCCESS(f"{len(given)} tables, {total} rows, each as it was given out; 0 refused.")
        )

    def show(self, report: Report):
        self.stdout.write(f"  {report.kind}: {report}")
        self.stdout.flush()


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The tables of a ZIP in a folder that goes again; nothing else of it is unpacked. Raises CommandError."""
    with tempfile.TemporaryDirectory(prefix="forum-tables-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(path) as packed:
                for kind in {*KINDS}:
                    if (member := f"{whole.FOLDER}/{kind}.csv") in packed.namelist():
                        (folder / f"{kind}.csv").write_bytes(packed.read(member))
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
        ) as error:  # the last of what is locked or packed oddly
            raise CommandError(f"{path} cannot be read: {error}.") from error
        yield folder
