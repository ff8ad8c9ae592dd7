"""The states of publication, and what readers find after a withdrawal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Withdrawal(models.TextChoices):
    """What readers of an address find after a withdrawal; the reason comes with each."""

    GONE = "gone", _("Gone: the page says that it was withdrawn, and why")
    MOVED = "moved", _("Moved: the address leads to another")
    READABLE = "readable", _("Readable under a notice: the page stays, and says that it was withdrawn")
    MISTAKE = "mistake", _("Published by mistake: the page says so")
