"""Readers of a translation that has not followed its source are told so, in their language."""

from datetime import UTC, datetime

import pytest
import time_machine

from editions import drafts, working
from editions.models import Revision
from tests.factories import make_release

pytestmark = pytest.mark.django_db
TOLD = {"en": "text was changed on", "zh-hans": "尚未更新", "ja": "まだ反映されていません"}


@pytest.fixture
def release():
    release = make_release(slug="opening")
    with time_machine.travel(datetime(2031, 3, 4, 5, tzinfo=UTC)):
        document = working.document_of(release)
        document["fields"] |= {
            "headline_en": "Changed headline",
            "body_zh_hans": "<p>新</p>",
            "headline_zh_hans": "新题",
        }
        working.save(release, document, None, what=Revision.What.DRAFT)
        working.publish(release, None)
    release.refresh_from_db()
    return release


def page(client, release, language):
    return client.get(f"/{language}{release.get_absolute_url()[3:]}").content.decode()


def test_who_reads_it_in_a_language_that_is_behind_is_told_since_when(client, release):
    assert TOLD["ja"] in page(client, release, "ja")
    assert "2031年3月4日" in page(client, release, "ja")
    for language in ("en", "zh-hans"):
        assert TOLD[language] not in page(client, release, language)


def test_a_draft_of_the_source_tells_readers_nothing(client):
    release = make_release(slug="opening")
    document = working.document_of(release)
    document["fields"]["headline_en"] = "Not published"
    working.save(release, document, None, what=Revision.What.DRAFT)
    assert TOLD["ja"] not in page(client, release, "ja")


def test_a_source_that_is_held_back_is_not_told_of(client, release):
    drafts.hold_back(release, ["en"])
    assert TOLD["ja"] not in page(client, release, "ja")
