"""A correction may take back a statement of a release whose other statements hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0020_source_lines_by_language")]

    operations = [
        migrations.AlterField(
            "correction",
            "kind",
            models.CharField(
                choices=[
                    ("typo", "Typing error"),
                    ("clarification", "Clarification"),
                    ("correction", "Correction"),
                    ("withdrawal", "Withdrawal"),
                ],
                default="correction",
                max_length=15,
                verbose_name="kind",
            ),
        ),
    ]
