"""SQLite counts the releases that are published by edition, year, month, kind and languages, as they are written.

A later migration that makes the table of releases anew takes the triggers away with the old one, and calls ``install`` at its end.
"""

# ruff: noqa: S608 (the names are those below)
from django.db import migrations

TABLE = "editions_releasetally"
KEYS = "edition_id, year, month, kind, ready"
READ = "status, edition_id, year, kind, dateline_date, publish_at, headline_en, headline_zh_hans, headline_ja"
CREATE = f"""CREATE TABLE IF NOT EXISTS {TABLE} (
    edition_id integer NOT NULL, year integer NOT NULL, month integer NOT NULL, kind text NOT NULL, ready text NOT NULL,
    number integer NOT NULL, PRIMARY KEY ({KEYS})) WITHOUT ROWID"""


def alike(row):
    """The keys of a release: no edition is 0."""
    ready = " || ".join(f"(COALESCE({row}headline_{column}, '') > '')" for column in ("en", "zh_hans", "ja"))
    month = f"CAST(strftime('%m', COALESCE({row}dateline_date, {row}publish_at)) AS integer)"
    return [f"COALESCE({row}edition_id, 0)", f"{row}year", month, f"{row}kind", ready]


def changed(row, sign):
    """The number of those like this row, one more or less. A trigger has the conflict clause of the statement that fired it, so none here."""
    where = " AND ".join(f"{key} = {value}" for key, value in zip(KEYS.split(", "), alike(row), strict=True))
    change = f"UPDATE {TABLE} SET number = number {sign} 1 WHERE {row}status = 'published' AND {where};"
    if sign == "-":
        return change
    first = f"INSERT INTO {TABLE} SELECT {', '.join(alike(row))}, 0 WHERE {row}status = 'published'"
    return f"{first} AND NOT EXISTS (SELECT 1 FROM {TABLE} WHERE {where}); {change}"


TRIGGERS = {
    "editions_pressrelease_tallied": f"AFTER INSERT ON editions_pressrelease BEGIN {changed('new.', '+')} END",
    "editions_pressrelease_untallied": f"AFTER DELETE ON editions_pressrelease BEGIN {changed('old.', '-')} END",
    "editions_pressrelease_retallied": f"AFTER UPDATE OF {READ} ON editions_pressrelease"
    f" BEGIN {changed('old.', '-')} {changed('new.', '+')} END",
}


def install(apps, schema_editor):
    """The table, its numbers counted anew, and the triggers that keep them."""
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(CREATE)
    schema_editor.execute(f"DELETE FROM {TABLE}")
    schema_editor.execute(
        f"INSERT INTO {TABLE} SELECT {', '.join(alike(''))}, COUNT(*) FROM editions_pressrelease"
        " WHERE status = 'published' GROUP BY 1, 2, 3, 4, 5",
        None,
    )
    for name, trigger in TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute(f"CREATE TRIGGER {name} {trigger}", None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("editions", "0029_kept_apart")]

    operations = [migrations.RunPython(install, remove)]
