"""A made-up forum of any size in an empty database, for measuring."""

import time

from django.core.management.base import BaseCommand, CommandError

from editions import synthetic


class Command(BaseCommand):
    help = (
        "Fill an empty database with a made-up forum of any size, search entries included, to measure the site with. "
        "The same numbers and the same seed give the same content. A database that has content is refused. "
        "Example: manage.py make_content --releases 10000 --speakers 2000 --photos 500"
    )

    def add_arguments(self, parser):
        parser.add_argument("--releases", type=int, required=True, help="Press releases in three languages.")
        parser.add_argument("--speakers", type=int, required=True, help="Speakers, each with three appearances.")
        parser.add_argument("--photos", type=int, required=True, help="Photographs: rows without files.")
        parser.add_argument("--editions", type=int, default=60, help="Editions, each with nine sessions (60).")
        parser.add_argument("--seed", type=int, default=1, help="Another number makes other content of this size.")

    def handle(self, **options):
        size = synthetic.Size(*(options[name] for name in ("releases", "speakers", "photos", "editions")))
        if size.editions < 1 or min(size.releases, size.speakers, size.photos) < 0:
            raise CommandError("At least one edition, and nothing below nought.")
        self.began, self.told = time.monotonic(), ""
        try:
            counts = synthetic.fill(size, seed=options["seed"], progress=self.show)
        except synthetic.AlreadyFilled as refusal:
            raise CommandError(str(refusal)) from None
        made = ", ".join(f"{number} {name}" for name, number in counts.items())
        self.stdout.write(self.style.SUCCESS(f"Made in {time.monotonic() - self.began:.0f} s: {made}."))

    def show(self, what: str, done: int, total: int):
        if done == total or done % 10_000 == 0:
            self.stdout.write(f"  {time.monotonic() - self.began:5.0f} s  {what}: {done}")
            self.stdout.flush()
