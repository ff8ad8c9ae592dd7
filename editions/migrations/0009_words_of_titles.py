"""PostgreSQL keeps the words of titles in a column of their own: looking for hits in titles read whole texts."""

from django.db import migrations

POSTGRES = [
    """ALTER TABLE editions_searchentry ADD COLUMN title_words tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', title_tokens)) STORED""",
    "CREATE INDEX editions_searchentry_title_words ON editions_searchentry USING gin (title_words)",
]
POSTGRES_REVERSE = ["ALTER TABLE editions_searchentry DROP COLUMN title_words"]


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, POSTGRES)


def backwards(apps, schema_editor):
    run(schema_editor, POSTGRES_REVERSE)


class Migration(migrations.Migration):
    dependencies = [("editions", "0008_reader_notes_queue")]

    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
