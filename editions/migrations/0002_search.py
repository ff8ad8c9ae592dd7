"""The search entries, the engine's part of each database, and what was searched for in vain."""

from django.conf import settings
from django.db import migrations, models

import editions.models.fields

# SQLite keeps the words of the entries in a table of its own, which three triggers keep as the entries are.
SQLITE = [
    """CREATE VIRTUAL TABLE editions_searchindex USING fts5(
        title_tokens, body_tokens, content='editions_searchentry', content_rowid='id', tokenize='ascii', prefix='1')""",
    """CREATE TRIGGER editions_searchentry_added AFTER INSERT ON editions_searchentry BEGIN
        INSERT INTO editions_searchindex (rowid, title_tokens, body_tokens)
        VALUES (new.id, new.title_tokens, new.body_tokens); END""",
    """CREATE TRIGGER editions_searchentry_gone AFTER DELETE ON editions_searchentry BEGIN
        INSERT INTO editions_searchindex (editions_searchindex, rowid, title_tokens, body_tokens)
        VALUES ('delete', old.id, old.title_tokens, old.body_tokens); END""",
    """CREATE TRIGGER editions_searchentry_changed AFTER UPDATE ON editions_searchentry BEGIN
        INSERT INTO editions_searchindex (editions_searchindex, rowid, title_tokens, body_tokens)
        VALUES ('delete', old.id, old.title_tokens, old.body_tokens);
        INSERT INTO editions_searchindex (rowid, title_tokens, body_tokens)
        VALUES (new.id, new.title_tokens, new.body_tokens); END""",
]
SQLITE_REVERSE = [
    "DROP TRIGGER editions_searchentry_changed",
    "DROP TRIGGER editions_searchentry_gone",
    "DROP TRIGGER editions_searchentry_added",
    "DROP TABLE editions_searchindex",
]
# PostgreSQL computes a column. The word between title and text keeps a phrase from running from one into the other.
POSTGRES = [
    """ALTER TABLE editions_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_tokens || ' x0x0x'), 'A')
        || setweight(to_tsvector('simple', body_tokens), 'D')) STORED""",
    "CREATE INDEX editions_searchentry_words ON editions_searchentry USING gin (words)",
]
POSTGRES_REVERSE = ["ALTER TABLE editions_searchentry DROP COLUMN words"]


def run(schema_editor, by_vendor):
    for statement in by_vendor.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRES})


def backwards(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_REVERSE, "postgresql": POSTGRES_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "version of the content",
                "verbose_name_plural": "versions of the content",
            },
        ),
        migrations.CreateModel(
            name="MissedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", editions.models.fields.LineField(max_length=100, verbose_name="words")),
                (
                    "language",
                    models.CharField(choices=settings.LANGUAGES, max_length=10, verbose_name="language of the page"),
                ),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how often")),
                ("last_on", models.DateField(verbose_name="last on")),
            ],
            options={
                "verbose_name": "search without result",
                "verbose_name_plural": "searches without result",
                "ordering": ["-count", "-last_on", "words"],
                "constraints": [models.UniqueConstraint(fields=("words", "language"), name="missedsearch_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("object_id", models.PositiveBigIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("edition_number", models.PositiveSmallIntegerField(null=True)),
                ("day", models.DateField(null=True)),
                ("address", models.CharField(max_length=1000)),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("title_tokens", models.TextField()),
                ("body_tokens", models.TextField()),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "indexes": [models.Index(fields=["kind", "object_id"], name="searchentry_of_item")],
            },
        ),
        migrations.RunPython(forwards, backwards, elidable=False),
    ]
