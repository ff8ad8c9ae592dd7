"""The one app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class EditionsConfig(AppConfig):
    name = "editions"
    default = True
    default_auto_field = "django.db.models.BigAutoField"


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, as the editors' desk."""

    default = False
    default_site = "editions.desk.Desk"
