"""The accounts of the editors, each with its house and its addresses."""

import logging

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from editions.models import Editor

from .stale import RefusesStale

logger = logging.getLogger(__name__)


def rights(user):
    """What an account may do, in words that stay: it is looked at when something went wrong."""
    row = User.objects.get(pk=user.pk)
    flags = [name for name in ("is_active", "is_staff", "is_superuser") if getattr(row, name)]
    groups = row.groups.order_by("name").values_list("name", flat=True)
    single = [f"{app}.{code}" for app, code in row.user_permissions.values_list("content_type__app_label", "codename")]
    return ", ".join([*flags, *groups, *sorted(single)]) or "-"


class EditorRow(admin.StackedInline):
    model = Editor
    can_delete = True


admin.site.unregister([User, Group, EmailAddress])


@admin.register(Group)
class EditorGroupAdmin(RefusesStale, GroupAdmin):
    """What the editors of a role may do."""


@admin.register(EmailAddress)
class EditorAddressAdmin(RefusesStale, EmailAddressAdmin):
    """The addresses of an account."""


@admin.register(User)
class EditorAccountAdmin(RefusesStale, UserAdmin):
    inlines = [EditorRow]
    readonly_fields = ["last_login", "date_joined"]  # what happened; a sign-in meanwhile is no change of the form

    def has_delete_permission(self, request, obj=None):
        """Accounts are closed, not deleted: what they did stays told with their name."""
        return False

    def save_model(self, request, obj, form, change):
        request.rights_before = rights(obj) if change else "-"
        super().save_model(request, obj, form, change)

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        self._log_rights(request, obj)
        return entry

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        self._log_rights(request, obj)
        return entry

    def _log_rights(self, request, obj):
        """From what to what, in the log of the desk and in that of the server."""
        before, now = getattr(request, "rights_before", "-"), rights(obj)
        if before == now:
            return
        super().log_change(request, obj, f"{before} → {now}")
        told = {"user": obj.pk, "by": request.user.pk, "before": before, "now": now}
        logger.warning("The rights of an account were changed", extra={"event": told})
