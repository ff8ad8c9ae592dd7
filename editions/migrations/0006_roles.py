"""A group for each role of the editors."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def set_up(apps, schema_editor):
    from django.apps import apps as now

    from editions.models import roles

    # Permissions are made after all migrations otherwise: too late for the groups.
    create_permissions(now.get_app_config("editions"), verbosity=0, using=schema_editor.connection.alias, apps=apps)
    roles.set_up_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0005_addresses"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
