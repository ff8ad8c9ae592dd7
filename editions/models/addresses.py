"""The ledger of addresses: every one that was ever public and the item it stood for, so that none of them dies.

It says where to look, never what may be seen: whether the item is public is asked of the item, now.
"""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AddressQuerySet(models.QuerySet):
    def record(self, items: Iterable) -> None:
        """Write down the addresses of items that are public, or will be by the clock; those known already stay as they are."""
        rows = [Address(path=path_of(item), kind=kind_of(item), permanent_id=item.permanent_id) for item in items]
        if len(rows) == 1 and self.filter(path=rows[0].path).exists():
            return  # nearly every save: reading is cheaper than a turn to write
        self.bulk_create(rows, ignore_conflicts=True, batch_size=200)

    def end(self, public: Iterable, others: Iterable) -> None:
        """Items are about to be deleted: the addresses of those that were public say so from now on, the others are forgotten."""
        self.of(public).update(gone_at=timezone.now())
        self.of(others).delete()

    def of(self, items: Iterable):
        return self.filter(permanent_id__in=[item.permanent_id for item in items])

    def belongs_to_another(self, item) -> bool:
        return self.filter(path=path_of(item)).exclude(permanent_id=item.permanent_id).exists()


class Address(models.Model):
    """``path`` is the part behind the language (``press/2020/opening/``); of an address that came from elsewhere the whole
    path with its slash (``/old/page.html?id=1``), with two and the host where only that host's is meant (``//old.example/page.html``).
    """

    path = models.CharField(_("address"), max_length=500, unique=True)
    kind = models.CharField(_("kind"), max_length=30, help_text=_("Name of the model of the item."))
    permanent_id = models.CharField(_("permanent id"), max_length=8, db_index=True)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    gone_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["path"]
        indexes = [models.Index(fields=["kind", "path"], name="address_of_kind")]

    def __str__(self):
        return self.path


def kind_of(item) -> str:
    return type(item)._meta.model_name


def path_of(item) -> str:
    """An item's address without the language it is asked in."""
    return item.get_absolute_url().split("/", 2)[2]


def is_addressed(model) -> bool:
    """Whether the items of a model have a page of their own."""
    return hasattr(model, "get_absolute_url")
