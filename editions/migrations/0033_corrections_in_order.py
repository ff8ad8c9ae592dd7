"""The list of corrections sorted all there are for each page of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0032_unfinished_indexed"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["made_at", "id"], name="correction_in_order"),
        ),
    ]
