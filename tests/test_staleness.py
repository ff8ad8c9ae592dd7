"""A translation is stale when what it was made of changed after it was written."""

import pytest

from editions import gate, working
from editions.models import Revision
from editions.staleness import source_when_written, stale_texts
from tests.factories import make_topic


@pytest.mark.parametrize(
    ("states", "text", "then"),
    [
        ([], "译", ""),
        ([("", "a"), ("译", "b"), ("译", "c")], "译", "b"),
        ([("译", "a"), ("新译", "b")], "新译", "b"),
        ([("译", "a"), ("新译", "b"), ("译", "c")], "译", "c"),
        ([("译", "a")], "另写", ""),
    ],
)
def test_a_text_belongs_to_what_its_source_said_when_it_was_written(states, text, then):
    assert source_when_written(states, text) == then


def change(item, publish=True, **texts):
    document = working.document_of(item)
    document["fields"] |= texts
    working.save(item, document, None, what=Revision.What.DRAFT)
    if publish:
        working.publish(item, None)
    item.refresh_from_db()


def findings(item):
    return [(one.language, one.field) for one in gate.examine(item).findings if one.code == "stale"]


@pytest.fixture
def topic(db):
    return make_topic(name_en="Trade", name_zh_hans="贸易", name_ja="貿易")


def test_a_changed_source_makes_the_other_languages_stale_until_they_follow(topic):
    change(topic, name_en="Trade and money")
    assert [(one.language, one.source_then, one.source_now) for one in stale_texts(topic)] == [
        ("zh-hans", "Trade", "Trade and money"),
        ("ja", "Trade", "Trade and money"),
    ]
    change(topic, name_ja="貿易と金融")
    assert [one.language for one in stale_texts(topic)] == ["zh-hans"]


def test_texts_changed_with_their_source_are_not_stale(topic):
    change(topic, name_en="Trade and money", name_zh_hans="贸易与金融", name_ja="貿易と金融")
    assert not [*stale_texts(topic)]


def test_a_source_that_goes_back_makes_its_translations_right_again(topic):
    change(topic, name_en="Trade and money")
    change(topic, name_en="Trade")
    assert not [*stale_texts(topic)]


def test_the_source_is_the_items_own(topic):
    topic.source_language = "ja"
    topic.save()
    change(topic, name_en="Trade and money")
    assert not [*stale_texts(topic)]


def test_the_gate_tells_it_of_the_draft_before_readers_have_it(db):
    topic = make_topic(name_en="Trade", name_zh_hans="贸易", name_ja="貿易", status="draft", publish_at=None)
    change(topic, publish=False, name_en="Trade and money")
    assert findings(topic) == [("zh-hans", "name_zh_hans"), ("ja", "name_ja")]
    change(topic, publish=False, name_en="Trade and money", name_zh_hans="贸易与金融", name_ja="貿易と金融")
    assert findings(topic) == []


def test_the_correction_of_what_is_public_does_not_wait_for_translators(topic):
    change(topic, name_en="Trade and money")
    assert findings(topic) == []
