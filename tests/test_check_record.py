"""Every row of a research folder is found on the site, explained, or reported as missing."""

import pytest
from django.core.management import CommandError, call_command

from editions import models
from tests.factories import make_appearance, make_coverage, make_edition, make_side, make_speaker

NAMES = (
    "slug,family_name,given_name,name_en,delegation,native_zh_hans,native_ja,native_zh_hant,reading_ja,aliases,certain"
)
PEOPLE = "full_name,edition,title_at_edition,session,source_url"


@pytest.fixture
def folder(tmp_path):
    """A folder of research of which every row is on the site."""
    side = make_side(code="north", country_en="North")
    speaker = make_speaker(
        slug="test-speaker",
        family_name="Speaker",
        given_name="Test",
        name_en="Test Speaker",
        name_ja="試験太郎",
        delegation=side,
    )
    models.SpeakerAlias.objects.create(speaker=speaker, name="Tset Speaker")
    edition = make_edition(number=1, year=2001, theme_en="A theme")
    make_appearance(speaker=speaker, edition=edition, title_en="Chair of Tests", sources="https://one.example/a")
    make_coverage(title="A headline", link="https://news.example/1", publisher="Test Paper", published_on="2001-05-01")

    def table(name, *lines):
        (tmp_path / name).write_text("\n".join(lines) + "\n")

    table("names.csv", NAMES, "test-speaker,Speaker,Test,Test Speaker,North,,試験太郎,,,Tset Speaker,yes")
    table("people.csv", PEOPLE, "Test Speaker,1,Chair of Tests (議長),,https://one.example/a")
    table("people_map.csv", "row,slug", "1,test-speaker")
    table("press.csv", "title,date,publisher,url", "A headline,2001-05-01,Test Paper,https://news.example/1")
    models.Appearance.objects.update(editor_note="Title in the sources: Chair of Tests (議長)")
    return tmp_path


@pytest.mark.django_db
class TestCheckRecord:
    def refused(self, folder, capsys):
        with pytest.raises(CommandError) as error:
            call_command("check_record", folder, "--short")
        return f"{capsys.readouterr().out}{error.value}"

    def test_rows_that_are_on_the_site_are_found(self, folder, capsys):
        call_command("check_record", folder)
        printed = capsys.readouterr().out
        assert "people.csv:1: Test Speaker: found: speaker test-speaker, edition 1" in printed
        assert "press.csv: 1 found, 0 explained, 0 missing" in printed
        assert "4 rows: 4 found, 0 explained, 0 missing." in printed

    def test_what_a_visitor_cannot_see_is_missing(self, folder, capsys):
        models.Speaker.objects.update(status=models.Status.DRAFT)
        printed = self.refused(folder, capsys)
        assert "names.csv:1: test-speaker: missing: there is no such speaker" in printed
        assert "4 rows: 1 found, 0 explained, 3 missing." in printed

    def test_another_date_is_told(self, folder, capsys):
        models.Coverage.objects.update(published_on="2001-05-02")
        assert "date is “2001-05-02”, not “2001-05-01”" in self.refused(folder, capsys)

    def test_a_form_of_the_name_that_is_not_given_is_told(self, folder, capsys):
        models.SpeakerAlias.objects.all().delete()
        assert "the form Tset Speaker is not given" in self.refused(folder, capsys)

    def test_a_family_name_alone_is_left_out_and_told(self, folder, capsys):
        (folder / "names.csv").write_text(
            f"{NAMES}\ntest-speaker,Speaker,Test,Test Speaker,North,,試験太郎,,,試験,yes\n"
        )
        call_command("check_record", folder)
        assert "without 試験" in capsys.readouterr().out

    def test_a_placeholder_is_explained(self, folder, capsys):
        (folder / "titles.csv").write_text("title_en,title_zh_hans,title_ja\n(no title seen),无,無\n")
        call_command("check_record", folder, "--short")
        assert "titles.csv:1: (no title seen): explained" in capsys.readouterr().out

    def test_an_unknown_table_or_a_missing_column_is_no_success(self, folder, capsys):
        (folder / "recipes.csv").write_text("name\nSoup\n")
        (folder / "topics.csv").write_text("slug\ntest\n")
        assert "recipes.csv:1: Soup: missing: no table of this name is known" in self.refused(folder, capsys)

    def test_an_empty_folder_is_no_success(self, tmp_path):
        with pytest.raises(CommandError, match="0 rows"):
            call_command("check_record", tmp_path)
