"""Accounts are made by an administrator; nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class EditorsOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By account and address together, so that who guesses from elsewhere does not lock an editor out.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)} {self.get_client_ip(request)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        # Our own middleware has settled whom to believe about it.
        return request.META.get("REMOTE_ADDR") or "unknown"
