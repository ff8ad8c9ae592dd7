"""What a visitor sees of the editions."""

import datetime
import re

import pytest

from editions.models import EditionName, OrganisationName, Plan
from tests.factories import (
    make_appearance,
    make_coverage,
    make_document,
    make_edition,
    make_figure,
    make_notice,
    make_organisation,
    make_partnership,
    make_photo,
    make_promise,
    make_release,
    make_session,
    make_side,
    make_speaker,
    make_survey,
    make_venue,
)

pytestmark = pytest.mark.django_db


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def make_whole(edition, times=1):
    """Something of everything that hangs on an edition, ``times`` over."""
    for _n in range(times):
        make_venue(edition=edition, side=make_side())
        make_figure(edition=edition)
        make_partnership(edition=edition)
        Plan.objects.create(edition=edition, starts_on=datetime.date(2024, 11, 1), sources="https://source.example/")
        EditionName.objects.create(edition=edition, name="第20回 試験フォーラム", language="ja")
        speaker = make_speaker(portrait=make_photo())
        make_appearance(edition=edition, session=make_session(edition=edition), speaker=speaker)
        make_release(edition=edition)
        make_coverage(edition=edition)
        make_photo(edition=edition)
        make_document(edition=edition)
        make_survey(edition=edition)
        make_promise(edition=edition)
        make_notice(edition=edition)
    return edition


# One edition


def test_the_head_tells_number_theme_dates_and_city(client):
    edition = make_edition(
        number=20, year=2024, state="held", starts_on=datetime.date(2024, 12, 4), ends_on=datetime.date(2024, 12, 5)
    )
    make_venue(edition=edition, city_en="Testville", city_zh_hans="试城", city_ja="試市")
    assert "4–5 December 2024" in html_of(client, "/en/editions/20/")
    assert "第二十届" in (chinese := html_of(client, "/zh-hans/editions/20/"))
    assert "2024年12月4日至5日" in chinese
    assert "试城" in chinese
    assert "第20回" in html_of(client, "/ja/editions/20/")


def test_our_translation_of_the_theme_stands_with_the_official_wording(client):
    make_edition(number=1, year=2005, theme_en="Future", theme_ja="未来", theme_zh_hans="", theme_is_official_ja=True)
    english = html_of(client, "/en/editions/1/")
    assert "Our translation. The official wording:" in english
    assert '<span lang="ja">未来</span>' in english
    japanese = html_of(client, "/ja/editions/1/")
    assert "公式" not in japanese.split("<h1")[1].split("</h1>")[0]
    assert "Future" not in japanese


def test_a_theme_missing_in_the_readers_language_is_marked_and_announced(client):
    make_edition(number=1, year=2005, theme_en="Only in English", theme_zh_hans="", theme_ja="")
    html = html_of(client, "/ja/editions/1/")
    assert '<span lang="en">Only in English</span>' in html
    assert 'class="note fallback"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_postponed_edition_shows_its_plans_and_no_date(client):
    edition = make_edition(number=21, year=2025, state="postponed", starts_on=datetime.date(2025, 11, 23))
    Plan.objects.create(
        edition=edition,
        announced_on=datetime.date(2025, 7, 1),
        starts_on=datetime.date(2025, 11, 22),
        ends_on=datetime.date(2025, 11, 24),
    )
    Plan.objects.create(edition=edition, announced_in="2025-03", wording_en="late autumn")
    html = html_of(client, "/en/editions/21/")
    assert "No new date has been announced" in html
    assert "22–24 November 2025" in html
    assert "1 July 2025" in html
    assert "March 2025" in html
    assert "late autumn" in html
    assert "23 November" not in html


def test_organisations_stand_under_the_name_of_the_year(client):
    organisation = make_organisation("Present Name")
    organisation.names.all().delete()
    OrganisationName.objects.create(organisation=organisation, name_en="Old Name", until_year=2010)
    OrganisationName.objects.create(organisation=organisation, name_en="New Name", from_year=2011)
    for number, year in [(1, 2005), (20, 2024)]:
        make_partnership(edition=make_edition(number=number, year=year), organisation=organisation)
    assert "Old Name" in (then := html_of(client, "/en/editions/1/"))
    assert "New Name" not in then
    assert "New Name" in html_of(client, "/en/editions/20/")


def test_a_figure_says_how_exactly_and_according_to_whom(client):
    edition = make_edition(number=20, year=2024)
    make_figure(edition=edition, value=400, precision="over", sources="https://paper.example/a")
    make_figure(edition=edition, value=1100, precision="exact", according_to_en="", is_planned=True)
    html = html_of(client, "/en/editions/20/")
    assert "over 400" in html
    assert "Test Paper" in html
    assert 'href="https://paper.example/a"' in html
    assert "Participants, announced beforehand" in html
    assert "1,100" in html


def test_each_source_is_named_once_by_its_host(client):
    sources = "https://www.paper.example/a\nhttps://paper.example/b\nhttps://other.example/"
    edition = make_edition(number=20, year=2024, sources=sources)
    make_figure(edition=edition, sources="https://paper.example/b")
    html = html_of(client, "/en/editions/20/").split('class="sources"')[1]
    assert [html.count(f">{host}<") for host in ("paper.example (1)", "paper.example (2)", "other.example")] == [
        1,
        1,
        1,
    ]
    assert "paper.example (3)" not in html


def test_a_speaker_of_two_sessions_is_shown_once_with_both_roles(client):
    edition, side = make_edition(number=3, year=2007), make_side()
    speaker = make_speaker(name_en="Test Speaker", delegation=side)
    make_appearance(edition=edition, speaker=speaker, roles=["keynote"], title_en="Minister of Tests")
    make_appearance(edition=edition, speaker=speaker, roles=["moderator"], title_en="")
    html = html_of(client, "/en/editions/3/")
    assert html.count(">Test Speaker<") == 1
    assert "Keynote speech, Moderator" in html
    assert "Minister of Tests" in html
    assert str(side.delegation_en) in html


def test_of_many_speakers_the_first_of_each_delegation_are_shown_and_all_are_counted(client):
    edition = make_edition(number=20, year=2024, state="held")
    both = [make_side(), make_side()]
    for number in range(9):
        for side in both:
            speaker = make_speaker(name_en=f"Test Speaker {side.pk} {number}", delegation=side)
            make_appearance(edition=edition, speaker=speaker, order=number, roles=["keynote"])
            make_appearance(edition=edition, speaker=speaker, order=100, roles=["moderator"])
    make_appearance(edition=edition, speaker=make_speaker(name_en="Test Speaker of neither", delegation=None))
    html = html_of(client, "/en/editions/20/")
    for side in both:
        assert f">Test Speaker {side.pk} 7<" in html
        assert f"Test Speaker {side.pk} 8" not in html
    assert "All 19 speakers" in html
    assert html.count("Keynote speech, Moderator") == 16
    assert ">Test Speaker of neither<" in html


def test_what_is_not_recorded_is_said(client):
    make_edition(number=9, year=2013, state="held", theme_en="", theme_zh_hans="", theme_ja="")
    html = html_of(client, "/en/editions/9/")
    assert "<h1>9th edition (2013)</h1>" in html
    for sentence in [
        "No programme is recorded for this edition.",
        "No speakers are recorded for this edition.",
        "No press release of this edition is recorded.",
        "No outcome document of this edition is recorded.",
        "No survey of this year is recorded.",
        "Not recorded",
    ]:
        assert sentence in html


def test_of_an_edition_to_come_the_page_says_what_is_not_announced_yet(client):
    make_edition(number=22, year=2026, state="confirmed")
    html = html_of(client, "/en/editions/22/")
    assert "The programme has not been announced yet." in html
    assert "The speakers have not been announced yet." in html
    assert "Not announced yet" in html
    assert "Not announced yet" in html_of(client, "/en/editions/")


def test_nothing_hidden_stands_on_the_page_of_an_edition(client):
    edition = make_edition(number=5, year=2009)
    hidden = {"edition": edition, "status": "draft"}
    make_session(**hidden, title_en="Secret session")
    make_release(**hidden, headline_en="Secret release")
    make_coverage(**hidden, title="Secret coverage")
    make_document(**hidden, title_en="Secret document")
    make_survey(**hidden, title_en="Secret survey")
    make_promise(**hidden, text_line_en="Secret promise")
    make_promise(edition=edition, text_line_en="Secret, since kept", kept_by=make_document().permanent_id)
    make_notice(**hidden, text_line_en="Secret notice")
    make_photo(**hidden, caption_en="Secret photograph")
    make_appearance(edition=edition, speaker=make_speaker(status="draft", name_en="Secret speaker"))
    shown = make_speaker(name_en="Shown speaker", portrait=make_photo(status="draft"))
    make_appearance(edition=edition, speaker=shown)
    make_edition(number=6, year=2010, status="draft", theme_en="Secret edition")
    html = html_of(client, "/en/editions/5/")
    assert "Secret" not in html
    assert not re.search(r"\b6th\b", html)  # an id of chance may hold the letters
    assert "All 1" not in html
    assert "/media/" not in html


def test_the_cover_stands_beside_the_summary_with_its_words_and_not_among_the_others(client):
    edition = make_edition(number=5, year=2009)
    make_photo(edition=edition, caption_en="Another picture")
    cover = make_photo(caption_en="The hall at night", credit="Test Photographer")
    make_photo(caption_en="Of no edition")
    assert "The hall at night" not in html_of(client, "/en/editions/5/")
    edition.cover = cover
    edition.save()
    html = html_of(client, "/en/editions/5/")
    assert html.count("The hall at night") == 1
    assert html.index("The hall at night") < html.index("Another picture")
    assert "Test Photographer" in html
    assert "Of no edition" not in html
    cover.status = "draft"
    cover.save()
    assert "The hall at night" not in html_of(client, "/en/editions/5/")


@pytest.mark.parametrize("address", ["/en/editions/4/", "/en/editions/99999999999999999999/", "/en/editions/0/"])
def test_an_edition_nobody_may_see_is_not_there(client, address):
    make_edition(number=4, year=2008, status="draft")
    assert client.get(address).status_code == 404


def test_a_withdrawn_edition_says_so(client):
    edition = make_edition(number=4, year=2008, withdrawal_note_en="Entered twice")
    edition.status = "withdrawn"
    edition.save()
    response = client.get("/en/editions/4/")
    assert response.status_code == 410
    assert "Entered twice" in response.content.decode()


def test_the_editions_before_and_after_pass_over_hidden_ones(client):
    make_edition(number=1, year=2005)
    make_edition(number=2, year=2006, status="draft")
    make_edition(number=3, year=2007)
    make_edition(number=4, year=2008)
    html = html_of(client, "/en/editions/3/")
    assert 'rel="prev" href="/en/editions/1/"' in html
    assert 'rel="next" href="/en/editions/4/"' in html


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_of_an_edition_asks_as_much_however_much_it_shows(client, times, django_assert_num_queries):
    make_whole(make_edition(number=20, year=2024, state="held", cover=make_photo()), times)
    with django_assert_num_queries(22):  # of these, who speaks is kept by whoever serves readers
        html_of(client, "/en/editions/20/")


# All of them


def test_the_list_shows_every_edition_on_the_thread_and_in_the_table(client):
    here = make_side(country_en="Northland", capital_en="Northtown")
    for number in range(1, 42):
        make_venue(
            edition=make_edition(number=number, year=1984 + number, state="held"), side=here, city_en="Northtown"
        )
    html = html_of(client, "/en/editions/")
    assert html.count('role="listitem"') == 41
    assert html.count('<th scope="row">') == 41
    assert "<title>41st edition (2025), Northtown</title>" in html
    assert "Northland" in html


def test_the_list_is_narrowed_and_the_thread_stays_whole(client):
    make_edition(number=15, year=2019, mode="in-person")
    make_edition(number=16, year=2020, mode="online")
    html = html_of(client, "/en/editions/?mode=online")
    assert html.count('<th scope="row">') == 1
    assert html.count('role="listitem"') == 2
    assert "No edition matches" in html_of(client, "/en/editions/?mode=hybrid")


def test_the_lists_form_leads_to_a_clean_address(client):
    response = client.get("/ja/editions/?country=&mode=online&decade=")
    assert response["Location"] == "/ja/editions/?mode=online"


@pytest.mark.parametrize("query", ["?mode=x", "?decade=-1", "?country=%00", "?decade=99999999999", "?x=1", "?page=z"])
def test_nonsense_gets_the_whole_list(client, query):
    make_edition(number=16, year=2020, mode="online")
    assert html_of(client, f"/en/editions/{query}").count('<th scope="row">') == 1


def test_a_draft_is_neither_shown_nor_counted(client):
    make_edition(number=1, year=2005, mode="online")
    make_edition(number=2, year=2006, mode="online", status="draft", theme_en="Secret theme")
    html = html_of(client, "/en/editions/")
    assert "Secret theme" not in html
    assert "2nd" not in html
    assert "Online (1)" in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_twelve_questions_however_many_there_are(client, number, django_assert_num_queries):
    for _n in range(number):
        make_venue(edition=make_edition(), side=make_side())
    with django_assert_num_queries(12):
        html_of(client, "/en/editions/")


def test_a_list_without_editions_says_so(client):
    assert "No edition matches" in html_of(client, "/en/editions/")
