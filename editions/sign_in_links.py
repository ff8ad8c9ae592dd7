"""Links that let one editor in once, without a password and without mail: for a first sign-in, or a password forgotten."""

import datetime as dt

from django.contrib.auth.models import User
from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "sign-in-link"
GOOD_FOR = dt.timedelta(minutes=30)


def new_key(user: User) -> str:
    """A key that opens the account once within half an hour; a sign-in or another password meanwhile ends it too."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def owner(key: str) -> User | None:
    """Whose key it is, while it is good."""
    try:
        pk, state = signing.loads(key, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and _state(user) == state else None


def use_up(user: User) -> bool:
    """End the key; False when somebody else did at the same moment. The database decides."""
    rows = User.objects.filter(pk=user.pk, is_active=True, last_login=user.last_login, password=user.password)
    if user.last_login is None:
        rows = User.objects.filter(pk=user.pk, is_active=True, last_login__isnull=True, password=user.password)
    return rows.update(last_login=timezone.now()) == 1


def _state(user: User) -> str:
    """Changes when the user signs in or gets another password."""
    seen = user.last_login.isoformat() if user.last_login else ""
    return salted_hmac(SALT, f"{seen} {user.password}").hexdigest()[:32]
