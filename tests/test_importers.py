"""Tables come in whole or not at all, tell where they are broken, and change nothing the second time."""

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from editions import models
from editions.importers import KINDS, import_table
from editions.importers.rows import Refused, read_rows, text_of
from tests.factories import make_edition, make_session, make_side, make_speaker, make_topic


@pytest.fixture
def table(tmp_path):
    """Writes a table and returns its path."""

    def write(text, name="table.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def refusals(report):
    return [(refusal.line, refusal.column, refusal.reason) for refusal in report.refusals]


class TestFiles:
    def test_a_byte_order_mark_is_no_part_of_the_first_column(self, table):
        columns, rows = read_rows(table("name,year\nOne,2001\n", encoding="utf-8-sig"))
        assert (columns, rows[0].cells) == (["name", "year"], {"name": "One", "year": "2001"})

    def test_a_row_says_the_line_on_which_it_begins(self, table):
        _columns, rows = read_rows(table('name,year\n"One\nwith a break",2001\n\nTwo,2002\n'))
        assert [row.line for row in rows] == [2, 5]

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("", 1, "empty"),
            ("name,name\nOne,Two\n", 1, "stands once"),
            ("name,year\nOne\n", 2, "1 cells"),
            ('name,year\n"One,2001\n', 2, "CSV"),
            ("name\nO\0ne\n", 2, "NUL"),
        ],
    )
    def test_a_broken_file_is_refused_with_its_line(self, table, text, line, words):
        with pytest.raises(Refused) as refused:
            read_rows(table(text))
        assert refused.value.refusals[0].line == line
        assert words in refused.value.refusals[0].reason

    def test_another_encoding_is_refused_with_its_line(self, table):
        with pytest.raises(Refused) as refused:
            read_rows(table("name\nFirst\n東京\n", encoding="shift_jis"))
        assert refused.value.refusals[0].line == 3
        assert "UTF-8" in refused.value.refusals[0].reason

    def test_a_cell_may_name_a_text_beside_the_table(self, table, tmp_path):
        table("A text\n", "about.txt")
        assert text_of("@about.txt", tmp_path) == "A text"
        assert text_of("@@handle", tmp_path) == "@handle"

    @pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "link.txt"])
    def test_no_text_outside_the_folder_is_read(self, tmp_path, name):
        folder = tmp_path / "tables"
        folder.mkdir()
        (tmp_path / "secret.txt").write_text("secret")
        (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
        with pytest.raises(ValueError, match="outside"):
            text_of(f"@{name}", folder)


@pytest.mark.django_db
class TestTables:
    def test_rows_become_public_items(self, table):
        report = import_table("editions", table("number,year,state,theme_en\n1,2005,held,A theme\n"))
        assert str(report) == "1 created"
        assert models.Edition.objects.published().get().theme_en == "A theme"

    def test_an_unknown_column_is_refused_and_the_known_ones_are_named(self, table):
        report = import_table("editions", table("number,year,tema\n1,2005,A theme\n"))
        [(line, column, reason)] = refusals(report)
        assert (line, column) == (1, "tema")
        assert "theme_en" in reason
        assert not models.Edition.objects.exists()

    def test_a_missing_column_is_refused(self, table):
        assert refusals(import_table("editions", table("year\n2005\n"))) == [(1, "number", "This column is needed.")]

    def test_every_broken_row_is_told_and_nothing_of_the_file_is_kept(self, table):
        report = import_table(
            "editions",
            table(
                "number,year,state,starts_on\n"
                "1,2005,held,2005-08-23\n"
                "2,2006,celebrated,2006-08-03\n"
                "3,2007,held,28 August\n"
                "4,2008,held,2009-09-15\n"
            ),
        )
        assert [(line, column) for line, column, _reason in refusals(report)] == [
            (3, "state"),
            (4, "starts_on"),
            (5, "starts_on"),
        ]
        assert str(report) == "1 created, 3 refused"
        assert not models.Edition.objects.exists()

    def test_what_the_database_must_keep_is_refused_with_its_sentence(self, table):
        make_edition(number=1, year=2001)
        report = import_table(
            "plans", table("edition,starts_on,ends_on\n1,2001-05-02,2001-05-01\n1,2001-06-01,2001-06-02\n")
        )
        assert [(line, reason) for line, _column, reason in refusals(report)] == [
            (2, "Planned dates do not end before they begin.")
        ]
        assert not models.Plan.objects.exists()

    def test_what_is_called_and_not_there_is_refused(self, table):
        make_edition(number=1, year=2001)
        text = "slug,edition,title_en,topic\nopening,1,Opening,nowhere\n"
        assert refusals(import_table("sessions", table(text))) == [(2, "topic", "There is no topic “nowhere”.")]

    def test_the_same_row_twice_is_refused(self, table):
        report = import_table("editions", table("number,year\n1,2005\n1,2005\n"))
        assert refusals(report) == [(3, "number", "This is the same row as line 2.")]

    def test_the_second_time_nothing_is_written(self, table):
        make_side(code="north")
        path = table("slug,family_name,given_name,delegation\ntest-speaker,Speaker,Test,north\n")
        import_table("speakers", path)
        changed = models.Speaker.objects.get().updated_at
        report = import_table("speakers", path)
        assert str(report) == "1 unchanged"
        assert models.Speaker.objects.get().updated_at == changed

    def test_a_changed_cell_changes_that_row_only(self, table):
        path = table("number,year,theme_en\n1,2005,One\n2,2006,Two\n")
        import_table("editions", path)
        report = import_table("editions", table("number,year,theme_en\n1,2005,One\n2,2006,Three\n"))
        assert str(report) == "1 changed, 1 unchanged"
        assert [str(difference) for difference in report.differences] == ["2: theme_en: 'Two' -> 'Three'"]
        assert models.Edition.objects.get(number=2).theme_en == "Three"

    def test_a_dry_run_tells_and_changes_nothing(self, table, capsys):
        make_edition(number=1, year=2001, theme_en="One")
        call_command("import_table", "editions", table("number,year,theme_en\n1,2001,Two\n3,2003,New\n"), "--dry-run")
        printed = capsys.readouterr().out
        assert "'One' -> 'Two'" in printed
        assert "1 created, 1 changed" in printed
        assert models.Edition.objects.get().theme_en == "One"

    def test_an_editors_withdrawal_outlives_the_next_import(self, table):
        path = table("number,year,theme_en,publish_at\n1,2005,One,2020-01-01T00:00:00Z\n")
        import_table("editions", path)
        edition = models.Edition.objects.get()
        edition.status = models.Status.WITHDRAWN
        edition.save()
        report = import_table("editions", path)
        assert str(report) == "1 unchanged"
        assert not models.Edition.objects.published().exists()

    def test_a_moment_needs_its_zone(self, table):
        report = import_table("editions", table("number,year,publish_at\n1,2005,2020-01-01 10:00\n"))
        [(line, column, reason)] = refusals(report)
        assert (line, column) == (2, "publish_at")
        assert "zone" in reason

    def test_several_values_stand_in_one_cell(self, table):
        make_edition(number=1, year=2001)
        make_speaker(slug="test-speaker")
        import_table(
            "appearances",
            table(
                "edition,speaker,roles,sources\n"
                "1,test-speaker,organiser | moderator,https://one.example/a | https://two.example/b\n"
            ),
        )
        appearance = models.Appearance.objects.get()
        assert appearance.roles == ["organiser", "moderator"]
        assert appearance.source_list == ["https://one.example/a", "https://two.example/b"]

    def test_an_unknown_role_and_a_bad_address_are_both_told(self, table):
        make_edition(number=1, year=2001)
        make_speaker(slug="test-speaker")
        text = "edition,speaker,roles,sources\n1,test-speaker,juggler,javascript:alert(1)\n"
        report = import_table("appearances", table(text))
        assert sorted(column for _line, column, _reason in refusals(report)) == ["roles", "sources"]

    def test_an_organisation_is_public_with_its_first_name(self, table):
        make_side(code="north")
        import_table("organisations", table("slug,side\ntest-house,north\n"))
        assert not models.Organisation.objects.published().exists()
        names = table(
            "organisation,name_en,from_year,until_year\ntest-house,The Old House,,2010\ntest-house,The Test House,2011,\n"
        )
        import_table("organisation_names", names)
        assert models.Organisation.objects.published().get().name_in(2005).name_en == "The Old House"

    def test_a_row_is_found_by_what_people_call_it(self, table):
        edition = make_edition(number=1, year=2001)
        models.Venue.objects.create(edition=edition, city_en="Testville", name_en="Hall One")
        make_topic(slug="trade")
        text = (
            "slug,edition,title_en,topic,venue,day,start_time,time_zone\n"
            "1-trade,1,Trade,trade,1/Testville/Hall One,2001-05-01,09:00,Asia/Tokyo\n"
        )
        import_table("sessions", table(text))
        session = models.Session.objects.get()
        assert (session.venue.name_en, session.topic.slug) == ("Hall One", "trade")

    def test_without_an_order_rows_stand_as_in_the_file(self, table):
        session = make_session(slug="opening")
        make_speaker(slug="second-in-name")
        make_speaker(slug="first-in-name")
        number = session.edition.number
        text = (
            "edition,session,speaker,roles\n"
            f"{number},opening,second-in-name,keynote\n{number},opening,first-in-name,keynote\n"
        )
        import_table("appearances", table(text))
        speakers = [appearance.speaker.slug for appearance in models.Appearance.objects.all()]
        assert speakers == ["second-in-name", "first-in-name"]

    def test_the_command_names_file_line_column_and_reason(self, table, capsys):
        with pytest.raises(CommandError, match="Nothing was loaded"):
            call_command("import_table", "editions", table("number,year\n1,two thousand\n", "forum.csv"))
        assert "forum.csv:2: year: " in capsys.readouterr().err


def test_the_documentation_names_every_kind_and_column(settings):
    page = (settings.BASE_DIR / "docs" / "data.md").read_text("utf-8")
    page = page.partition("## The kinds")[2].partition("\n## ")[0]
    lines = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    assert list(lines) == list(KINDS)
    for table in KINDS.values():
        translated = getattr(table.model, "translated", ())
        for column in table.fields():
            stem = next((name for name in translated if column.startswith(f"{name}_")), "")
            assert f"`{column}`" in lines[table.kind] or f"`{stem}_*`" in lines[table.kind], (table.kind, column)


@pytest.mark.django_db
class TestPictures:
    @pytest.fixture
    def folder(self, tmp_path):
        folder = tmp_path / "tables"
        folder.mkdir()
        Image.new("RGB", (1200, 800), "teal").save(folder / "one.jpg")
        (folder / "two.jpg").write_text("no picture")
        return folder

    def load(self, folder, text, **options):
        path = folder / "photos.csv"
        path.write_text(f"file,caption_en,rights\n{text}")
        return import_table("photos", path, **options)

    def files(self, location):
        return [path for path in location.rglob("*") if path.is_file()]

    def test_a_picture_comes_in_with_its_renditions_and_is_found_again_by_its_name(self, folder):
        assert str(self.load(folder, "one.jpg,A test picture,illustration\n")) == "1 created"
        photo = models.Photo.objects.published().get()
        assert (photo.original_name, photo.width) == ("one.jpg", 1200)
        assert photo.renditions
        assert str(self.load(folder, "one.jpg,A test picture,illustration\n")) == "1 unchanged"

    @pytest.mark.parametrize("options", [{}, {"dry_run": True}])
    def test_what_is_not_kept_leaves_no_files(self, folder, options, tmp_path):
        text = "one.jpg,One,illustration\n" + ("" if options else "two.jpg,Two,illustration\n")
        self.load(folder, text, **options)
        assert not models.Photo.objects.exists()
        assert self.files(tmp_path / "files") == []

    @pytest.mark.parametrize("name", ["../one.jpg", "none.jpg", ""])
    def test_no_picture_outside_the_folder_is_taken(self, folder, name):
        Image.new("RGB", (1200, 800), "teal").save(folder.parent / "one.jpg")
        report = self.load(folder, f"{name},One,illustration\n")
        assert str(report) == "1 refused"
