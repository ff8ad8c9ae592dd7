"""What "public" means, said once: by state, by the clock and by what an item hangs on."""

import secrets
import string
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .addresses import Address, is_addressed
from .fields import LineField
from .querysets import PublicQuerySet, record_addresses
from .rows import Row
from .showing import early_keys
from .states import Status, Withdrawal

PERMANENT_ID_ALPHABET = string.ascii_lowercase + string.digits


def new_permanent_id() -> str:
    """Return eight random letters and digits: an address that means nothing and so never has to change."""
    return "".join(secrets.choice(PERMANENT_ID_ALPHABET) for _n in range(8))


@models.DateTimeField.register_lookup
class Past(LessThanOrEqual):
    """At the moment or before it, as nearly all rows are: without a word SQLite takes it for one in four, and would rather find these
    and sort them than read a few in their order."""

    lookup_name = "past"

    def get_rhs_op(self, connection, rhs):
        return f"<= {rhs}"

    def as_sqlite(self, compiler, connection):
        sql, params = self.as_sql(compiler, connection)
        return f"likely({sql})", params


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
    # The key of the last state in its history, drafts included: who and when. Written with that state; readers never see it.
    last_change = models.BigIntegerField(default=0, editable=False)

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
        indexes = [
            models.Index(fields=["status", "publish_at", "id"], name="%(class)s_public"),
            models.Index(fields=["last_change", "id"], name="%(class)s_last_changed"),
        ]

    @classmethod
    def waiting_condition(cls) -> Q:
        return Q(status=Status.PUBLISHED)

    @classmethod
    def own_condition(cls, at) -> Q:
        return Q(status=Status.PUBLISHED, publish_at__past=at)

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
        leave_addresses([self])
        return super().delete(*args, **kwargs)


def leave_addresses(items) -> None:
    """Items are about to be deleted: what was public leaves its addresses behind, which say that it is gone."""
    for item in items:
        if isinstance(item, Publishable) and is_addressed(type(item)):
            was_public = item.is_public() or item.was_withdrawn()
            Address.objects.end([item] if was_public else [], [] if was_public else [item])
