"""What readers send from a page: error reports, and comments that appear only after an editor approved them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import LineField, PlainTextField
from .press import PressRelease
from .querysets import HeardQuerySet


class ReaderNoteQuerySet(HeardQuerySet):
    def approved_comments(self):
        return self.filter(kind=ReaderNote.Kind.COMMENT, state=ReaderNote.State.APPROVED).order_by("sent_at", "id")

    def sent_since(self, moment, most: int) -> int:
        """How many came since; counted no further than ``most``."""
        return self.filter(sent_at__gte=moment).order_by()[:most].count()


class ReaderNote(models.Model):
    """A note on one page. Only what is needed to answer it is kept."""

    class Kind(models.TextChoices):
        ERROR = "error", _("Error report")
        COMMENT = "comment", _("Comment")

    class State(models.TextChoices):
        NEW = "new", _("New")
        APPROVED = "approved", _("Approved")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        SPAM = "spam", _("Spam")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ERROR)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    page_id = models.CharField(_("permanent id of the page"), max_length=8, blank=True, db_index=True)
    release = models.ForeignKey(
        PressRelease,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reader_notes",
        verbose_name=_("press release"),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    passage = LineField(_("passage it is about"), max_length=1000, blank=True)
    message = PlainTextField(_("message"), max_length=5000)
    name = LineField(pgettext_lazy("of a reader", "name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    answer_note = PlainTextField(_("note of the desk"), blank=True)

    objects = ReaderNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader note")
        verbose_name_plural = _("reader notes")
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["state", "sent_at", "id"], name="readernote_queue"),
            models.Index(fields=["sent_at"], name="readernote_sent"),
            models.Index(fields=["language", "sent_at", "id"], name="readernote_in_language"),
            models.Index(fields=["kind", "sent_at", "id"], name="readernote_of_kind"),
        ]

    def __str__(self):
        return self.message[:60]

    @property
    def was_never_shown(self) -> bool:
        """Whether readers cannot tell that it is there, so that nothing that is kept for them has to be made anew."""
        return self.kind != self.Kind.COMMENT or self.state == self.State.NEW
