"""The static copy of an edition in a real browser: from a file, with the network off."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from editions import archive
from tests import factories
from tests.browser.conftest import listened_to


@pytest.fixture
def copy(tmp_path) -> Path:
    factories.make_forum()
    edition = factories.make_edition(number=20, year=2020)
    session = factories.make_session(edition=edition, slug="20-media")
    speaker = factories.make_speaker(slug="test-speaker", name_en="Test Speaker", name_ja="試験太郎")
    factories.make_appearance(session=session, speaker=speaker)
    archive.export(20, tmp_path / "20.zip")
    with zipfile.ZipFile(tmp_path / "20.zip") as packed:
        packed.extractall(tmp_path / "copy")
    return tmp_path / "copy"


def test_a_copy_opens_from_a_file_is_searched_and_all_its_links_work(browser, copy):
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints = listened_to(page)
    page.goto((copy / "index.html").as_uri())
    assert page.locator("section[lang]").evaluate_all("all => all.map(one => one.lang)") == ["en", "zh-Hans", "ja"]
    page.locator('section[lang="en"] a').first.click()
    page.wait_for_url("**/en/editions/20/index.html")
    assert page.evaluate("document.fonts.check('16px \"Forum Serif\"')")
    page.goto((copy / "ja" / "search" / "index.html").as_uri())
    page.fill("#question", "試験太郎")
    page.press("#question", "Enter")
    page.locator("main .releases a").first.click()
    expect(page.locator("h1")).to_contain_text("試験太郎")
    waiting, seen = [(copy / "en" / "editions" / "20" / "index.html").as_uri()], set()
    while waiting:
        address = waiting.pop()
        page.goto(address)
        page.wait_for_load_state()
        seen.add(page.url.partition("#")[0])
        here = page.evaluate("[...document.links].filter(a => !a.hasAttribute('download')).map(a => a.href)")
        for link in {one.partition("#")[0] for one in here if one.startswith("file:")} - seen:
            assert Path(link.removeprefix("file://")).is_file(), link
            if link.endswith(".html"):
                seen.add(link)
                waiting.append(link)
    context.close()
    assert len(seen) > 9
    assert complaints == []
