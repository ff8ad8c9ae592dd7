"""Passwords that many people have: Django's twenty thousand, and what is made of them to be long enough."""

import string
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

AROUND = string.digits + string.punctuation + string.whitespace


class CommonParts(CommonPasswordValidator):
    """Hardly any of the common ones has twelve letters; two of them joined do, and so does one with figures behind it."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.lower()
        if any(self.is_common(plain[:end]) and self.is_common(plain[end:]) for end in range(len(plain))):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def is_common(self, part: str) -> bool:
        bare = part.strip(AROUND)
        return not bare or bare in self.passwords or part in self.passwords or len(set(part)) == 1
