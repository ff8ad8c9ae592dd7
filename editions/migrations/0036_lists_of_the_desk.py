"""Filters and orders of the desk's lists that no index had: kinds of addresses, rights of photographs, days of releases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0035_where_links_stood"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="address",
            index=models.Index(fields=["kind", "path"], name="address_of_kind"),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["rights", "id"], name="photo_of_rights"),
        ),
        migrations.AddIndex(
            model_name="pressrelease",
            index=models.Index(fields=["dateline_date", "id"], name="pressrelease_by_dateline"),
        ),
    ]
