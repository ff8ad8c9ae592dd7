"""The word in an item's address, allotted once."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .addresses import Address


class Slugged(models.Model):
    """A stable word in the address, allotted once: the first free of ``name``, ``name-2``, ``name-3`` ...

    Two saves at one moment get two slugs: the database decides, not a look beforehand.
    """

    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("The last part of the web address. Left empty, it is made from the name."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.slug and self.address_is_another_s():
            raise ValidationError(
                {"slug": _("This was the address of something else, and links to it still lead there. Choose another.")}
            )

    def address_is_another_s(self) -> bool:
        """Whether it was; an address that is another's now is the database's to refuse."""
        if not Address.objects.belongs_to_another(self):
            return False
        return not self.slug_rivals().filter(slug=self.slug).exclude(pk=self.pk).exists()

    def slug_source(self) -> str:
        return str(self.text(self.lead_field, settings.LANGUAGE_CODE))

    def slug_rivals(self):
        """The rows among which the slug is unique."""
        return type(self)._base_manager.all()

    def slug_candidates(self):
        base = slugify(self.slug_source())[:90].strip("-") or self.permanent_id
        yield base
        for number in range(2, 1000):
            yield f"{base}-{number}"

    def save(self, *args, **kwargs):
        if self.slug:
            return super().save(*args, **kwargs)
        for slug in self.slug_candidates():
            self.slug = slug
            if self.slug_rivals().filter(slug=slug).exists() or Address.objects.belongs_to_another(self):
                self.slug = ""
                continue
            try:
                with transaction.atomic(savepoint=True):
                    return super().save(*args, **kwargs)
            except IntegrityError:
                self.slug = ""
                if not self.slug_rivals().filter(slug=slug).exists():
                    raise
        raise ValidationError(_("No free address was found for this name."))
