"""Characters are tokens of their own: SQLite's index of the beginnings of words goes.

What is there is indexed again as it is; manage.py search_index then gives the entries the new tokens.
"""

from django.db import migrations

SQLITE = [
    "DROP TABLE editions_searchindex",
    """CREATE VIRTUAL TABLE editions_searchindex USING fts5(
        title_tokens, body_tokens, content='editions_searchentry', content_rowid='id', tokenize='ascii'{more})""",
    "INSERT INTO editions_searchindex(editions_searchindex) VALUES ('rebuild')",
]


def run(schema_editor, more):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement.format(more=more))


def forwards(apps, schema_editor):
    run(schema_editor, "")


def backwards(apps, schema_editor):
    run(schema_editor, ", prefix='1'")


class Migration(migrations.Migration):
    dependencies = [("editions", "0011_programme_releases")]

    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
