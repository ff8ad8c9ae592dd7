"""What was deleted, kept so that the same item can come back."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("editions", "0039_remarks_in_every_language"),
    ]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="what",
            field=models.CharField(
                choices=[
                    ("found", "As it was found"),
                    ("elsewhere", "Changed elsewhere"),
                    ("created", "Created"),
                    ("saved", "Saved"),
                    ("draft", "Draft saved"),
                    ("discarded", "Draft discarded"),
                    ("restored", "Put back into the draft"),
                    ("published", "Published"),
                    ("changed", "Changes published"),
                    ("taken-back", "Taken back to draft"),
                    ("withdrawn", "Withdrawn"),
                    ("imported", "Imported"),
                    ("draft-import", "Imported into the draft"),
                    ("joined", "Joined with another record"),
                    ("parted", "Parted from another record"),
                    ("photo-desk", "Changed at the photo desk"),
                    ("deleted", "Deleted"),
                    ("brought-back", "Brought back"),
                    ("linked-again", "Linked again to what was brought back"),
                ],
                max_length=12,
                verbose_name="what was done",
            ),
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "made_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="when"),
                ),
                ("rows", models.JSONField(default=list)),
                ("links", models.JSONField(default=list)),
                ("lost", models.JSONField(default=dict)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "deletion",
                "verbose_name_plural": "deletions",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="deletion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="states",
                to="editions.deletion",
                verbose_name="deletion",
            ),
        ),
    ]
