"""Our releases with corrections and earlier texts, and what others published."""

import datetime
import json
import re

import pytest
from django.db import connection

from editions import drafts
from editions.models import Contact, ReaderNote, ReleaseDocument, ReleasePhoto
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2020, 1, 5, 3, tzinfo=datetime.UTC)


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def make_release(**fields):
    """A release at press/2020/opening/."""
    return factories.make_release(**{"slug": "opening", **fields})


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        factories.make_release(edition=factories.make_edition())
        factories.make_coverage(edition=factories.make_edition())
        Contact.objects.create(name="Desk", side=factories.make_side(), hours="9:00-17:00")
    with django_assert_num_queries(12 if connection.vendor == "sqlite" else 11):
        page = page_of(client, "/en/press/")
    assert page.count('rel="noopener external"') == number


def test_releases_stand_under_their_years_with_edition_and_languages(client):
    edition = factories.make_edition(number=2, year=2002)
    make_release(edition=edition, headline_ja="")
    factories.make_release(headline_en="An older one", dateline_date=datetime.date(2019, 5, 6))
    page = page_of(client, "/en/press/")
    assert page.index("<h2>2020</h2>") < page.index("2nd edition</p>") < page.index("<h2>2019</h2>")
    assert page.index("<h2>2019</h2>") < page.index("An older one")
    assert '<a href="/zh-hans/press/2020/opening/" lang="zh-Hans" hreflang="zh-Hans">简体中文</a>' in page
    assert "/ja/press/2020/opening/" not in page


def test_the_list_says_which_edition_is_out_in_which_language(client):
    edition = factories.make_edition(number=2, year=2002)
    make_release(edition=edition, headline_ja="")
    factories.make_release(edition=edition, headline_ja="", headline_zh_hans="")
    factories.make_release(edition=edition, status="draft")
    matrix = page_of(client, "/en/press/").partition("<tbody>")[2].partition("</tbody>")[0]
    counts = re.findall(r'<td class="number">(.*?)</td>', matrix)
    assert counts == [
        '<a href="/en/press/?edition=2&amp;language=en">2</a>',
        '<a href="/en/press/?edition=2&amp;language=zh-hans">1</a>',
        "none",
    ]


def test_the_list_is_narrowed_by_edition_year_kind_and_language(client):
    edition = factories.make_edition(number=2, year=2002)
    factories.make_release(headline_en="Wanted", edition=edition, kind="statement")
    factories.make_release(headline_en="Other", headline_ja="", dateline_date=datetime.date(2019, 5, 6))
    for query in ("edition=2", "year=2020", "month=1", "kind=statement", "language=ja"):
        page = page_of(client, f"/en/press/?{query}")
        assert "Wanted" in page
        assert "Other" not in page
    page = page_of(client, "/en/press/")
    for option in ("May (1)", "2nd edition (2002) (1)", "2019 (1)", "Statement (1)", "Japanese (1)", "English (2)"):
        assert option in page


def test_neither_lists_nor_their_filters_know_what_readers_may_not_see(client):
    hidden = factories.make_edition(number=9, year=2009, status="draft")
    factories.make_release(headline_en="Hidden draft", status="draft", kind="advisory")
    factories.make_release(headline_en="Hidden embargo", publish_at=factories.tomorrow(), kind="advisory")
    factories.make_release(headline_en="Hidden by its edition", edition=hidden, kind="advisory")
    factories.make_coverage(title="Hidden coverage", edition=hidden, kind="broadcast", language="de")
    for address in ("/en/press/", "/en/press/coverage/"):
        page = page_of(client, address)
        for leak in ("Hidden", "Media advisory", "Broadcast", "German", "9th edition"):
            assert leak not in page
    assert "No release of ours is published at present." in page_of(client, "/en/press/")


def test_contacts_show_their_hours_on_both_clocks_and_private_ones_are_left_out(client):
    first = factories.make_side(capital_en="First City", time_zone="Asia/Tokyo")
    factories.make_side(capital_en="Second City", time_zone="Asia/Shanghai")
    Contact.objects.create(
        name="Open Desk", side=first, hours_en="Monday to Friday, 9:30–18:00", email="d@desk.example"
    )
    Contact.objects.create(name="Private Desk", side=first, is_public=False)
    page = page_of(client, "/en/press/")
    assert "Monday to Friday, 09:30–18:00 First City (08:30–17:00 Second City)" in page
    assert "mailto:d@desk.example" in page
    assert "Private Desk" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_release_costs_the_same_for_one_of_everything_and_for_three(client, django_assert_num_queries, number):
    edition = factories.make_edition()
    factories.make_venue(edition=edition, side=factories.make_side())
    release = make_release(edition=edition, comments_open=True)
    for n in range(number):
        speaker = factories.make_speaker(delegation=factories.make_side(), portrait=factories.make_photo())
        factories.make_appearance(speaker=speaker, edition=edition)
        release.speakers.add(speaker)
        release.contacts.add(Contact.objects.create(name="Desk", side=factories.make_side()))
        factories.make_correction(release=release, earlier={"body_en": "Before"})
        factories.make_release(edition=edition)
        ReleasePhoto.objects.create(release=release, photo=factories.make_photo(), order=n)
        ReleaseDocument.objects.create(release=release, document=factories.make_document(), order=n)
        ReaderNote.objects.create(
            kind="comment", state="approved", release=release, page_id=release.permanent_id, language="en", message="Hm"
        )
    with django_assert_num_queries(16):
        page = page_of(client, "/en/press/2020/opening/")
    assert page.count("<figure") == number


@pytest.mark.parametrize(
    ("language", "body", "mention"),
    [
        ("en", "<p>Test Speaker spoke. Test Speaker left.</p>", "Test Speaker</a> spoke. Test Speaker left."),
        ("zh-hans", "<p>试验员表示。</p>", "试验员</a>表示。"),
        ("ja", "<p>試験太郎氏は述べた。</p>", "試験太郎</a>氏は述べた。"),
    ],
)
def test_speakers_are_linked_where_the_text_mentions_them_first(client, language, body, mention):
    column = f"body_{language.replace('-', '_')}"
    release = make_release(**{column: body})
    names = {"name_en": "Test Speaker", "name_zh_hans": "试验员", "name_ja": "試験 太郎"}
    speaker = factories.make_speaker(slug="test-speaker", given_name="Test", family_name="Speaker", **names)
    hidden = factories.make_speaker(slug="hidden", status="draft", publish_at=None, given_name="Test", family_name="X")
    release.speakers.add(speaker, hidden)
    page = page_of(client, f"/{language}/press/2020/opening/")
    assert f'<a href="/{language}/speakers/test-speaker/" rel="noopener">{mention}' in page


def test_a_release_shows_its_words_its_dateline_and_where_else_it_can_be_read(client):
    make_release(
        headline_en="Forum opens",
        standfirst_en="In short",
        body_en="<p>First words.</p>",
        boilerplate_en="<p>About us.</p>",
        dateline_city_en="Test City",
        dateline_city_ja="試験市",
        wire="/Test Wire/",
        source_line="Test House",
    )
    page = page_of(client, "/en/press/2020/opening/")
    assert "<h1>Forum opens</h1>" in page
    assert '<p class="dateline">TEST CITY, Jan. 2, 2020 /Test Wire/ —</p><p>First words.</p>' in page
    assert "About us." in page
    assert "Issued by Test House" in page
    assert 'href="/ja/press/2020/opening/" lang="ja"' in page
    assert '<p class="dateline">試験市、2020年1月2日 /Test Wire/ ——</p>' in page_of(client, "/ja/press/2020/opening/")


def structured_data(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_a_machine_reads_dateline_corrections_and_translations(client):
    release = make_release(
        headline_en="Forum opens </script>",
        headline_ja="",
        body_en="<p>First words.</p>",
        dateline_city_en="Test City",
        source_line="Test House",
    )
    factories.make_correction(release=release, note_en="A date was wrong.", made_at=DAY)
    factories.make_correction(release=release, note_en="Secret", made_at=factories.tomorrow())
    data = structured_data(page_of(client, "/en/press/2020/opening/"))
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Forum opens </script>"
    assert data["dateline"] == "TEST CITY, Jan. 2, 2020"
    assert data["articleBody"] == "First words."
    assert (data["datePublished"], data["dateModified"]) == ("2020-01-01T00:00:00+00:00", "2020-01-05T03:00:00+00:00")
    assert data["publisher"]["name"] == "Test House"
    assert [one["text"] for one in data["correction"]] == ["A date was wrong."]
    assert [one["url"] for one in data["workTranslation"]] == ["http://testserver/zh-hans/press/2020/opening/"]
    in_japanese = structured_data(page_of(client, "/ja/press/2020/opening/"))
    assert (in_japanese["inLanguage"], in_japanese["url"]) == ("en", data["url"])


def test_a_release_not_ready_in_a_language_says_so_and_points_to_one_that_is(client):
    texts = {f"{field}_{code}": "" for field in ("headline", "standfirst", "body") for code in ("zh_hans", "ja")}
    make_release(**texts, headline_en="Only English", body_en="<p>Text</p>", dateline_city_en="Test City")
    page = page_of(client, "/ja/press/2020/opening/")
    assert '<h1><span lang="en">Only English</span></h1>' in page
    assert '<div class="prose" lang="en"><p class="dateline">TEST CITY, Jan. 2, 2020 —</p>' in page
    assert 'class="note fallback"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://testserver/en/press/2020/opening/">' in page


def test_corrections_stand_on_top_and_lead_to_the_earlier_text(client):
    release = make_release(body_en="<p>Now right.</p>")
    factories.make_correction(
        release=release, note_en="A date was wrong.", made_at=DAY, earlier={"body_en": "<p>Once wrong.</p>"}
    )
    factories.make_correction(release=release, note_en="Announced for later.", made_at=factories.tomorrow())
    page = page_of(client, "/en/press/2020/opening/")
    seen = page[page.index("<main") :]
    assert seen.index("A date was wrong.") < seen.index("Now right.")
    assert "Correction, 5 January 2020." in page
    assert "/en/press/2020/opening/versions/1/" in page
    assert "Once wrong." not in page
    assert "Announced for later." not in page


def test_earlier_texts_are_counted_from_the_oldest_and_marked_as_superseded(client):
    release = make_release(headline_en="Third headline", body_en="<p>Third body.</p>")
    factories.make_correction(release=release, made_at=DAY, earlier={"body_en": "<p>First body.</p>"})
    factories.make_correction(
        release=release,
        made_at=DAY + datetime.timedelta(days=1),
        earlier={"body_en": "<p>Second body.</p>", "headline_en": "First headline"},
    )
    first = page_of(client, "/en/press/2020/opening/versions/1/")
    second = page_of(client, "/en/press/2020/opening/versions/2/")
    assert "First body." in first
    assert "Second body." in second
    for page in (first, second):
        assert "<h1>First headline</h1>" in page
        assert "It has been superseded." in page
        assert '<meta name="robots" content="noindex">' in page
        assert '<link rel="canonical" href="http://testserver/en/press/2020/opening/">' in page
        assert 'rel="alternate"' not in page
        assert "Third body." not in page
    release.refresh_from_db()
    assert release.body_en == "<p>Third body.</p>"


def test_what_changed_is_marked_word_by_word_in_every_script(client):
    release = make_release(body_en="<p>It opened on Tuesday.</p>", body_zh_hans="<p>论坛于星期二开幕。</p>")
    earlier = {"body_en": "<p>It opened on Monday.</p>", "body_zh_hans": "<p>论坛于星期一开幕。</p>"}
    factories.make_correction(release=release, made_at=DAY, earlier=earlier)
    assert "It opened on <del>Monday</del><ins>Tuesday</ins>." in page_of(client, "/en/press/2020/opening/versions/1/")
    page = page_of(client, "/zh-hans/press/2020/opening/versions/1/")
    assert "论坛于星期<del>一</del><ins>二</ins>开幕。" in page
    assert "<del>" not in page_of(client, "/ja/press/2020/opening/versions/1/")


def test_a_correction_says_its_kind_and_which_languages_it_has_not_reached(client):
    release = make_release()
    factories.make_correction(release=release, kind="clarification", made_at=DAY, earlier={"body_en": "Before"})
    page = page_of(client, "/en/press/2020/opening/")
    assert "Clarification, 5 January 2020." in page
    assert "The text in Simplified Chinese has not been corrected yet." in page
    assert "The text in Japanese has not been corrected yet." in page
    later = DAY + datetime.timedelta(days=1)
    factories.make_correction(release=release, kind="typo", made_at=later, earlier={"body_ja": "前"})
    page = page_of(client, "/en/press/2020/opening/")
    assert "The text in Simplified Chinese has not been corrected yet." in page
    assert "The text in Japanese" not in page


def test_a_typing_error_is_one_languages_own(client):
    factories.make_correction(release=make_release(), kind="typo", made_at=DAY, earlier={"body_en": "Before"})
    assert "has not been corrected yet" not in page_of(client, "/en/press/2020/opening/")


def test_withdrawals_stand_with_the_corrections_and_say_nothing_of_what_was_said(client):
    release = make_release(headline_en="Taken back")
    unseen = make_release(slug="unseen", status="withdrawn", publish_at=None, withdrawn_at=DAY)
    release.status, release.withdrawal_note_en = "withdrawn", "It was sent too early."
    release.save()
    page = page_of(client, "/en/press/corrections/")
    assert '<a href="/en/press/2020/opening/">It was sent too early.</a>' in page
    assert "Taken back" not in page
    assert unseen.slug not in page


@pytest.mark.parametrize("version", [0, 2, 3])
def test_there_is_no_other_earlier_text(client, version):
    release = make_release()
    factories.make_correction(release=release, made_at=DAY, earlier={"body_en": "Before"})
    factories.make_correction(release=release, made_at=DAY + datetime.timedelta(days=1))
    assert client.get(f"/en/press/2020/opening/versions/{version}/").status_code == 404


def test_the_earlier_text_of_a_release_nobody_may_see_is_not_found(client):
    release = make_release(status="draft")
    factories.make_correction(release=release, earlier={"body_en": "Before"})
    assert client.get("/en/press/2020/opening/versions/1/").status_code == 404


def test_an_earlier_text_is_not_shown_in_a_language_that_is_held_back(client):
    release = make_release(body_en="<p>Now right.</p>")
    factories.make_correction(
        release=release,
        earlier={"body_en": "<p>Once wrong.</p>", "body_ja": "<p>昔の秘密</p>", "headline_ja": "秘密の題"},
    )
    drafts.hold_back(release, ["ja"])
    for language in ("en", "zh-hans", "ja"):
        page = page_of(client, f"/{language}/press/2020/opening/versions/1/")
        assert "秘密" not in page
    assert "Once wrong." in page


def test_an_earlier_text_changes_nothing_but_words(client):
    release = make_release(headline_en="As it is")
    factories.make_correction(
        release=release, earlier={"status": "draft", "slug": "x", "body_en": "<script>x</script>"}
    )
    page = page_of(client, "/en/press/2020/opening/versions/1/")
    assert "As it is" in page
    assert "<script>x" not in page


def test_what_goes_with_a_release_is_shown_in_order_as_far_as_readers_may_see_it(client):
    edition = factories.make_edition(number=2, year=2002)
    release = make_release(edition=edition, dateline_date=datetime.date(2020, 1, 2))
    for order, name in ((2, "Second"), (1, "First")):
        photo = factories.make_photo(caption_en=f"{name} photograph", credit="Test Agency")
        ReleasePhoto.objects.create(release=release, photo=photo, order=order)
        document = factories.make_document(title_en=f"{name} document")
        ReleaseDocument.objects.create(release=release, document=document, order=order)
    for make, row in ((factories.make_photo, ReleasePhoto), (factories.make_document, ReleaseDocument)):
        item = (
            make(status="draft", caption_en="Secret")
            if row is ReleasePhoto
            else make(status="draft", title_en="Secret")
        )
        row.objects.create(release=release, order=0, **{row.__name__.removeprefix("Release").lower(): item})
    speaker = factories.make_speaker(name_en="Test Speaker")
    release.speakers.add(speaker, factories.make_speaker(name_en="Secret Speaker", status="draft"))
    factories.make_appearance(speaker=speaker, edition=edition, title_en="Minister then")
    factories.make_appearance(speaker=speaker, title_en="Envoy at another time")
    factories.make_release(headline_en="A sibling", edition=edition)
    factories.make_release(headline_en="Secret sibling", edition=edition, status="draft")
    page = page_of(client, "/en/press/2020/opening/")
    assert page.index("First photograph") < page.index("Second photograph")
    assert page.index("First document") < page.index("Second document")
    assert "Test Agency" in page
    assert "Minister then" in page
    assert "Envoy at another time" not in page
    assert "A sibling" in page
    assert "Secret" not in page


def test_comments_are_shown_when_approved_and_only_where_they_are_open(client):
    release = make_release(comments_open=True)
    note = {"kind": "comment", "release": release, "page_id": release.permanent_id, "language": "en"}
    ReaderNote.objects.create(**note, state="approved", message="Well said.", name="A Reader")
    ReaderNote.objects.create(**note, state="new", message="Not looked at.")
    page = page_of(client, "/en/press/2020/opening/")
    assert "Well said." in page
    assert "Not looked at." not in page
    release.comments_open = False
    release.save()
    assert "Well said." not in page_of(client, "/en/press/2020/opening/")


def test_a_withdrawn_release_says_so(client):
    release = make_release(headline_en="Taken back")
    release.status, release.withdrawal_note_en = "withdrawn", "It was sent too early."
    release.save()
    answer = client.get("/en/press/2020/opening/")
    assert answer.status_code == 410
    assert "It was sent too early." in answer.content.decode()


def test_the_moment_of_publication_is_told_on_the_hosts_clock_first(client):
    factories.make_side(capital_en="Other City", time_zone="Asia/Shanghai")
    host = factories.make_side(capital_en="Host City", time_zone="Asia/Tokyo")
    edition = factories.make_edition()
    factories.make_venue(edition=edition, side=host)
    make_release(edition=edition)
    page = page_of(client, "/en/press/2020/opening/")
    assert "1 January 2020, 09:00 Host City (08:00 Other City)" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_corrections_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    release = make_release(headline_en="Corrected one")
    for n in range(number):
        made = DAY + datetime.timedelta(days=n)
        factories.make_correction(release=release, note_en=f"Note {n}", made_at=made, earlier={"body_en": "Before"})
    factories.make_correction(release=factories.make_release(status="draft"), note_en="Secret")
    with django_assert_num_queries(8):
        page = page_of(client, "/en/press/corrections/")
    assert page.count("Corrected one") == number
    assert "Secret" not in page
    assert f"versions/{number}/" in page
    assert page.index(f"versions/{number}/") <= page.index("versions/1/")


def test_no_corrections_say_so(client):
    assert "Nothing has been corrected yet." in page_of(client, "/en/press/corrections/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_coverage_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        factories.make_coverage(edition=factories.make_edition())
    with django_assert_num_queries(13):
        page = page_of(client, "/en/press/coverage/")
    assert page.count('rel="noopener external"') == number


def test_coverage_is_a_link_with_its_title_in_its_own_language(client):
    factories.make_coverage(title="見出し", language="ja", publisher="Test Paper", link="https://news.example/a")
    factories.make_coverage(
        title="Ours", title_is_published=False, language="ko", title_language="en", published_on=None
    )
    page = page_of(client, "/en/press/coverage/")
    assert '<a href="https://news.example/a" rel="noopener external"><span lang="ja">見出し</span></a>' in page
    assert page.count("Neutral wording of ours") == 1
    assert "Date not recorded" in page
    assert "Korean" in page


def test_coverage_is_narrowed_by_edition_year_kind_and_language(client):
    edition = factories.make_edition(number=2, year=2002)
    factories.make_coverage(title="Wanted", edition=edition, kind="report", language="ja")
    factories.make_coverage(title="Other", published_on=datetime.date(2019, 1, 1))
    factories.make_coverage(title="Undated", published_on=None)
    for query in ("edition=2", "year=2020", "kind=report", "language=ja"):
        page = page_of(client, f"/en/press/coverage/?{query}")
        assert "Wanted" in page
        assert "Other" not in page
        assert "Undated" not in page
    assert "No coverage fits these filters." in page_of(client, "/en/press/coverage/?edition=2&kind=news")


@pytest.mark.parametrize(
    "address",
    [
        "press/2020/nothing/",
        "press/2019/opening/",
        "press/?page=9",
        "press/coverage/?page=0",
        "press/corrections/?page=x",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    make_release()
    assert client.get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize(
    "query", ["year=x", "edition=99", "kind=%00", "language=zz", "year=2020&year=2021", "unknown=1"]
)
def test_nonsense_narrows_nothing(client, query):
    factories.make_coverage(title="Still here")
    make_release(headline_en="Also here")
    assert "Still here" in page_of(client, f"/en/press/coverage/?{query}")
    assert "Also here" in page_of(client, f"/en/press/?{query}")
