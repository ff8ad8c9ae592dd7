"""The one app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    name = "editions"
    verbose_name = _("Forum")
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core import checks

        from editions import content_version, search

        content_version.connect()
        checks.register(search.check_engine)


class DeskConfig(admin_apps.SimpleAdminConfig):
    """Django's admin, as the editors' desk; its modules are loaded with its addresses, which readers' pages do without."""

    default = False
    default_site = "editions.desk.Desk"
