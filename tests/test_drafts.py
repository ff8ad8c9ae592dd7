"""Texts that are not ready are with the draft, and nowhere else."""

import pytest
from django.db import connection
from django.utils.translation import override

from editions.drafts import held_languages, held_texts, hold_back, release
from editions.models import Draft, Edition, Speaker
from editions.snapshots import snapshot
from tests.factories import (
    make_appearance,
    make_clause,
    make_document,
    make_edition,
    make_page,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db


def everything_in(table):
    """All a table holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return str(cursor.fetchall())


def test_held_texts_leave_the_columns_of_the_item_and_of_its_rows():
    document = make_document(title_ja="秘密の題", body_ja="<p>秘密の本文</p>")
    clause = make_clause(document=document, text_line_ja="秘密の条")
    draft = hold_back(document, ["ja"])
    assert draft.held == ["ja"]
    for row in (document, clause):
        row.refresh_from_db()
        assert "秘密" not in everything_in(row._meta.db_table)
    assert document.title_en
    assert document.ready_languages == ["en", "zh-hans"]
    assert held_texts(document).fields["title_ja"] == "秘密の題"
    assert held_texts(document).rows["clauses"][clause.pk]["text_line_ja"] == "秘密の条"


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_the_column_behind_the_languages_holds_nothing_either(language):
    with override(language):
        column = f"title_{language.replace('-', '_')}"
        page = make_page(**{column: "Not for readers"})
        page.save()
        hold_back(page, [language])
    assert "Not for readers" not in everything_in("editions_page")


def test_the_item_in_hand_has_lost_them_too():
    page = make_page()
    hold_back(page, ["ja"])
    assert page.title_ja is None
    page.save()
    assert not type(page).objects.get(pk=page.pk).title_ja


def test_releasing_puts_everything_back():
    document = make_document()
    make_clause(document=document)
    document.refresh_from_db()
    before = snapshot(document)
    hold_back(document, ["ja", "zh-hans"])
    assert release(document) == ["zh-hans", "ja"]
    assert snapshot(type(document).objects.get(pk=document.pk)) == before
    assert not Draft.objects.exists()


def test_holding_back_names_all_languages_held():
    page = make_page()
    japanese = page.title_ja
    hold_back(page, ["ja"])
    hold_back(page, ["zh-hans"])
    page.refresh_from_db()
    assert page.title_ja == japanese
    assert not page.title_zh_hans
    assert held_texts(page).languages == ["zh-hans"]


def test_a_language_without_a_text_is_not_held():
    page = make_page(title_ja="", body_ja="")
    assert hold_back(page, ["ja"]) is None
    assert not Draft.objects.exists()


def test_a_text_that_came_into_the_column_since_is_newer():
    page = make_page(title_ja="Held")
    hold_back(page, ["ja"])
    type(page).objects.filter(pk=page.pk).update(title_ja="Newer")
    release(page)
    page.refresh_from_db()
    assert page.title_ja == "Newer"


def test_a_row_that_was_filled_since_keeps_its_words_and_its_neighbour_gets_its_own_back():
    document = make_document()
    filled, empty = (make_clause(document=document, number=n, text_line_ja="Held") for n in (1, 2))
    hold_back(document, ["ja"])
    type(filled).objects.filter(pk=filled.pk).update(text_line_ja="Newer")
    release(document)
    assert list(document.clauses.order_by("number").values_list("text_line_ja", flat=True)) == ["Newer", "Held"]
    assert empty.pk


def test_an_edition_without_a_public_theme_still_stands():
    edition = make_edition(theme_zh_hans="", theme_ja="")
    hold_back(edition, ["en"])
    edition.refresh_from_db()
    assert not edition.theme_en
    assert Edition.objects.published().filter(pk=edition.pk).exists()


def test_titles_of_a_session_are_held_with_it():
    appearance = make_appearance(session=make_session(), title_ja="肩書")
    hold_back(appearance.session, ["ja"])
    appearance.refresh_from_db()
    assert not appearance.title_ja
    release(appearance.session)
    appearance.refresh_from_db()
    assert appearance.title_ja == "肩書"


def test_nobody_is_found_by_a_name_that_is_held_back():
    speaker = make_speaker(name_en="Test Speaker", name_ja="秘密太郎")
    speaker.aliases.create(name="Tester")
    hold_back(speaker, ["ja"])
    assert not Speaker.objects.named("秘密太郎").exists()
    assert "秘密" not in everything_in("editions_speaker")
    assert Speaker.objects.named("Speaker Test").get() == speaker
    speaker.save()
    assert not Speaker.objects.named("秘密").exists()
    release(speaker)
    assert Speaker.objects.named("秘密太郎").get() == speaker


def test_what_is_held_of_many_items_is_one_query(django_assert_num_queries):
    pages = [make_page(), make_page(), make_page()]
    hold_back(pages[1], ["ja"])
    with django_assert_num_queries(1):
        assert held_languages(pages) == {pages[1].pk: ["ja"]}
    assert held_languages([]) == {}
