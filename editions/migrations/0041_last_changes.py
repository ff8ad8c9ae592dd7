"""The last change of each item, which lists are ordered by."""

from django.db import migrations, models

KINDS = (
    *("coverage", "document", "edition", "notice", "organisation", "page", "photo"),
    *("pressrelease", "promise", "question", "session", "speaker", "survey", "topic"),
)


def fill(apps, schema_editor):
    """From the histories there are; what has none was last changed before all that has one."""
    for kind in apps.get_model("contenttypes", "ContentType").objects.filter(app_label="editions", model__in=KINDS):
        schema_editor.execute(
            f"""UPDATE editions_{kind.model} SET last_change = (SELECT MAX(id) FROM editions_revision
                WHERE content_type_id = {kind.pk} AND object_id = editions_{kind.model}.id)
            WHERE id IN (SELECT object_id FROM editions_revision WHERE content_type_id = {kind.pk})""",  # noqa: S608
            None,
        )


class Migration(migrations.Migration):
    dependencies = [("editions", "0040_what_was_deleted")]

    operations = [
        # Django would make SQLite's tables anew, and so take their triggers away.
        *(
            migrations.RunSQL(
                f"ALTER TABLE editions_{kind} ADD COLUMN last_change bigint NOT NULL DEFAULT 0",
                f"ALTER TABLE editions_{kind} DROP COLUMN last_change",
                state_operations=[
                    migrations.AddField(kind, "last_change", models.BigIntegerField(default=0, editable=False))
                ],
            )
            for kind in KINDS
        ),
        *(
            migrations.AddIndex(kind, models.Index(fields=["last_change", "id"], name=f"{kind}_last_changed"))
            for kind in KINDS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
