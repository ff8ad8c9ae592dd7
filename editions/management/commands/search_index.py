"""Search entries anew, or a check of those that are there."""

from django.core.management.base import BaseCommand, CommandError

from editions import entries


class Command(BaseCommand):
    help = (
        "Make the search entries anew where they differ from their items; edits keep them right by themselves. "
        "With --check nothing is written, and the command ends with an error when an entry is wrong. "
        "Example: manage.py search_index"
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only tell what is wrong.")

    def handle(self, **options):
        what = "wrong" if options["check"] else "renewed"
        totals: dict[str, tuple[int, int]] = {}
        for kind, items, changed in entries.wrong() if options["check"] else entries.rebuild():
            totals[kind] = items, changed
            self.stdout.write(
                f"  {kind}: {items} items, {changed} entries {what}", ending="\r" if self.stdout.isatty() else "\n"
            )
        changed = sum(changed for _items, changed in totals.values())
        words = f"Search: {sum(items for items, _changed in totals.values())} items, {changed} entries {what}."
        if options["check"] and changed:
            raise CommandError(f"{words} Put it right with manage.py search_index.")
        self.stdout.write(self.style.SUCCESS(words))
