"""On SQLite the words of titles get a table of their own, as PostgreSQL has a column.

A word that stands in most texts and in few titles made it read the places of that word in every text.
"""

from django.db import migrations

ADD = "INSERT INTO editions_searchtitles (rowid, title_tokens) VALUES (new.id, new.title_tokens);"
TAKE = """INSERT INTO editions_searchtitles (editions_searchtitles, rowid, title_tokens)
    VALUES ('delete', old.id, old.title_tokens);"""
FORWARDS = [
    """CREATE VIRTUAL TABLE editions_searchtitles USING fts5(
        title_tokens, content='editions_searchentry', content_rowid='id', tokenize='ascii')""",
    "INSERT INTO editions_searchtitles(editions_searchtitles) VALUES ('rebuild')",
    f"CREATE TRIGGER editions_searchtitles_added AFTER INSERT ON editions_searchentry BEGIN {ADD} END",
    f"CREATE TRIGGER editions_searchtitles_gone AFTER DELETE ON editions_searchentry BEGIN {TAKE} END",
    f"CREATE TRIGGER editions_searchtitles_changed AFTER UPDATE ON editions_searchentry BEGIN {TAKE} {ADD} END",
]
BACKWARDS = [
    *(f"DROP TRIGGER editions_searchtitles_{what}" for what in ("changed", "gone", "added")),
    "DROP TABLE editions_searchtitles",
]


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, FORWARDS)


def backwards(apps, schema_editor):
    run(schema_editor, BACKWARDS)


class Migration(migrations.Migration):
    dependencies = [("editions", "0027_lists_of_the_desk")]

    operations = [migrations.RunPython(forwards, backwards)]
