"""The term base: how bodies, places, documents and the forum itself are officially called in each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import LineField, PlainTextField
from .rows import Translated


class Term(Translated):
    """One thing with a fixed name in each language: other forms that are right too, and forms that are not to be used.

    Readers never see one. Texts are compared with it; none is ever changed by it.
    """

    translated = ("name", "also", "wrong")
    lead_field = "name"

    class Kind(models.TextChoices):
        BODY = "body", _("Body")
        SPEAKER = "speaker", _("Person")
        PLACE = "place", pgettext_lazy("kind of a term", "Place")
        DOCUMENT = "document", _("Document")
        FORUM = "forum", _("Forum")
        WORD = "word", _("Other word")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BODY)
    name = LineField(_("official name"), max_length=300, blank=True)
    also = PlainTextField(_("also right"), blank=True, help_text=_("Short forms and the like, one on each line."))
    wrong = PlainTextField(_("not to be used"), blank=True, help_text=_("One form on each line."))
    note = models.TextField(_("note"), blank=True, help_text=_("Where the official name stands, and since when."))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["kind", "name_en", "id"]
