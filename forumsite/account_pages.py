"""What the pages of an editor's own account say otherwise than they come; loaded with the editors' addresses only."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.mfa.webauthn.views import ListWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from editions.admin import clocks


def to_the_desk(request: HttpRequest, **_: Any) -> HttpResponse:
    """For who is signed in already: the desk has no sign-in form of its own, which would take guesses uncounted."""
    return redirect(get_next_redirect_url(request) or "admin:index")


class WhereSignedIn(ListUserSessionsView):
    """Every session, each with its beginning on the clocks of both capitals."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        zones = clocks.zones(self.request)
        for session in context["sessions"]:
            session.began = clocks.in_words(session.created_at, zones)
        return context


class Passkeys(ListWebAuthnView):
    """Every passkey, when it was added and used, on the same clocks."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        zones = clocks.zones(self.request)
        for one in context["authenticators"]:
            one.added = clocks.in_words(one.created_at, zones)
            one.used = clocks.in_words(one.last_used_at, zones) if one.last_used_at else ""
        return context


class AddPasskey(AddWebAuthnForm):
    name = forms.CharField(label=gettext_lazy("Name"), required=False)


class RenamePasskey(EditWebAuthnForm):
    name = forms.CharField(label=gettext_lazy("Name"))
