"""Accounts are made by an administrator; nobody signs up, and in public a password alone opens nothing."""

import logging
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from editions import deeds, limits, sign_in_links

logger = logging.getLogger(__name__)
JUST_NOW = 300  # seconds
LONGEST_NAME = 254  # of an account, or its mail address


# What allauth tells an account's owner of, by the name of its letter.
BY_ITS_OWNER = {
    "password_changed": gettext_lazy("The editor changed the password."),
    "password_set": gettext_lazy("The editor chose a password."),
    "password_reset": gettext_lazy("The editor chose a new password in place of a forgotten one."),
    "totp_activated": gettext_lazy("The editor added one-time codes."),
    "totp_deactivated": gettext_lazy("The editor took one-time codes away."),
    "recovery_codes_generated": gettext_lazy("The editor had new recovery codes made."),
    "webauthn_added": gettext_lazy("The editor added a passkey."),
    "webauthn_removed": gettext_lazy("The editor took a passkey away."),
    "email_changed": gettext_lazy("The editor changed the e-mail address."),
    "email_deleted": gettext_lazy("The editor took an e-mail address away."),
}


class EditorsOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By account and address together, so that who guesses from elsewhere does not lock an editor out.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)} {self.get_client_ip(request)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        # Our own middleware has settled whom to believe about it. Of the long ones the half that does not change at will:
        # who guesses from a network of their own is one.
        network = limits.network_of(request.META.get("REMOTE_ADDR", "")).partition("/")[0]
        return "::" if network == limits.UNKNOWN else network

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        ways = [record["method"] for record in get_authentication_records(request, user)]
        logger.info("An editor signed in", extra={"event": {"user": user.pk, "ways": ways}})
        return super().post_login(request, user, **kwargs)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        # SQLite fails over comparing with names of many thousand letters; nobody has one longer than these.
        named = {name: credentials[name][: LONGEST_NAME + 1] for name in ("username", "email") if name in credentials}
        return super().authenticate(request, **credentials | named)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Not what was typed as a name, which may be a password. The address is what a guesser is shut out by.
        logger.warning("A sign-in failed", extra={"event": {"address": self.get_client_ip(request)}})
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        logger.info("An editor signed out", extra={"event": {"user": request.user.pk}})
        super().logout(request)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        # Asked for every change of a password, a second factor or an address that an editor makes alone.
        what = template_prefix.rpartition("/")[2]
        deeds.note_of_account(user, str(BY_ITS_OWNER.get(what, what)))
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    # What is mailed names the site by its settings, whatever host it was asked for under.

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        host = urlsplit(settings.SITE_URL).netloc
        super().send_mail(template_prefix, email, context | {"current_site": SimpleNamespace(name=host, domain=host)})

    def get_reset_password_from_key_url(self, key: str) -> str:
        return f"{settings.SITE_URL}{urlsplit(super().get_reset_password_from_key_url(key)).path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        # Every session ends with the old password; whoever signs in with the new one came to work.
        return reverse("admin:index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Who came in just now need not prove it twice, least of all who came by a link and knows no password.
        records = get_authentication_records(context.request, context.request.user)
        if records and time.time() - records[-1]["at"] < JUST_NOW:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session was opened with one; that the account owns one is not enough."""
    user = request.user
    return user.is_authenticated and any(
        record.get("method") == "mfa" for record in get_authentication_records(request, user)
    )


def second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Where SECOND_FACTOR is required, an account without one is a visitor, and the admin leads to making or using one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR or request.path_info.startswith("/accounts/"):
            return get_response(request)
        user = request.user
        if not user.is_authenticated or has_second_factor(request):
            return get_response(request)
        if not request.path_info.startswith("/admin/"):
            request.user = AnonymousUser()
            return get_response(request)
        if not is_mfa_enabled(user):
            return redirect("mfa_index")
        is_passkey = not is_mfa_enabled(user, types=["totp", "recovery_codes"])
        prove = reverse("mfa_reauthenticate_webauthn" if is_passkey else "mfa_reauthenticate")
        return redirect(f"{prove}?{urlencode({'next': request.get_full_path()})}")

    return middleware


def fresh_key(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever proves again who they are goes on under a new key of the session: one that was seen before is good for nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/accounts/"):
            return get_response(request)
        session = request.session
        key, proved = session.session_key, session.get(AUTHENTICATION_METHODS_SESSION_KEY)
        response = get_response(request)
        if key and key == session.session_key and proved != session.get(AUTHENTICATION_METHODS_SESSION_KEY):
            session.cycle_key()
            UserSession.objects.filter(session_key=key).update(session_key=session.session_key)
        return response

    return middleware


def sign_in_link(request: HttpRequest, key: str) -> HttpResponse:
    """Lets the owner of the key in, with the button: a link that is only looked at, by a mail program for one, stays good."""
    user = sign_in_links.owner(key)
    if user is None or (request.method == "POST" and not sign_in_links.use_up(user)):
        return render(request, "account/link.html", {"is_good": False}, status=410)
    if request.method != "POST":
        return render(request, "account/link.html", {"is_good": True, "name": user.get_username()})
    record_authentication(request, user, method="link")
    chosen = None if user.has_usable_password() else reverse("account_set_password")
    return perform_login(request, Login(user=user, redirect_url=chosen))
