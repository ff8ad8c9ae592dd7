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
