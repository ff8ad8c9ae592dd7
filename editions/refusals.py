"""What every upload has in common: it is read up to a limit, and refused with a sentence the editor understands."""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1_000_000


class Refused(ValidationError):
    """An upload that is not taken; `code` names the reason, the message says what is wrong and what to do."""


def read_bounded(file: BinaryIO | bytes, max_bytes: int) -> bytes:
    """All bytes of `file`, from its beginning; never more than `max_bytes` + 1 of them are held.

    Raises `Refused` with code "empty" or "too-many-bytes".
    """
    if isinstance(file, bytes):
        content = file
    else:
        file.seek(0)
        content = file.read(max_bytes + 1)
    if not content:
        raise Refused(_("This file is empty. Please choose it again."), code="empty")
    if len(content) > max_bytes:
        raise Refused(
            _("This file is larger than %(megabytes)d MB. Please save a smaller copy and upload that one."),
            code="too-many-bytes",
            params={"megabytes": max_bytes // MEGABYTE},
        )
    return content
