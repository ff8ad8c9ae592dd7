"""Photographs: the only model that holds a picture. Portraits, covers and logos point to it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from editions.paths import address

from .editions import Edition
from .fields import LineField
from .publishing import Publishable
from .rows import Translated, unfinished_index
from .states import Status
from .stored_files import FilesQuerySet, WithFiles, new_token


def original_path(photo: "Photo", _filename: str) -> str:
    return f"originals/{new_token()}"


def rendition_path(token: str, file: str) -> str:
    return f"renditions/{token}/{file}"


class PhotoQuerySet(FilesQuerySet):
    # By hand, then by the time taken, then as uploaded; the index ``photo_gallery`` has it.
    of_a_gallery = ("order", IsNull(models.F("taken_at"), True), "taken_at", "id")

    def in_order(self):
        return self.order_by(*self.of_a_gallery)

    def by_edition(self):
        """The gallery of the latest edition first, and what belongs to none at the end."""
        return self.order_by(models.F("edition__number").desc(nulls_last=True), *self.of_a_gallery)

    def for_the_press(self):
        """What may be passed on, as each says of itself."""
        return self.exclude(rights__in=[Photo.Rights.LICENSED, Photo.Rights.UNKNOWN])

    def to_do(self):
        """What waits to be published."""
        return self.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])


class Photo(WithFiles, Translated, Publishable):
    """A photograph or an illustration, with its rights, its renditions and who is in it.

    ``renditions`` lists ``{"name", "file", "type", "width", "height", "bytes"}``; their files lie under ``renditions/<token>/``.
    """

    translated = ("caption", "alt", "withdrawal_note")
    lead_field = "caption"
    public_through = ("edition", "session")
    DOWNLOADS = ("web", "screen", "print")  # the sizes to take away; the others are for pages

    class Rights(models.TextChoices):
        HOUSE = "house", _("Ours: free for the press with the credit")
        PRESS = "press", _("Press use with the credit, asked for beforehand")
        LICENSED = "licensed", _("Licensed: not to be passed on")
        ILLUSTRATION = "illustration", _("Illustration of our own")
        UNKNOWN = "unknown", _("Not cleared")

    token = models.CharField(max_length=32, unique=True, editable=False, default=new_token)
    original = models.FileField(_("original"), upload_to=original_path, max_length=200)
    original_name = LineField(_("file name"), max_length=255, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, editable=False, db_index=True, blank=True)
    average_hash = models.CharField(max_length=16, editable=False, blank=True)
    content_type = models.CharField(max_length=50, editable=False, blank=True)
    byte_size = models.PositiveIntegerField(editable=False, default=0)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    colour = models.CharField(max_length=7, editable=False, blank=True)
    renditions = models.JSONField(editable=False, default=list)
    focal_x = models.FloatField(
        _("focal point, from the left"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, from the top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    caption = LineField(_("caption"), max_length=1000, blank=True)
    alt = LineField(
        _("alternative text"), blank=True, help_text=_("What a reader who cannot see the picture needs to know.")
    )
    credit = LineField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=20, choices=Rights, default=Rights.UNKNOWN)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("edition")
    )
    session = models.ForeignKey(
        "editions.Session", models.SET_NULL, null=True, blank=True, related_name="photos", verbose_name=_("session")
    )
    speakers = models.ManyToManyField(
        "editions.Speaker", blank=True, related_name="photos", verbose_name=_("people shown")
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PhotoQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        ordering = ["-id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="photo_focal_point_inside",
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                violation_error_message=_("The focal point lies inside the picture: two numbers from 0 to 1."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index("edition", *PhotoQuerySet.of_a_gallery, name="photo_gallery"),
            # Rows lie in this order, but they are wide: whoever passes over fifty thousand of them wants the keys alone.
            models.Index(fields=["id"], name="photo_in_order"),
            models.Index(fields=["status", "id"], name="photo_of_status"),
            models.Index(fields=["rights", "id"], name="photo_of_rights"),
            models.Index(fields=["original_name", "permanent_id"], name="photo_by_file"),
            unfinished_index("caption", "photo_unfinished"),
        ]

    def __str__(self):
        return str(self.text("caption")) or self.original_name or self.permanent_id

    def get_absolute_url(self):
        return address("photo-detail", self.permanent_id)

    @property
    def may_be_passed_on(self) -> bool:
        """Whether readers may take it away; they see it on the page in any case."""
        return self.rights not in (self.Rights.LICENSED, self.Rights.UNKNOWN)

    @property
    def public_renditions(self) -> list[dict]:
        """Those that readers may have once it is public: the names of the others are no secret, and lead nowhere."""
        return [item for item in self.renditions if self.may_be_passed_on or item["name"] not in self.DOWNLOADS]

    def rendition(self, name: str) -> dict | None:
        return next((item for item in self.renditions if item["name"] == name), None)

    def rendition_path(self, file: str) -> str:
        return rendition_path(self.token, file)

    def rendition_url(self, name: str) -> str:
        """The address of a named size; empty when it was never made."""
        item = self.rendition(name)
        return address("media", self.token, item["file"]) if item else ""

    def stored_files(self) -> list[str]:
        return [self.original.name, *(self.rendition_path(item["file"]) for item in self.renditions)]
