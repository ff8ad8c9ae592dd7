"""PostgreSQL has no index in an order with empty days last, and so sorted all coverage for the newest six."""

import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0033_corrections_in_order"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="coverage",
            index=models.Index(
                models.F("status"),
                django.db.models.lookups.IsNull(models.F("published_on"), True),
                models.OrderBy(models.F("published_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="coverage_newest",
            ),
        ),
    ]
