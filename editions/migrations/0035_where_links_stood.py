"""The list of links read every text there is to say where they stand; now it reads where they stood."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0034_coverage_newest"),
    ]

    operations = [
        migrations.AddField(
            model_name="link",
            name="stood_in",
            field=models.JSONField(default=list, verbose_name="stands in"),
        ),
    ]
