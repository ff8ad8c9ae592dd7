"""An edition as a ZIP of static pages: only what is public, the same bytes twice, and no link that leads nowhere."""

import hashlib
import json
import re
import zipfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from editions import archive, models
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def edition(django_db_setup, django_db_blocker):
    """Made once, as nothing here changes it for another test; it is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_edition()
        transaction.set_rollback(True)


def make_edition():
    factories.make_forum()
    edition = factories.make_edition(number=20, year=2020, theme_en="Neighbours", theme_ja="隣国")
    session = factories.make_session(edition=edition, slug="20-media", topic=factories.make_topic(slug="media"))
    factories.make_appearance(
        session=session, speaker=factories.make_speaker(slug="test-speaker", name_en="Test Speaker")
    )
    factories.make_release(edition=edition, slug="opening", headline_en="It opens </script>")
    factories.make_clause(document=factories.make_document(edition=edition, slug="2020-consensus"), number=3)
    factories.make_session(edition=edition, slug="hidden", title_en="zqxhidden", status="draft")
    other = factories.make_edition(number=19, year=2019)
    factories.make_session(edition=other, slug="19-media")
    return edition


def contents(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture(scope="module")
def packed(edition, django_db_blocker, tmp_path_factory):
    """What the command writes of the edition, written once."""
    target = tmp_path_factory.mktemp("packed") / "20.zip"
    with django_db_blocker.unblock():
        call_command("export_edition", "20", str(target))
    return target


@pytest.fixture(scope="module")
def written(packed):
    return contents(packed)


def test_the_pages_of_an_edition_are_in_it_in_every_language_and_nothing_that_is_not_public(written):
    pages = (
        "editions/20/",
        "sessions/20-media/",
        "speakers/test-speaker/",
        "press/2020/opening/",
        "documents/2020-consensus/",
    )
    for code in models.language_codes():
        assert [page for page in pages if f"{code}/{page}index.html" not in written] == []
    assert not [name for name, content in written.items() if b"zqxhidden" in content]
    assert {"data/sessions.csv", "data/sessions.json", "data/sessions.schema.json", "README.txt"} <= set(written)
    assert b"20-media" in written["data/sessions.csv"]
    assert b"19-media" not in written["data/sessions.csv"]


def test_links_inside_are_relative_and_others_lead_to_the_site(written):
    page = written["en/editions/20/index.html"].decode()
    assert 'href="../../sessions/20-media/index.html"' in page
    assert f'href="{settings.SITE_URL}/en/editions/19/"' in page
    assert not re.search(r'(?:href|src|action)="/', page)
    assert 'type="module"' not in page


def test_the_manifest_has_the_sum_of_every_file(written):
    told = json.loads(written["manifest.json"])["files"]
    assert set(told) == set(written) - {"manifest.json"}
    assert {name: one["sha256"] for name, one in told.items()} == {
        name: hashlib.sha256(written[name]).hexdigest() for name in told
    }


def test_the_index_of_the_search_is_a_script_that_no_text_can_end(written):
    script = written["search-index.js"].decode()
    assert "</script>" not in script
    index = json.loads(script.removeprefix("var ARCHIVE = ").removesuffix(";\n"))
    assert {"It opens </script>"} <= {page["t"] for page in index}
    assert all(page["u"] in written for page in index)
    assert any("20th edition" in page["t"] for page in index if page["u"] == "en/editions/20/programme/index.html")
    assert b'src="../../search.js"' in written["ja/search/index.html"]


def test_what_keeps_words_together_on_a_page_does_not_part_them_for_the_search():
    markup = '<h1>第20回東<span class="nowrap">京―北</span>京</h1><p>ends<wbr>here</p><p>a&shy;b</p>'
    assert archive.gathering._plain(markup) == "第20回東京―北京 endshere ab"


def test_the_same_content_gives_the_same_bytes(packed, tmp_path):
    archive.export(20, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_nothing_is_written_when_a_link_leads_nowhere(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(archive.gathering.public_files, "find", lambda *_asked: None)
    factories.make_photo(edition=edition)
    (tmp_path / "20.zip").write_text("the one before")
    with pytest.raises(CommandError, match="lead nowhere"):
        call_command("export_edition", "20", str(tmp_path / "20.zip"))
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the one before"]


def test_everything_is_the_whole_site(edition, tmp_path):
    call_command("export_edition", "all", str(tmp_path / "all.zip"))
    written = contents(tmp_path / "all.zip")
    assert {"en/index.html", "ja/editions/19/index.html", "zh-hans/data/index.html", "en/data/survey.csv"} <= set(
        written
    )
    assert not [name for name, content in written.items() if b"zqxhidden" in content]


@pytest.mark.parametrize("asked", ["21", "twenty"])
def test_an_edition_that_is_not_there_is_refused(edition, tmp_path, asked):
    with pytest.raises(CommandError):
        call_command("export_edition", asked, str(tmp_path / "out.zip"))
    with pytest.raises(CommandError, match="is a folder"):
        call_command("export_edition", "20", str(tmp_path))
    assert list(tmp_path.iterdir()) == []
