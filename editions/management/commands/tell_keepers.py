"""Mails those who keep the site running that a unit of systemd failed: its name and where to look, nothing of its lines."""

import socket

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Mail the addresses in KEEPERS that a unit of systemd failed; deploy/forum-failed@.service does it. "
        "Example: manage.py tell_keepers forum-backup.service"
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("unit")

    def handle(self, *, unit, **options):
        if not settings.KEEPERS:
            raise CommandError("KEEPERS names nobody to be told.")
        machine = socket.gethostname()
        words = f"{unit} failed on {machine}.\n\nWhat it said: journalctl --unit {unit} --since -1h\n"
        try:
            send_mail(f"{settings.SITE_HOST}: {unit} failed", words, None, settings.KEEPERS)
        except OSError as away:
            raise CommandError(f"The mail server took nothing: {away}") from away
        self.stdout.write(f"Told {len(settings.KEEPERS)} that {unit} failed.")
