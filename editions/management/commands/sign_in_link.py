"""An address that lets one editor in once."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from editions import deeds, revisions, sign_in_links


class Command(BaseCommand):
    help = (
        "Print an address that lets this editor in once, within half an hour, in place of the password. A second factor is asked "
        "for as ever; where it was lost, --forget-second-factor takes it away, so that a new one is made. --forget-password lets the "
        "editor choose a new password on coming in. "
        "Example: manage.py sign_in_link editor"
    )

    def add_arguments(self, parser):
        parser.add_argument("user", help="name or e-mail address")
        parser.add_argument("--forget-second-factor", action="store_true")
        parser.add_argument("--forget-password", action="store_true")

    def handle(self, *, user, forget_second_factor, forget_password, **options):
        found = list(User.objects.filter(username=user) or User.objects.filter(email__iexact=user))
        if len(found) != 1:
            raise CommandError("There is no such account." if not found else "Several accounts have this address.")
        editor = found[0]
        if not editor.is_active:
            raise CommandError("This account is closed.")
        done = ["a link to sign in was made"]
        if forget_password:
            editor.set_unusable_password()
            editor.save(update_fields=["password"])
            done.append("the password was forgotten")
        if forget_second_factor:
            count, _each = Authenticator.objects.filter(user=editor).delete()
            self.stderr.write(f"{count} second factors of {editor.username} are forgotten.")
            done.append(f"{count} second factors were forgotten")
        with revisions.at_terminal("sign_in_link") as who:
            deeds.note_of_account(editor, f"{who}: {', '.join(done)}")
        self.stdout.write(f"{settings.SITE_URL}{reverse('sign-in-link', args=[sign_in_links.new_key(editor)])}")
        self.stderr.write("Good once, for half an hour. Hand it over where nobody else reads it.")
