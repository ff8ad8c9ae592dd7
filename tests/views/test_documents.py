"""The library of documents, and each with its clauses and files."""

import datetime

import pytest

from editions import models
from tests import factories

pytestmark = pytest.mark.django_db


def make_file(document, **fields):
    defaults = {"file": "documents/none", "language": "ja", "byte_size": 2_000_000, "pages": 3}
    return models.DocumentFile.objects.create(document=document, **{**defaults, **fields})


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        make_file(factories.make_document(edition=factories.make_edition()))
    with django_assert_num_queries(10):
        answer = client.get("/en/documents/")
    assert answer.content.decode().count("PDF, Japanese") == number


def test_a_document_tells_who_adopted_it_when_and_what_its_text_is_worth(client):
    edition = factories.make_edition()
    document = factories.make_document(
        edition=edition,
        adopted_on=datetime.date(2013, 10, 27),
        adopted_at_en="Test Hall",
        standing_en=models.Standing.OUR_SUMMARY,
        authoritative_languages=["ja"],
    )
    document.adopted_by.add(factories.make_organisation("Test House"))
    page = client.get(f"/en/documents/{document.slug}/").content.decode()
    for words in ("27 October 2013", "Test Hall", "Test House", "Our summary, not the text itself", "Japanese"):
        assert words in page


def test_the_list_goes_back_in_time_where_only_the_year_is_known_too(client):
    for number, year, day in (
        (1, 2013, datetime.date(2013, 10, 27)),
        (2, 2014, None),
        (3, 2015, datetime.date(2015, 1, 2)),
    ):
        edition = factories.make_edition(number=number, year=year)
        factories.make_document(edition=edition, adopted_on=day, **factories.in_languages("title", f"Paper of {year}"))
    page = client.get("/en/documents/").content.decode()
    assert page.index("Paper of 2015") < page.index("Paper of 2014") < page.index("Paper of 2013")


def test_a_clause_has_an_address_of_its_own(client):
    clause = factories.make_clause(number=3, text_line_en="The third point")
    page = client.get(f"/en/documents/{clause.document.slug}/").content.decode()
    assert 'id="clause-3"' in page
    assert "The third point" in page


def test_our_translation_of_a_title_is_told_with_the_official_one(client):
    document = factories.make_document(title_en="Our words", title_ja="公式の題", title_is_official_ja=True)
    page = client.get(f"/en/documents/{document.slug}/").content.decode()
    assert "The title is our translation." in page
    assert '<span lang="ja">公式の題</span>' in page
    assert "The title is our translation." not in client.get(f"/ja/documents/{document.slug}/").content.decode()


def test_links_to_documents_that_are_not_public_are_not_shown(client):
    document = factories.make_document()
    document.reaffirms.add(factories.make_document(status="draft", title_en="Hidden document"))
    page = client.get(f"/en/documents/{document.slug}/").content.decode()
    assert "Hidden document" not in page
    assert "Reaffirms" not in page


def test_a_file_waits_until_the_document_is_ready_in_its_language(client):
    document = factories.make_document(title_ja="")
    held, korean = make_file(document), make_file(document, language="ko")
    page = client.get(f"/en/documents/{document.slug}/").content.decode()
    assert held.url() not in page
    assert korean.url() in page
    assert client.get(held.url()).status_code == 404
    assert {file.language for file in models.DocumentFile.objects.published()} == {"ko"}
    assert [file.is_public() for file in (held, korean)] == [False, True]


@pytest.fixture
def trilingual():
    document = factories.make_document(
        slug="test-consensus", authoritative_languages=["ja"], standing_en=models.Standing.REFERENCE
    )
    factories.make_clause(
        document=document, number=1, text_line_en="First", text_line_ja="第一", text_line_zh_hans="其一"
    )
    factories.make_clause(document=document, number=3, text_line_en="Third", text_line_ja="", text_line_zh_hans="其三")
    return document


def test_clauses_stand_side_by_side_with_what_each_text_is_worth(client, trilingual):
    page = client.get("/en/documents/test-consensus/?beside=ja").content.decode()
    for words in ("First", '<span lang="ja">第一</span>', "Authoritative text", "For reference only"):
        assert words in page
    assert "其一" not in page
    assert page.count("not in this language") == 1  # the third, which is a gap and no fallback
    assert 'id="clause-3"' in page


def test_all_languages_of_the_clauses_can_be_shown_and_nonsense_shows_one(client, trilingual):
    page = client.get("/en/documents/test-consensus/?beside=all").content.decode()
    assert 'data-columns="3"' in page
    for address in ("", "?beside=xx", "?beside=en", "?beside=%00"):
        page = client.get(f"/en/documents/test-consensus/{address}").content.decode()
        assert "data-columns" not in page
        assert "第一" not in page
        assert '<a href="/en/documents/test-consensus/?beside=ja" lang="ja">日本語</a>' in page


def test_clauses_in_one_language_offer_no_choice(client):
    clause = factories.make_clause(text_line_ja="", text_line_zh_hans="")
    assert "beside=" not in client.get(f"/en/documents/{clause.document.slug}/").content.decode()


def test_a_document_can_be_cited(client, trilingual):
    page = client.get("/en/documents/test-consensus/").content.decode()
    assert f"“{trilingual.title_en},” paper, http" in page


def test_our_summary_is_never_called_the_authoritative_text(client, trilingual):
    models.Document.objects.update(standing_ja=models.Standing.OUR_SUMMARY)
    page = client.get("/en/documents/test-consensus/?beside=ja").content.decode()
    assert "Our summary, not the text itself" in page
    assert "Authoritative text" not in page


def test_who_signed_is_told_with_the_title_held_then(client):
    document = factories.make_document(slug="agreement")
    speaker = factories.make_speaker(name_en="Test Speaker", slug="test-speaker")
    signed = factories.make_appearance(speaker=speaker, roles=["signatory"], title_en="President then")
    hidden = factories.make_appearance(speaker=factories.make_speaker(status="draft", name_en="Secret"))
    document.signatories.add(signed, hidden)
    html = client.get("/en/documents/agreement/").content.decode()
    assert '<a href="/en/speakers/test-speaker/">Test Speaker</a> <small class="muted">President then</small>' in html
    assert "Secret" not in html
