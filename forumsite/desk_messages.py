"""What the desk tells an editor on the next page: in a cookie under the name our settings give it, in the session where it is long."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class InCookie(CookieStorage):
    cookie_name = settings.MESSAGES_COOKIE_NAME


class DeskMessages(FallbackStorage):
    storage_classes = (InCookie, SessionStorage)
