"""What is given out as data comes into an empty installation as the same rows."""

import hashlib
import zipfile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from editions import models, open_data
from editions.importers import whole
from tests import factories
from tests.worlds import make_world

NOT_IN_THE_WORLD = {"plans", "figures", "edition_names", "organisation_aliases", "promises"}

pytestmark = pytest.mark.django_db


def emptied():
    """As after a first migration: foreign keys are looked at when the transaction ends."""
    with connection.cursor() as cursor:
        for model in apps.get_app_config("editions").get_models(include_auto_created=True):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def sums_of_open_data() -> dict[str, tuple[int, str]]:
    """Rows and hash of every table of the open data."""
    told = {}
    for name, table in open_data.TABLES.items():
        rows = list(table.values())
        told[name] = len(rows), hashlib.sha256(b"".join(open_data.as_csv(table, rows))).hexdigest()
    return told


def test_what_is_given_out_comes_in_as_the_same_rows_of_every_table(tmp_path, capsys):
    make_world(speakers=4, parallel=3)
    later, earlier = factories.make_document(slug="later"), factories.make_document(slug="earlier")
    later.reaffirms.add(earlier)  # named before it is made
    total = factories.make_answer(question=factories.make_question(slug="scale"), code="total")
    models.Answer.objects.filter(code="good").update(part_of=total, label_en="=1+1", label_ja="@home")
    before, given = sums_of_open_data(), {one.kind: (one.rows, one.sha256) for one in whole.tables()}
    call_command("export_data", tmp_path / "record")
    emptied()
    call_command("import_data", tmp_path / "record")
    assert f"{sum(rows for rows, _sum in given.values())} rows, each as it was given out" in capsys.readouterr().out
    assert {one.kind: (one.rows, one.sha256) for one in whole.tables()} == given
    assert sums_of_open_data() == before
    assert {kind for kind, (rows, _sum) in given.items() if not rows} <= NOT_IN_THE_WORLD
    assert models.Answer.objects.get(code="good").label_ja == "@home"
    with pytest.raises(CommandError, match="a forum already"):
        call_command("import_data", tmp_path / "record")


def test_what_readers_do_not_see_is_not_given_out():
    speaker = factories.make_speaker(editor_note="secret")
    models.SpeakerAlias.objects.create(speaker=speaker, name="Other Form", note="secret")
    release = factories.make_release(received_text="secret")
    release.speakers.add(speaker, factories.make_speaker(slug="secret", status="draft"))
    release.contacts.add(models.Contact.objects.create(name_en="secret", email="s@house.example", is_public=False))
    factories.make_promise(owner="secret")
    factories.make_session(topic=factories.make_topic(slug="secret", status="draft"))
    factories.make_edition(number=99, theme_en="secret", publish_at=factories.tomorrow())
    # Its page says that it is under a notice; a table would not, and its rows would name what no table has.
    notice = {"status": "withdrawn", "withdrawal": "readable"}
    under = factories.make_edition(number=98, **notice)
    factories.make_figure(edition=under, according_to_en="secret")
    factories.make_clause(document=factories.make_document(slug="secret", edition=under), text_line_en="secret")
    factories.make_appearance(speaker=factories.make_speaker(slug="under", **notice), title_en="secret")
    assert not [name for name, table in open_data.TABLES.items() if "secret" in str(list(table.values()))]
    assert [one.kind for one in whole.tables() if b"secret" in one.content] == []


def test_nothing_is_kept_of_tables_that_do_not_come_out_again(tmp_path):
    factories.make_forum()
    factories.make_edition(number=1)
    call_command("export_data", tmp_path / "record")
    path = tmp_path / "record" / "editions.csv"
    path.write_bytes(path.read_bytes() + b"\n")  # read as the same rows, but not what we write
    emptied()
    with pytest.raises(CommandError, match="editions"):
        call_command("import_data", tmp_path / "record")
    assert not models.Forum.objects.exists()


def test_the_tables_are_read_from_the_zip_of_the_whole_site_and_nothing_else_is(tmp_path):
    with zipfile.ZipFile(tmp_path / "no.zip", "w") as packed:
        packed.writestr("tables/../forum.csv", "name_en\nA forum\n")
    with pytest.raises(CommandError, match="no tables"):
        call_command("import_data", tmp_path / "no.zip")
    with zipfile.ZipFile(tmp_path / "yes.zip", "w") as packed:
        factories.make_forum()
        for one in whole.tables():
            packed.writestr(f"tables/{one.kind}.csv", one.content)
    emptied()
    call_command("import_data", tmp_path / "yes.zip")
    assert models.Forum.objects.count() == 1
