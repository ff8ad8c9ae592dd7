"""The delegations, a speaker's life line, the speakers of an edition."""

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def appear(number: int, speaker, **fields):
    edition = fields.pop("edition", None) or factories.make_edition(number=number, year=2000 + number)
    return factories.make_appearance(edition=edition, speaker=speaker, **fields)


@pytest.fixture
def sides():
    return [
        factories.make_side(code="first", language="zh-hans", palette="cinnabar"),
        factories.make_side(code="second", language="ja"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, sides, number):
    for _n in range(number):
        speaker = factories.make_speaker(delegation=sides[0], portrait=factories.make_photo())
        factories.make_appearance(speaker=speaker)
    with django_assert_num_queries(15):
        page = page_of(client, "/en/speakers/")
    assert page.count('<p class="name">') == number


def test_both_delegations_stand_on_the_page_in_the_order_of_the_sides_and_others_last(client, sides):
    factories.make_speaker(family_name="Aaa", name_en="Aaa Nobody")
    factories.make_speaker(family_name="Bbb", name_en="Bbb Second", delegation=sides[1])
    factories.make_speaker(family_name="Ccc", name_en="Ccc First", delegation=sides[0])
    page = page_of(client, "/en/speakers/")
    places = [page.index(name) for name in ("Ccc First", "Bbb Second", "Aaa Nobody")]
    assert places == sorted(places)
    assert "Other speakers" in page


def test_both_delegations_stand_on_every_page_of_the_list(client, sides, monkeypatch):
    monkeypatch.setattr("editions.views.speakers.PER_PAGE", 2)
    for n in range(2):
        factories.make_speaker(family_name=f"A{n}", name_en=f"First {n}", delegation=sides[0])
        factories.make_speaker(family_name=f"B{n}", name_en=f"Second {n}", delegation=sides[1])
    page = page_of(client, "/en/speakers/?page=2")
    assert "First 1" in page
    assert "Second 1" in page
    assert "First 0" not in page


def test_a_row_shows_the_native_name_in_its_own_language_and_its_first_character_as_a_portrait(client, sides):
    factories.make_speaker(name_en="Test Speaker", name_zh_hans="试讲者", delegation=sides[0])
    page = page_of(client, "/en/speakers/")
    assert '<span lang="zh-Hans">试讲者</span>' in page
    assert '<span lang="zh-Hans">试</span>' in page


def test_a_native_name_the_reader_sees_already_is_not_said_twice(client, sides):
    factories.make_speaker(name_zh_hans="试讲者", name_ja="试讲者", delegation=sides[0])
    assert 'class="native"' not in page_of(client, "/ja/speakers/")


def test_a_row_shows_the_title_of_the_latest_appearance_readers_may_see(client):
    speaker = factories.make_speaker()
    appear(1, speaker, title_en="Envoy")
    appear(2, speaker, title_en="Minister")
    appear(3, speaker, title_en="Secret", edition=factories.make_edition(number=3, year=2003, status="draft"))
    page = page_of(client, "/en/speakers/")
    assert "Minister (2002)" in page
    assert "2 editions" in page
    assert "Secret" not in page


@pytest.mark.parametrize("words", ["Muster Tomo", "Tomo Muster", "Tomoo Muster", "模範友", "模範", "もはん"])
def test_a_speaker_is_found_in_any_spelling(client, words):
    speaker = factories.make_speaker(
        family_name="Muster", given_name="Tomo", name_ja="模範友", name_en="Tomo Muster", reading="もはん とも"
    )
    speaker.aliases.create(name="Tomoo Muster")
    factories.make_speaker(family_name="Somebody", given_name="Else", name_en="Somebody Else")
    page = client.get("/en/speakers/", {"q": words}).content.decode()
    assert f"/en/speakers/{speaker.slug}/" in page
    assert "Somebody Else" not in page


def test_an_edition_and_a_role_chosen_together_mean_one_appearance(client):
    keynote_elsewhere = factories.make_speaker(name_en="Keynote Elsewhere")
    keynote_here = factories.make_speaker(name_en="Keynote Here")
    first = appear(1, keynote_elsewhere, roles=["keynote"]).edition
    second = appear(2, keynote_elsewhere, roles=["panelist"]).edition
    factories.make_appearance(edition=second, speaker=keynote_here, roles=["keynote", "moderator"])
    page = page_of(client, f"/en/speakers/?edition={second.number}&role=keynote")
    assert "Keynote Here" in page
    assert "Keynote Elsewhere" not in page
    assert f'value="{first.number}">' in page
    assert "Keynote speech (1)" in page
    assert "Panelist (1)" in page


def test_filters_neither_offer_nor_count_what_readers_may_not_see(client, sides):
    hidden = factories.make_edition(number=9, year=2009, status="draft")
    speaker = factories.make_speaker(delegation=sides[0])
    appear(9, speaker, edition=hidden, roles=["signatory"])
    factories.make_speaker(delegation=sides[0], status="draft")
    page = page_of(client, "/en/speakers/")
    assert "Signatory" not in page
    assert "9th edition" not in page
    assert f"{sides[0].delegation_en} (1)" in page


def test_the_list_says_when_nobody_fits_and_when_nobody_is_on_record(client):
    assert "No speakers are on record yet." in page_of(client, "/en/speakers/")
    factories.make_speaker()
    page = page_of(client, "/en/speakers/?q=nobody")
    assert "Nobody on record fits these filters." in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_life_line_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, sides, number):
    speaker = factories.make_speaker(delegation=sides[0], slug="somebody")
    for n in range(number):
        session = factories.make_session(edition=factories.make_edition())
        factories.make_venue(edition=session.edition, side=sides[1])
        factories.make_appearance(speaker=speaker, session=session, read_by=factories.make_speaker())
        factories.make_release(slug=f"about-{n}").speakers.add(speaker)
        factories.make_coverage().speakers.add(speaker)
        factories.make_photo().speakers.add(speaker)
    with django_assert_num_queries(12):
        page = page_of(client, "/en/speakers/somebody/")
    assert page.count('class="node"') == number


def test_the_life_line_shows_a_different_title_at_each_edition_and_the_years_between(client):
    speaker = factories.make_speaker(slug="somebody")
    appear(2, speaker, title_en="Ambassador", roles=["keynote"])
    factories.make_edition(number=3, year=2003)
    appear(4, speaker, title_en="Minister", roles=["address"], mode="video")
    page = page_of(client, "/en/speakers/somebody/")
    assert page.index("<h3>Ambassador") < page.index("<h3>Minister")
    assert "By video message" in page
    assert 'id="edition-2" data-placement="middle" data-state="planned" class="gap"' in page
    assert "<li>2003</li>" in page


def test_an_appearance_says_what_is_known_of_it(client):
    speaker = factories.make_speaker(slug="somebody")
    edition = factories.make_edition(number=1, year=2001)
    session = factories.make_session(edition=edition, title_en="Media session", slug="1-media")
    reader = factories.make_speaker(name_en="The Reader")
    fields = {"edition": edition, "speaker": speaker}
    factories.make_appearance(**fields, session=session, part="first-half", read_by=reader, mode="read-by")
    factories.make_appearance(**fields, session_label="Plenary, day 1", is_confirmed=False)
    page = page_of(client, "/en/speakers/somebody/")
    assert '<a href="/en/sessions/1-media/">Media session</a>' in page
    assert "First half" in page
    assert f'Read by <a href="/en/speakers/{reader.slug}/">The Reader</a>' in page
    assert "Session as printed: Plenary, day 1" in page
    assert "Known from the programme only" in page


def test_a_speaker_is_shown_under_every_form_of_the_name(client, sides):
    speaker = factories.make_speaker(
        slug="somebody", delegation=sides[1], name_en="Kaoru Model", name_ja="模型薫", name_zh_hans="", reading="もけい"
    )
    speaker.aliases.create(name="Kaoru Modell")
    page = page_of(client, "/zh-hans/speakers/somebody/")
    assert '<span lang="ja">模型薫</span>' in page
    assert '<span lang="ja">もけい</span>' in page
    assert '<span lang="en">Kaoru Modell</span>' in page
    assert '<h1><span lang="en">Kaoru Model</span></h1>' in page
    assert 'class="note fallback"' in page


def test_what_mentions_a_speaker_is_listed_as_far_as_readers_may_see_it(client):
    speaker = factories.make_speaker(slug="somebody")
    for state in ("published", "draft"):
        factories.make_release(headline_en=f"Release {state}", status=state).speakers.add(speaker)
        factories.make_coverage(title=f"Coverage {state}", status=state).speakers.add(speaker)
        factories.make_photo(caption_en=f"Photo {state}", status=state).speakers.add(speaker)
    hidden = factories.make_edition(status="draft", number=8, year=2008)
    factories.make_appearance(speaker=speaker, edition=hidden, title_en="Title at a hidden edition")
    page = page_of(client, "/en/speakers/somebody/")
    for item in ("Release", "Coverage", "Photo"):
        assert f"{item} published" in page
        assert f"{item} draft" not in page
    assert "Title at a hidden edition" not in page
    assert "2008" not in page


def test_a_portrait_nobody_may_see_gives_way_to_the_first_character(client):
    photo = factories.make_photo(
        status="draft", renditions=[{"name": "portrait", "file": "portrait.webp", "width": 4, "height": 5}]
    )
    factories.make_speaker(slug="somebody", name_en="Test Speaker", portrait=photo)
    page = page_of(client, "/en/speakers/somebody/")
    assert photo.token not in page
    assert '<span class="roundel big" aria-hidden="true">T</span>' in page


def test_a_long_name_takes_the_smaller_size(client):
    factories.make_speaker(slug="somebody", name_en="Maximilian-Alexander Extraordinarily-Hyphenated")
    assert '<h1 class="long">' in page_of(client, "/en/speakers/somebody/")


def test_a_speaker_without_appearances_says_so(client):
    factories.make_speaker(slug="somebody")
    assert "No appearance is recorded." in page_of(client, "/en/speakers/somebody/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_speakers_of_an_edition_cost_the_same_for_one_and_for_three(
    client, django_assert_num_queries, sides, number
):
    edition = factories.make_edition(number=1, year=2001)
    for _n in range(number):
        speaker = factories.make_speaker(delegation=sides[0], portrait=factories.make_photo())
        factories.make_appearance(session=factories.make_session(edition=edition), speaker=speaker)
    with django_assert_num_queries(10):
        page = page_of(client, "/en/editions/1/speakers/")
    assert page.count('<p class="name">') == number


def test_the_speakers_of_an_edition_stand_in_the_order_of_protocol_each_once(client, sides):
    edition = factories.make_edition(number=1, year=2001)
    minister = factories.make_speaker(name_en="The Minister", delegation=sides[0])
    guest = factories.make_speaker(name_en="A Guest", delegation=sides[0])
    factories.make_appearance(edition=edition, speaker=guest, order=2, title_en="Guest")
    factories.make_appearance(edition=edition, speaker=minister, order=1, title_en="Minister", roles=["keynote"])
    factories.make_appearance(edition=edition, speaker=minister, order=3, title_en="Minister", roles=["signatory"])
    page = page_of(client, "/en/editions/1/speakers/")
    assert page.index("The Minister") < page.index("A Guest")
    assert page.count("The Minister</a>") == 1
    assert "Keynote speech, Signatory" in page


def test_an_edition_without_speakers_says_so(client):
    factories.make_edition(number=1, year=2001)
    assert "No speakers of this edition are on record." in page_of(client, "/en/editions/1/speakers/")


@pytest.mark.parametrize(
    "address", ["speakers/nobody/", "editions/99/speakers/", "speakers/?page=9", "speakers/?page=x"]
)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(f"/en/{address}").status_code == 404


def test_all_mentions_are_there_page_by_page_and_what_was_signed(client, django_assert_max_num_queries):
    speaker = factories.make_speaker(slug="test-speaker")
    edition = factories.make_edition()
    factories.make_appearance(speaker=speaker, edition=edition, roles=["signatory"])
    factories.make_document(edition=edition, kind="consensus", title_en="What was agreed")
    factories.make_document(edition=edition, kind="paper", title_en="A paper")
    for n in range(31):
        factories.make_coverage(title=f"Coverage number {n}!").speakers.add(speaker)
    factories.make_release(headline_en="The one release").speakers.add(speaker)
    with django_assert_max_num_queries(20):
        first = page_of(client, "/en/speakers/test-speaker/")
    second = page_of(client, "/en/speakers/test-speaker/?page=2")
    found = [n for n in range(31) if f"Coverage number {n}!" in first]
    assert len(found) == 30
    assert [n for n in range(31) if f"Coverage number {n}!" in second] == [n for n in range(31) if n not in found]
    assert "The one release" in first
    assert "The one release" not in second
    assert "What was agreed" in first
    assert "A paper" not in first
    assert client.get("/en/speakers/test-speaker/?page=3").status_code == 404
    assert client.get("/en/speakers/test-speaker/?page=x").status_code == 404


class TestInFigures:
    @pytest.mark.parametrize("number", [1, 3])
    def test_everybody_counts_once_an_edition_by_delegation_and_topic(
        self, client, django_assert_num_queries, sides, number
    ):
        topic = factories.make_topic(name_en="Media")
        for n in range(1, number + 1):
            edition = factories.make_edition(number=n, year=2000 + n)
            session = factories.make_session(edition=edition, topic=topic)
            for side in (sides[0], sides[0], sides[1], None):
                speaker = factories.make_speaker(delegation=side)
                factories.make_appearance(edition=edition, speaker=speaker)
                factories.make_appearance(session=session, speaker=speaker)
        factories.make_appearance(edition=edition, speaker=factories.make_speaker(status="draft", publish_at=None))
        with django_assert_num_queries(7):
            page = page_of(client, "/en/speakers/figures/")
        table = page[page.index('aria-labelledby="by-topic"') :]
        assert [int(one) for one in re.findall(r"</svg>(\d+)</td>", table)] == [2 * number, number, number]
        assert "Other speakers" in page
        assert "1st edition (2001)" in page

    def test_who_came_most_often_comes_first_with_the_span_of_years(self, client, sides):
        editions = [factories.make_edition(number=n, year=2000 + n) for n in range(1, 6)]
        for name, there in (("Often", editions), ("Seldom", editions[:2]), ("Sometimes", editions[1:4])):
            speaker = factories.make_speaker(name_en=name, delegation=sides[0])
            for edition in there:
                factories.make_appearance(edition=edition, speaker=speaker)
        page = page_of(client, "/en/speakers/figures/")
        table = page[page.index('aria-labelledby="most-often"') :]
        assert table.index("Often") < table.index("2001–2005") < table.index("Sometimes")
        assert "Seldom" not in table
