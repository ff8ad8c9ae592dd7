"""SQLite has no index in an order with empty moments last, and so sorted all photographs of an edition for each page of it."""

import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0030_releases_tallied"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="photo",
            name="photo_gallery",
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                models.F("edition"),
                models.F("order"),
                django.db.models.lookups.IsNull(models.F("taken_at"), True),
                models.F("taken_at"),
                models.F("id"),
                name="photo_gallery",
            ),
        ),
    ]
