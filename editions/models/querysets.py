"""Who may see which rows, and what a change of many rows owes to those who listen."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from . import changes
from .addresses import Address, is_addressed
from .conditions import AtMoment
from .fields import ProseField
from .rows import language_codes
from .showing import shows_early
from .states import Status

SEE_UNPUBLISHED = "editions.see_unpublished"
ADDRESSING = {"slug", "year", "number", "status", "permanent_id"}


def condition(model, name: str, at=None):
    """A condition of ``model`` at the moment ``at`` (now by default), worked out before unless something is shown early."""
    at = at or timezone.now()
    return getattr(model, name)(at) if shows_early() else AtMoment(model, name, at)


def record_addresses(model, rows) -> None:
    """Into the ledger with the addresses of what is public now, or from a moment to come."""
    if is_addressed(model) and hasattr(model, "publish_at"):
        Address.objects.record([row for row in rows if row.status == Status.PUBLISHED])


class HeardQuerySet(models.QuerySet):
    """Rows whose changes in bulk are told to the one who listens, as the database's signals tell of single ones."""

    def update(self, **values):
        for field in self.model._meta.concrete_fields:
            if isinstance(field, ProseField) and field.name in values:
                values[field.name] = field.checked(values[field.name])
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
            rows = list(self.select_related(None).prefetch_related(None).only("permanent_id"))
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

    def listed(self, at=None):
        """Public rows that hang on nothing withdrawn under a notice: for what is taken away, where nobody would see the notice."""
        rows = self.published(at)
        for name in self.model.public_through:
            field = self.model._meta.get_field(name)
            listed = Q(**{f"{name}__in": field.related_model.objects.listed(at).values("pk")})
            rows = rows.filter(listed | Q(**{f"{name}__isnull": True}) if field.null else listed)
        return rows

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

    def without(self, *names):
        """Rows without these texts, which are long, in any language."""
        return self.defer(
            *names, *(build_localized_fieldname(name, code) for name in names for code in language_codes())
        )

    def ready_in(self, language):
        """Rows whose text in this language readers may see."""
        return self.filter(**{f"{build_localized_fieldname(self.model.lead_field, language)}__gt": ""})

    def lacking(self, language):
        """Rows that readers of this language are shown in another one."""
        return self.filter(self.model.lacking_condition(language))
