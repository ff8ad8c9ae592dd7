"""The accounts of the editors, each with its house and its addresses."""

import logging

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import wording
from editions.languages import language_name
from editions.models import Editor, language_codes, roles

from .lists import WithoutJoins
from .stale import RefusesStale
from .told import TellsChanges

logger = logging.getLogger(__name__)


def rights(user):
    """What an account may do, in words that stay: it is looked at when something went wrong."""
    row = User.objects.get(pk=user.pk)
    flags = [name for name in ("is_active", "is_staff", "is_superuser") if getattr(row, name)]
    groups = row.groups.order_by("name").values_list("name", flat=True)
    single = [f"{app}.{code}" for app, code in row.user_permissions.values_list("content_type__app_label", "codename")]
    return ", ".join([*flags, *groups, *sorted(single)]) or "-"


ACTIONS = {
    "add": gettext_lazy("%(what)s: add"),
    "change": gettext_lazy("%(what)s: change"),
    "delete": gettext_lazy("%(what)s: delete"),
    "view": gettext_lazy("%(what)s: look at"),
    "publish": gettext_lazy("%(what)s: publish"),
}


def permission_in_words(permission) -> str:
    """A permission in the language of the desk: Django names them once, in English, in the database."""
    action, _underscore, name = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if action == "translate":
        code = next((code for code in language_codes() if code.replace("-", "_") == name), name)
        return _("Works on the texts in one language only: %(language)s") % {"language": language_name(code)}
    if action in ACTIONS and model is not None and name == model._meta.model_name:
        return str(ACTIONS[action]) % {"what": capfirst(model._meta.verbose_name)}
    return _(permission.name)


def role_in_words(group) -> str:
    return roles.label(group.name) if group.name in roles.ROLES else group.name


def content_types_at_the_desk() -> list[int]:
    """Of what the desk shows and of the rows of the table of roles: a right to anything else changes nothing."""
    models = {*admin.site._registry, *(apps.get_model("editions", name) for name in (*roles.EVERYTHING, "sharelink"))}
    shown = [model for model in models if model._meta.app_label in ("auth", "editions")]
    return [one.pk for one in ContentType.objects.get_for_models(*shown).values()]


class RoleFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(group.pk, role_in_words(group)) for group in Group.objects.order_by("name")]


class NamedRights:
    """Names permissions and roles in the language of the desk wherever they are chosen."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        if field is not None:
            field.help_text = wording.unparted(str(field.help_text))  # of two sentences
        if field is not None and db_field.related_model is Permission:
            field.label_from_instance = permission_in_words
            field.queryset = field.queryset.filter(content_type__in=content_types_at_the_desk())
        if field is not None and db_field.related_model is Group:
            field.label_from_instance = role_in_words
        return field


class EditorRow(admin.StackedInline):
    model = Editor
    can_delete = True


admin.site.unregister([User, Group, EmailAddress])


@admin.register(Group)
class EditorGroupAdmin(NamedRights, WithoutJoins, TellsChanges, RefusesStale, GroupAdmin):
    """What the editors of a role may do."""

    list_display = ["named"]

    @admin.display(description=gettext_lazy("role"), ordering="name")
    def named(self, group):
        return role_in_words(group)


@admin.register(EmailAddress)
class EditorAddressAdmin(TellsChanges, RefusesStale, EmailAddressAdmin):
    """The addresses of an account."""

    actions = []  # allauth's own would change them and tell nobody


@admin.register(User)
class EditorAccountAdmin(NamedRights, TellsChanges, RefusesStale, UserAdmin):
    told_apart = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions", "date_joined")
    inlines = [EditorRow]
    add_fieldsets = (*UserAdmin.add_fieldsets, (None, {"fields": ["is_staff", "groups"]}))
    list_display = ["username", "email", "first_name", "last_name", "house", "may_enter"]
    list_select_related = ["editor__side"]
    list_filter = ["is_staff", "is_superuser", "is_active", ("groups", RoleFilter)]
    readonly_fields = ["last_login", "date_joined"]  # what happened; a sign-in meanwhile is no change of the form

    @admin.display(description=gettext_lazy("house"))
    def house(self, user):
        return str(user.editor.side) if hasattr(user, "editor") else ""

    @admin.display(description=gettext_lazy("may enter the desk"), ordering="is_staff")
    def may_enter(self, user):
        return _("Yes") if user.is_active and user.is_staff else _("No")

    def get_changeform_initial_data(self, request):
        """An account made at the desk is for the desk."""
        return {"is_staff": True} | super().get_changeform_initial_data(request)

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
        before, now = getattr(request, "rights_before", None), rights(obj)
        if before in (None, now):  # None: nothing but a password was changed
            return
        admin.ModelAdmin.log_change(self, request, obj, f"{before} → {now}")
        told = {"user": obj.pk, "by": request.user.pk, "before": before, "now": now}
        logger.warning("The rights of an account were changed", extra={"event": told})
