"""What is searched: a row for each item and language, and what readers looked for in vain."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField


class SearchEntry(models.Model):
    """The text of one item in one language, as shown in results and as tokens for the engine of the database.

    The key says the order of results: language, day, kind and item, so that the newest are read first without sorting
    (``editions.entries.entry_id``). Whether an item is public is never written here.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10)
    edition_number = models.PositiveSmallIntegerField(null=True)
    day = models.DateField(null=True)
    address = models.CharField(max_length=1000)
    title = models.TextField()
    title_language = models.CharField(max_length=10, null=True)  # noqa: DJ001 - none: that of the entry
    forms = models.JSONField(null=True)  # other forms of the title, each with its language: [["武藤敏郎", "ja"], ...]
    body = models.TextField()
    title_tokens = models.TextField()
    body_tokens = models.TextField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["kind", "object_id"], name="searchentry_of_item")]

    def __str__(self):
        return self.title


class SearchDebt(models.Model):
    """An item whose entries are still to be renewed: written with the item, paid once they are.

    Entries are renewed after the transaction; of a process that was killed in between, this is what it owed.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class MissedSearch(models.Model):
    """Words searched for that found nothing: how often, and when last. Nothing about who asked."""

    words = LineField(_("words"), max_length=100)
    language = models.CharField(_("language of the page"), max_length=10, choices=settings.LANGUAGES)
    count = models.PositiveIntegerField(_("how often"), default=1)
    last_on = models.DateField(_("last on"))

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-count", "-last_on", "words"]
        constraints = [models.UniqueConstraint(fields=["words", "language"], name="missedsearch_once")]

    def __str__(self):
        return self.words


class ContentVersion(models.Model):
    """One row: a number that grows with every change of what readers may see."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("version of the content")
        verbose_name_plural = _("versions of the content")

    def __str__(self):
        return str(self.number)
