"""What "public" means, said once: by state, by the clock and by what an item hangs on."""

import secrets
import string
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions.languages import Text, fallback_order

from . import changes
from .addresses import Address, is_addressed
from .conditions import AtMoment
from .fields import LineField, PlainTextField, SourcesField
from .showing import early_keys, shows_early

PERMANENT_ID_ALPHABET = string.ascii_lowercase + string.digits
SEE_UNPUBLISHED = "editions.see_unpublished"
ADDRESSING = {"slug", "year", "number", "status", "permanent_id"}


def new_permanent_id() -> str:
    """Return eight random letters and digits: an address that means nothing and so never has to change."""
    return "".join(secrets.choice(PERMANENT_ID_ALPHABET) for _n in range(8))


def language_codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


column_of = lru_cache(1000)(build_localized_fieldname)


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


def condition(model, name: str, at=None):
    """A condition of ``model`` at the moment ``at`` (now by default), worked out before unless something is shown early."""
    at = at or timezone.now()
    return getattr(model, name)(at) if shows_early() else AtMoment(model, name, at)


class HeardQuerySet(models.QuerySet):
    """Rows whose changes in bulk are told to the one who listens, as the database's signals tell of single ones."""

    def update(self, **values):
        keys = changes.keys_before(self, values)
        readdressed = self.readdressed_by(values)
        count = super().update(**values)
        changes.tell(self.model, keys)
        record_addresses(self.model, readdressed)
        return count

    update.alters_data = True

    def readdressed_by(self, values):
        """The rows whose addresses these values change or make public; as they are when they are read, which is later."""
        if not is_addressed(self.model) or not ADDRESSING & values.keys():
            return []
        return self.model._base_manager.filter(pk__in=list(self.values_list("pk", flat=True)))

    def delete(self):
        """What was public leaves its addresses behind, which say that it is gone."""
        if is_addressed(self.model):
            rows = list(self.only("permanent_id"))
            told = set((self.published() | self.withdrawn()).values_list("permanent_id", flat=True))
            Address.objects.end(
                [row for row in rows if row.permanent_id in told],
                [row for row in rows if row.permanent_id not in told],
            )
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        rows = super().bulk_create(objs, *args, **kwargs)
        changes.tell(self.model, [row.pk for row in rows if row.pk])
        record_addresses(self.model, rows)
        return rows


class PublicQuerySet(HeardQuerySet):
    """Rows a visitor may see. Every page, feed, count, choice and file asks here."""

    def published(self, at=None):
        """Rows public at the moment ``at`` (now by default), their parents included, in one query."""
        return self.filter(condition(self.model, "public_condition", at))

    def visible_to(self, user, at=None):
        """All rows for a user who may see what is not public yet; the public ones for everybody else."""
        if user is not None and user.has_perm(SEE_UNPUBLISHED):
            return self.all()
        return self.published(at)

    def withdrawn(self, at=None):
        """Rows that were public once and were taken back; their parents are public."""
        return self.filter(self.model.withdrawn_condition(at or timezone.now()))

    def waiting(self, at=None):
        """Rows that somebody means to publish: in review, or scheduled."""
        scheduled = Q(status=Status.PUBLISHED, publish_at__gt=at or timezone.now())
        return self.filter(Q(status=Status.IN_REVIEW) | scheduled)

    def in_review(self):
        """Rows that wait for somebody to approve and publish them."""
        return self.filter(status=Status.IN_REVIEW)

    def scheduled(self, at=None):
        """Rows that the clock makes public; the next first."""
        return self.filter(status=Status.PUBLISHED, publish_at__gt=at or timezone.now()).order_by("publish_at", "pk")

    def not_withdrawn(self):
        """Rows that readers have, or are meant to have."""
        return self.exclude(status=Status.WITHDRAWN)

    def readable(self, at=None):
        """Rows whose page can be read: public, or withdrawn under a notice; what belongs to them stays public."""
        return self.filter(condition(self.model, "readable_condition", at))

    def addressed_for(self, user):
        """Rows whose page this user may see, or finds withdrawn."""
        at = timezone.now()
        withdrawn = self.filter(self.model.withdrawn_condition(at))
        return self.visible_to(user, at) | withdrawn

    def ready_in(self, language):
        """Rows whose text in this language readers may see."""
        return self.filter(**{f"{build_localized_fieldname(self.model.lead_field, language)}__gt": ""})

    def lacking(self, language):
        """Rows that readers of this language are shown in another one."""
        return self.filter(self.model.lacking_condition(language))


class Row(models.Model):
    """What is read a hundred times for each page: Django's ways of reading a row and a choice, without what is for writing."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """A row as it was read. The constructor, which is for what people give, took a tenth of the time of a page."""
        row, columns = cls.__new__(cls), cls._meta.concrete_fields
        if len(values) == len(columns):
            names = (column.attname for column in columns)
        else:
            names = (column.attname for column in columns if column.attname in field_names)
        row.__dict__.update(zip(names, values, strict=True))
        row._state = ModelState()
        row._state.adding, row._state.db = False, db
        return row

    def _get_FIELD_display(self, field):
        """As Django's, but for the language of the page alone: that one translates every choice for each word it gives."""
        value = getattr(self, field.attname)
        label = dict(field.flatchoices).get(value, value)
        return label if label is None else str(label)


class Translated(Row):
    """A model with a column per language for each name in ``translated``.

    ``lead_field`` is the text without which the item does not exist in a language.
    """

    translated: tuple[str, ...] = ()
    lead_field = "title"

    class Meta:
        abstract = True

    @classmethod
    def lacking_condition(cls, language: str) -> Q:
        """Rows without their leading text in this language."""
        column = build_localized_fieldname(cls.lead_field, language)
        return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})

    def text(self, field: str, language: str | None = None) -> Text:
        """Return ``field`` in the language asked for, else in the source language, English, or any; never None."""
        asked = language or get_language() or settings.LANGUAGE_CODE
        if value := getattr(self, column_of(field, asked), ""):
            return Text(value, asked, asked)  # nearly always: a page has hundreds of texts
        for code in fallback_order(asked, self.original_language, language_codes()):
            value = getattr(self, column_of(field, code))
            if value:
                return Text(value, code, asked)
        return Text("", asked, asked)

    @property
    def original_language(self) -> str:
        return getattr(self, "source_language", settings.LANGUAGE_CODE)

    def languages_of(self, field: str) -> list[str]:
        """Codes of the languages in which ``field`` has a text."""
        return [code for code in language_codes() if getattr(self, build_localized_fieldname(field, code))]

    @property
    def ready_languages(self) -> list[str]:
        """Languages readers may see this item in: the columns hold nothing else."""
        return self.languages_of(self.lead_field)

    def __str__(self) -> str:
        return str(self.text(self.lead_field)) or str(self._meta.verbose_name)


class PublicByParents(Row):
    """Public when everything it hangs on (``public_through``) is public."""

    public_through: tuple[str, ...] = ()
    are_few = False  # there are some dozens of them, whatever else grows
    # Columns with a moment of its own at which a row becomes public, or ceases to be, by the clock.
    public_moments: tuple[str, ...] = ()

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def parents_condition(cls, at) -> Q:
        condition = Q()
        for name in cls.public_through:
            field = cls._meta.get_field(name)
            parents = field.related_model.objects.readable(at)
            # A list of all parents is made anew by each question: good of few, not of what grows.
            few = field.related_model.are_few
            public = Q(**{f"{name}__in": parents.values("pk")}) if few else Q(Exists(parents.filter(pk=OuterRef(name))))
            # Most of what may lack a parent does: that is asked first, and the parents of the rest alone.
            condition &= (Q(**{f"{name}__isnull": True}) | public) if field.null else public
        return condition

    @classmethod
    def public_condition(cls, at) -> Q:
        condition, early = cls.parents_condition(at), early_keys(cls)
        return condition | Q(pk__in=early) if early else condition

    @classmethod
    def readable_condition(cls, at) -> Q:
        return cls.public_condition(at)

    @classmethod
    def waiting_condition(cls) -> Q:
        """Rows for which ``public_moments`` mean something."""
        return Q()

    @classmethod
    def moment_after(cls, at) -> datetime | None:
        """The first moment after ``at`` that changes by the clock which rows are public; their parents have their own."""
        rows = cls.objects.filter(cls.waiting_condition()).order_by()
        found = (
            rows.filter(**{f"{name}__gt": at}).aggregate(first=models.Min(name))["first"] for name in cls.public_moments
        )
        return min(filter(None, found), default=None)

    def parents_are_public(self, at=None) -> bool:
        parents = (getattr(self, name) for name in self.public_through)
        return all(parent.is_readable(at) for parent in parents if parent is not None)

    def is_public(self, at=None) -> bool:
        """The instance's answer to ``published()``; the two are tested to agree in every combination of states."""
        return self.parents_are_public(at) or self.pk in early_keys(type(self))

    def is_readable(self, at=None) -> bool:
        return self.is_public(at)


class Publishable(PublicByParents):
    """One state, one moment, one source language; in which languages it is ready the columns themselves say."""

    public_moments = ("publish_at",)

    permanent_id = models.CharField(
        _("permanent id"), max_length=8, unique=True, editable=False, default=new_permanent_id
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_(
            "The moment from which readers see it, in every language that is ready. A later moment is an embargo."
        ),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal = models.CharField(_("withdrawal"), max_length=10, choices=Withdrawal, blank=True, editable=False)
    moved_to = LineField(_("new address"), blank=True, editable=False)
    withdrawal_note = LineField(
        _("reason for the withdrawal"), blank=True, help_text=_("Shown to readers who follow an old link.")
    )
    source_language = models.CharField(
        _("source language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language in which it was written first."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True
        default_permissions = ["add", "change", "delete", "view", "publish"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_has_moment",
                condition=~Q(status=Status.PUBLISHED) | Q(publish_at__isnull=False),
                violation_error_message=_("What is published needs the moment from which it is public."),
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_has_moment",
                condition=Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(status=Status.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                violation_error_message=_(
                    "What is withdrawn needs the moment of its withdrawal, and nothing else has one."
                ),
            ),
        ]
        indexes = [models.Index(fields=["status", "publish_at", "id"], name="%(class)s_public")]

    @classmethod
    def waiting_condition(cls) -> Q:
        return Q(status=Status.PUBLISHED)

    @classmethod
    def own_condition(cls, at) -> Q:
        return Q(status=Status.PUBLISHED, publish_at__lte=at)

    @classmethod
    def public_condition(cls, at) -> Q:
        condition = cls.own_condition(at) & cls.parents_condition(at)
        early = early_keys(cls)
        return condition | Q(pk__in=early) if early else condition

    @classmethod
    def withdrawn_condition(cls, at) -> Q:
        once_public = Q(status=Status.WITHDRAWN, publish_at__lte=models.F("withdrawn_at"))
        return cls.parents_condition(at) & once_public

    @classmethod
    def readable_condition(cls, at) -> Q:
        under_notice = Q(
            status=Status.WITHDRAWN, withdrawal=Withdrawal.READABLE, publish_at__lte=models.F("withdrawn_at")
        )
        condition = (cls.own_condition(at) | under_notice) & cls.parents_condition(at)
        early = early_keys(cls)
        return condition | Q(pk__in=early) if early else condition

    def is_itself_public(self, at=None) -> bool:
        return (
            self.status == Status.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= (at or timezone.now())
        )

    def is_public(self, at=None) -> bool:
        return (self.is_itself_public(at) and self.parents_are_public(at)) or self.pk in early_keys(type(self))

    def was_withdrawn(self) -> bool:
        """Whether readers are told that it was public once and was withdrawn."""
        return (
            self.status == Status.WITHDRAWN
            and self.publish_at is not None
            and self.publish_at <= self.withdrawn_at
            and self.parents_are_public()
        )

    def is_readable(self, at=None) -> bool:
        return self.is_public(at) or (self.withdrawal == Withdrawal.READABLE and self.was_withdrawn())

    @property
    def is_embargoed(self) -> bool:
        return self.status == Status.PUBLISHED and not self.is_itself_public()

    def clean(self):
        super().clean()
        self.date_its_state()
        if self.status == Status.PUBLISHED and not self.ready_languages:
            raise ValidationError(
                {"status": _("Nothing is ready: give it a text in at least one language before it is published.")}
            )

    def date_its_state(self) -> None:
        """Give a state the moment it needs: published now unless another moment is set, withdrawn now."""
        if self.status == Status.PUBLISHED and self.publish_at is None:
            self.publish_at = timezone.now()
        if self.status == Status.WITHDRAWN and self.withdrawn_at is None:
            self.withdrawn_at = timezone.now()
            rows = type(self)._base_manager.filter(pk=self.pk)
            if not rows.filter(self.own_condition(self.withdrawn_at)).exists():
                self.publish_at = None  # never public: readers are not told that it existed
        if self.status != Status.WITHDRAWN:
            self.withdrawn_at, self.withdrawal, self.moved_to = None, "", ""

    def save(self, *args, **kwargs):
        self.date_its_state()
        super().save(*args, **kwargs)
        record_addresses(type(self), [self])

    def delete(self, *args, **kwargs):
        """What was public leaves its addresses behind, which say that it is gone."""
        if is_addressed(type(self)):
            was_public = self.is_public() or self.was_withdrawn()
            Address.objects.end([self] if was_public else [], [] if was_public else [self])
        return super().delete(*args, **kwargs)


def record_addresses(model, rows) -> None:
    """Into the ledger with the addresses of what is public now, or from a moment to come."""
    if is_addressed(model) and issubclass(model, Publishable):
        Address.objects.record([row for row in rows if row.status == Status.PUBLISHED])


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


class Sourced(models.Model):
    """A fact with the pages it was read from, and a note that only editors see."""

    sources = SourcesField()
    editor_note = PlainTextField(_("note for editors"), blank=True, help_text=_("Never shown to readers."))

    class Meta:
        abstract = True

    @property
    def source_list(self) -> list[str]:
        return [line for line in self.sources.splitlines() if line]


class Ordered(models.Model):
    """Rows whose order is set by hand: rank is protocol."""

    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self):
        return str(self._meta.verbose_name)
