"""The sample forum loads whole into an empty database, and never undoes what editors did."""

import pytest
from django.core.management import CommandError, call_command

from editions import models


@pytest.mark.django_db
class TestOwnFolder:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "forum.csv").write_text("name_en\nTest Forum\n")
        (tmp_path / "editions.csv").write_text("number,year,theme_en\n1,2005,One\n2,2006,Two\n")
        return tmp_path

    def load(self, folder, **options):
        call_command("load_sample", folder=folder, **options)

    def test_one_refused_row_and_nothing_is_kept(self, folder, capsys):
        (folder / "editions.csv").write_text("number,year\n1,2005\n2,long ago\n")
        with pytest.raises(CommandError, match="Nothing was loaded"):
            self.load(folder)
        assert "editions.csv:3: year: " in capsys.readouterr().err
        assert not models.Forum.objects.exists()

    def test_an_editors_work_is_left_alone(self, folder, capsys):
        self.load(folder)
        models.Edition.objects.filter(number=1).update(theme_en="An editor's theme")
        models.Edition.objects.filter(number=2).delete()
        self.load(folder)
        assert "0 created, 1 unchanged, 1 kept, 1 missing, 0 refused" in capsys.readouterr().out
        assert models.Edition.objects.get().theme_en == "An editor's theme"

    def test_what_is_missing_can_be_added(self, folder):
        self.load(folder)
        models.Edition.objects.update(theme_en="An editor's theme")
        models.Edition.objects.filter(number=2).delete()
        self.load(folder, add_missing=True)
        assert [edition.theme_en for edition in models.Edition.objects.all()] == ["Two", "An editor's theme"]


@pytest.mark.django_db
def test_the_sample_is_complete(capsys):
    call_command("load_sample")
    printed = capsys.readouterr().out
    assert "0 refused" in printed
    assert "Still uncertain" in printed

    wang_yi = models.Speaker.objects.published().get(slug="wang-yi")
    titles = wang_yi.appearances.order_by("edition__number").values_list("title_en", flat=True)
    assert titles[0] == "Chinese ambassador to Japan"
    assert len(set(titles)) >= 3

    for spelling in ("Muto Toshiro", "Toshio Muto", "武藤敏郎", "武藤"):
        found = models.Speaker.objects.published().named(spelling).values_list("slug", flat=True)
        assert "toshiro-muto" in found, spelling

    fifth = models.Edition.objects.published().get(number=5)
    assert [venue.city_en for venue in fifth.venues.all()] == ["Dalian"]

    last = models.Edition.objects.published().get(number=21)
    assert (last.state, last.starts_on) == (models.Edition.State.POSTPONED, None)
    assert last.plans.count() == 3

    house = models.Organisation.objects.published().get(slug="cicg")
    assert [house.name_in(year).short_name_en for year in (2016, 2024)] == ["CIPG", "CICG"]

    call_command("load_sample", quiet_about_doubts=True)
    assert "0 created" in capsys.readouterr().out.splitlines()[-1]
