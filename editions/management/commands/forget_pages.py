"""Tells all processes that what they keep of the content may be old."""

from django.core.management.base import BaseCommand

from editions import content_version


class Command(BaseCommand):
    help = (
        "Forget the pages that are kept for readers, in all workers. Edits do so by themselves; this is for changes behind the "
        "site's back, in SQL for one. Example: manage.py forget_pages"
    )

    def handle(self, **options):
        content_version.renew()
        self.stdout.write(self.style.SUCCESS("Every page is made anew when it is next asked for."))
