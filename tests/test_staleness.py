"""A translation is stale when what it was made of changed after it was written."""

import pytest

from editions import gate, staleness, working
from editions.models import Revision, TranslationSource
from tests.factories import make_clause, make_document, make_topic


def change(item, publish=True, **texts):
    document = working.document_of(item)
    document["fields"] |= texts
    working.save(item, document, None, what=Revision.What.DRAFT)
    if publish:
        working.publish(item, None)
    item.refresh_from_db()


def stale(item):
    now, draft = working.document_of(item), working.draft_of(item)
    in_hand = working.document_in_hand(draft, now)
    return staleness.stale_texts(type(item), now, in_hand, staleness.marks_of(item))


def findings(item):
    return [(one.language, one.field) for one in gate.examine(item).findings if one.code == "stale"]


@pytest.fixture
def topic(db):
    return make_topic(name_en="Trade", name_zh_hans="贸易", name_ja="貿易")


def test_a_changed_source_makes_the_other_languages_stale_until_they_follow(topic):
    change(topic, name_en="Trade and money")
    assert [(one.language, one.source_then, one.source_now) for one in stale(topic)] == [
        ("zh-hans", "Trade", "Trade and money"),
        ("ja", "Trade", "Trade and money"),
    ]
    change(topic, name_ja="貿易と金融")
    assert [one.language for one in stale(topic)] == ["zh-hans"]


def test_texts_changed_with_their_source_are_not_stale(topic):
    change(topic, name_en="Trade and money", name_zh_hans="贸易与金融", name_ja="貿易と金融")
    assert not stale(topic)


def test_a_source_that_goes_back_makes_its_translations_right_again(topic):
    change(topic, name_en="Trade and money")
    change(topic, name_en="Trade")
    assert not stale(topic)


def test_the_source_is_the_items_own(topic):
    topic.source_language = "ja"
    topic.save()
    change(topic, name_en="Trade and money")
    assert not stale(topic)


def test_the_gate_tells_it_of_the_draft_before_readers_have_it(db):
    topic = make_topic(name_en="Trade", name_zh_hans="贸易", name_ja="貿易", status="draft", publish_at=None)
    change(topic, publish=False, name_en="Trade and money")
    assert findings(topic) == [("zh-hans", "name_zh_hans"), ("ja", "name_ja")]
    change(topic, publish=False, name_en="Trade and money", name_zh_hans="贸易与金融", name_ja="貿易と金融")
    assert findings(topic) == []


def test_the_correction_of_what_is_public_does_not_wait_for_translators(topic):
    change(topic, name_en="Trade and money")
    assert findings(topic) == []


def test_a_text_that_is_still_right_is_said_to_be_so_and_is_not_changed(topic):
    change(topic, name_en="Trade and money")
    saved = working.document_of(topic)
    assert staleness.still_right(topic, "name", "ja", saved, saved)
    assert [one.language for one in stale(topic)] == ["zh-hans"]
    change(topic, name_en="Money")
    assert {one.language: one.source_then for one in stale(topic)} == {"zh-hans": "Trade", "ja": "Trade and money"}


def test_what_is_right_for_a_draft_is_right_once_it_is_published_and_not_before(topic):
    change(topic, publish=False, name_en="Trade and money")
    saved = working.document_of(topic)
    in_hand = working.document_in_hand(working.draft_of(topic), saved)
    assert staleness.still_right(topic, "name", "ja", saved, in_hand)
    assert [one.language for one in stale(topic)] == ["zh-hans"]
    assert not TranslationSource.objects.exclude(since=None)
    working.publish(topic, None)
    topic.refresh_from_db()
    assert [one.language for one in stale(topic)] == ["zh-hans"]
    assert [one.language for one in TranslationSource.objects.exclude(since=None)] == ["zh-hans"]


def test_giving_up_a_draft_gives_up_what_was_said_of_it(topic):
    change(topic, publish=False, name_en="Trade and money")
    saved = working.document_of(topic)
    in_hand = working.document_in_hand(working.draft_of(topic), saved)
    staleness.still_right(topic, "name", "ja", saved, in_hand)
    working.discard(topic, None)
    assert not TranslationSource.objects.exists()


def test_texts_of_rows_are_left_behind_too_and_go_with_their_row(db):
    document = make_document()
    clause = make_clause(document=document, text_line_en="First", text_line_ja="第一")
    changed = working.document_of(document)
    changed["inlines"]["clauses"][0]["text_line_en"] = "The first"
    working.save(document, changed, None, what=Revision.What.DRAFT)
    working.publish(document, None)
    assert f"clauses/{clause.pk}/text_line" in {one.name for one in stale(document)}
    changed = working.document_of(document)
    changed["inlines"]["clauses"] = []
    working.save(document, changed, None, what=Revision.What.DRAFT)
    working.publish(document, None)
    assert not TranslationSource.objects.exists()


def test_another_source_language_is_a_new_beginning(topic):
    change(topic, name_en="Trade and money")
    change(topic, source_language="ja")
    assert not TranslationSource.objects.exists()


def test_what_another_source_language_changed_at_once_is_behind(topic):
    change(topic, name_en="Trade and money")
    change(topic, publish=False, source_language="zh-hans")
    assert not stale(topic)  # and not compared with words of the source before
    change(topic, source_language="zh-hans", name_zh_hans="贸易与金融")
    assert [(one.language, one.source_then, one.source_now) for one in stale(topic)] == [
        ("en", "贸易", "贸易与金融"),
        ("ja", "贸易", "贸易与金融"),
    ]


def test_what_is_changed_elsewhere_is_noted_with_the_next_state(topic):
    change(topic, slug="one")
    topic.name_en = "Trade and money"
    topic.save()
    change(topic, slug="other")
    assert [one.language for one in stale(topic)] == ["zh-hans", "ja"]
