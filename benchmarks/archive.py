"""A ZIP of two hundred photographs as readers take it away: the memory that writing it needs, beside that of one of twenty.

    python -m benchmarks.archive [--megabytes 1.2]

Photographs with one file each, in a database and a folder that are thrown away. Memory is what Python holds at its highest while
the pieces are sent, by tracemalloc, and what the process has grown by. Exits with 1 when ten times as much takes twice the memory.
"""

import argparse
import io
import os
import resource
import sys
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

FEW, MANY = 20, 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.2, help="the size of a file")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with tempfile.TemporaryDirectory() as folder:
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.test.utils import override_settings, setup_test_environment

        setup_test_environment()
        call_command("migrate", verbosity=0)
        kept = settings.STORAGES["default"]
        storages = settings.STORAGES | {"default": kept | {"OPTIONS": kept["OPTIONS"] | {"location": folder}}}
        with override_settings(STORAGES=storages):
            peaks = [measured(number, round(options.megabytes * 1e6), Path(folder)) for number in (FEW, MANY)]
    sys.exit(0 if peaks[1] < 2 * peaks[0] else 1)


def measured(number: int, size: int, folder: Path) -> int:
    """The highest that Python held while the file was sent, in bytes."""
    from django.test import Client

    from tests.factories import make_edition, make_photo

    edition = make_edition()
    for _n in range(number):
        photo = make_photo(edition=edition, rights="house")
        path = folder / photo.rendition_path(photo.rendition("print")["file"])
        path.parent.mkdir(parents=True)
        path.write_bytes(os.urandom(size))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    target = folder / "selection.zip"
    start = time.perf_counter()
    answer = Client().get(f"/en/editions/{edition.number}/photos/archive/?size=print")
    tracemalloc.start()
    with target.open("wb") as file:
        for piece in answer.streaming_content:
            file.write(piece)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    with zipfile.ZipFile(target) as archive:
        names, wrong = archive.namelist(), archive.testzip()
        rows = len(io.TextIOWrapper(archive.open("captions.csv")).readlines())
    if wrong or len(names) != number + 1 or rows != number + 1:
        sys.exit(f"The file is not whole: {wrong or len(names)}")
    print(
        f"{number:4} photographs, {target.stat().st_size / 1e6:6.1f} MB in {time.perf_counter() - start:5.1f} s:"
        f" at most {peak / 1e6:.2f} MB held, the process grew by {grown / 1024:.1f} MiB"
    )
    return peak


if __name__ == "__main__":
    main()
