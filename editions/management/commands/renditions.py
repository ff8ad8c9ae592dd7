"""Makes renditions that are missing, or all of them anew; and sweeps files that no row knows."""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from editions import stashing, sweeping
from editions.models import Photo
from editions.uploads import remake


class Command(BaseCommand):
    help = "Makes the renditions that are missing. Nothing is removed without --sweep."

    def add_arguments(self, parser):
        parser.add_argument(
            "--all",
            action="store_true",
            dest="everything",
            help="make every rendition anew, after a change of the sizes",
        )
        parser.add_argument("--sweep", action="store_true", help="remove files that no row knows, older than an hour")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *, everything, sweep, dry_run, **options):
        failed = self.mend(everything=everything, dry_run=dry_run)
        if sweep:
            self.sweep(dry_run)
        if failed:
            self.stdout.write(self.style.ERROR(f"{failed} photographs could not be made: see above."))

    def mend(self, everything: bool, dry_run: bool) -> int:
        gaps = {gap.photo.pk: gap for gap in sweeping.gaps()}
        lost = [gap for gap in gaps.values() if not gap.can_be_mended]
        for gap in lost:
            self.stdout.write(f"{gap.photo.permanent_id} ({gap.photo}): its original is missing, {gap.missing[0]}")
        keys = Photo.objects.order_by("pk").values_list("pk", flat=True) if everything else gaps
        keys = [key for key in keys if key not in gaps or gaps[key].can_be_mended]
        failed = len(lost)
        for number, key in enumerate(keys, start=1):
            photo = Photo.objects.filter(pk=key).first()
            if photo is None:
                continue  # deleted meanwhile
            try:
                if not dry_run:
                    remake(photo)
                said = f"{photo.width} × {photo.height}"
            except (ValidationError, OSError) as error:
                failed += 1
                said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            self.stdout.write(f"{number} of {len(keys)}: {photo.permanent_id}, {said}")
        self.stdout.write(f"{len(keys)} photographs {'would be ' if dry_run else ''}looked after, {len(lost)} lost.")
        return failed

    def sweep(self, dry_run: bool) -> None:
        count = 0 if dry_run else stashing.sweep()
        for path in sweeping.orphans():
            self.stdout.write(f"no row knows {path}")
            if not dry_run:
                default_storage.delete(path)
            count += 1
        self.stdout.write(f"{count} files {'would be ' if dry_run else ''}removed.")
