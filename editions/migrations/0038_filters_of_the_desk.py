"""Filters of the desk’s lists that leave few: what is asked for by its kind, its language or its answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0037_uncertain_speakers_and_dead_links"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="coverage",
            index=models.Index(fields=["kind", "published_on", "id"], name="coverage_of_kind"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(
                models.F("said"),
                models.OrderBy(models.F("is_dead"), descending=True),
                models.F("failing_since"),
                models.F("address"),
                name="link_of_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="readernote",
            index=models.Index(fields=["language", "sent_at", "id"], name="readernote_in_language"),
        ),
        migrations.AddIndex(
            model_name="readernote",
            index=models.Index(fields=["kind", "sent_at", "id"], name="readernote_of_kind"),
        ),
    ]
