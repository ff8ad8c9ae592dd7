"""Nothing that is not public is seen through any door: every public address, beside drafts, embargoed and hidden siblings.

Every text, name and address of what is hidden carries a marker that stands nowhere else. A new address joins ``ADDRESSES``,
or the first test fails.
"""

import datetime
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editions import bringing_back, deletions, entries, models, open_data, programme_releases, sitemaps, urls
from tests import factories

pytestmark = pytest.mark.django_db

MARK = "zqxhidden"
NEVER_PUBLIC = {
    "draft": lambda: {"status": "draft", "publish_at": None},
    "planned": lambda: {"status": "draft", "publish_at": timezone.now() - datetime.timedelta(days=9)},
    "in review": lambda: {"status": "in-review", "publish_at": None},
    "embargoed": lambda: {"publish_at": factories.tomorrow()},
    "taken back unseen": lambda: {"status": "withdrawn", "publish_at": None, "withdrawn_at": timezone.now()},
}

# Addresses by the name of their pattern: with what the visitor may see, and with the state of a filter or page.
ADDRESSES = {
    "home": ["/"],
    "edition-list": ["/editions/", "/editions/?decade=2010", "/editions/?country=side-x"],
    "edition-detail": ["/editions/20/"],
    "programme": [
        "/editions/20/programme/",
        "/editions/20/programme/?kind=parallel",
        f"/editions/20/programme/?pick={MARK}-0-session",
    ],
    "programme-choice": ["/editions/20/programme/choose/", f"/editions/20/programme/choose/?pick={MARK}-0-session"],
    "programme-calendar": [
        "/editions/20/programme.ics",
        "/editions/20/programme.ics?kind=parallel",
        f"/editions/20/programme.ics?pick={MARK}-0-session",
        "/editions/20/programme.ics?pick=open-session",
    ],
    "speaker-calendar": ["/speakers/open-speaker.ics"],
    "programme-changes": ["/editions/20/changes/"],
    "edition-data": ["/editions/20/data.json"],
    "edition-schedule": ["/editions/20/schedule.json"],
    "edition-speakers": ["/editions/20/speakers/"],
    "edition-photos": ["/editions/20/photos/", f"/editions/20/photos/?speaker={MARK}-speaker"],
    "session-list": ["/sessions/", "/sessions/?edition=20", f"/sessions/?topic={MARK}-topic"],
    "session-detail": ["/sessions/open-session/"],
    "session-calendar": ["/sessions/open-session.ics"],
    "topic-list": ["/topics/"],
    "topic-detail": ["/topics/open-topic/"],
    "speaker-list": ["/speakers/", "/speakers/?q=open", "/speakers/?edition=20", "/speakers/?role=panelist"],
    "speaker-detail": ["/speakers/open-speaker/"],
    "speaker-figures": ["/speakers/figures/"],
    "organisation-list": ["/organisations/"],
    "organisation-detail": ["/organisations/open-organisation/"],
    "press-list": [
        "/press/",
        "/press/?edition=20",
        "/press/?language=ja",
        "/press/?kind=release",
        "/press/?year=2020",
        "/press/?month=1",
    ],
    "correction-list": ["/press/corrections/"],
    "coverage-list": ["/press/coverage/", "/press/coverage/?language=en"],
    "press-detail": ["/press/2020/open-release/"],
    "press-feed": ["/press/feed/"],
    "edition-press-feed": ["/press/feed/editions/20/"],
    "press-text": ["/press/2020/open-release.txt"],
    "press-bibtex": ["/press/2020/open-release.bib"],
    "press-ris": ["/press/2020/open-release.ris"],
    "press-version": ["/press/2020/open-release/versions/1/"],
    "photo-list": ["/photos/", "/photos/?edition=20"],
    "photo-detail": ["/photos/openphot/"],
    "document-list": ["/documents/", "/documents/?kind=paper"],
    "document-detail": ["/documents/open-document/"],
    "survey": ["/survey/"],
    "survey-year": ["/survey/years/1999/"],
    "question-detail": ["/survey/open-question/"],
    "question-csv": ["/survey/open-question.csv"],
    "question-json": ["/survey/open-question.json"],
    "lines": ["/lines/"],
    "data": ["/data/"],
    "data-csv": [f"/data/{name}.csv" for name in open_data.TABLES],
    "data-json": [f"/data/{name}.json" for name in open_data.TABLES],
    "search": ["/search/?q=open", "/search/?q=open&kind=release", "/search/?q=open&language=other&edition=20"],
    "report": ["/report/?page=openphot"],
    "report-thanks": ["/report/thanks/?page=openphot"],
    "page-detail": ["/open-page/"],
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once, in a transaction that is taken back at the end; what a test changes in it is taken back after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def make_world():
    """Something of everything, public; beside each, siblings in every state that is not, and a hidden edition full of published items."""
    factories.make_forum()
    side = factories.make_side(code="side-x")
    topic = factories.make_topic(slug="open-topic")
    organisation = factories.make_organisation(slug="open-organisation")
    speaker = factories.make_speaker(slug="open-speaker", delegation=side)
    page = factories.make_page(slug="open-page")
    question = factories.make_question(slug="open-question")
    edition = factories.make_edition(number=20, year=2020, editor_note=MARK)
    opened = fill(edition, side, topic, organisation, speaker, question, "open")
    for n, state in enumerate(NEVER_PUBLIC.values()):
        hidden_children(edition, side, n, state, opened)
        hidden_edition = factories.make_edition(
            number=30 + n, year=2030 + n, **factories.in_languages("theme", MARK), **state()
        )
        fill(hidden_edition, side, topic, organisation, speaker, question, f"{MARK}-{n}")
    bring_back(edition, side, opened)
    models.ProgrammeRelease.objects.create(edition=edition, number=1, **factories.in_languages("note", "open"))
    sessions = models.Session.objects.filter(edition=edition)  # all of them: what was public then may be hidden now
    document = [programme_releases.frozen(session) for session in sessions]
    models.ProgrammeRelease.objects.create(edition=edition, number=2, document=document)
    hold_back(opened["release"], page)
    list(entries.rebuild())
    return opened


def fill(edition, side, topic, organisation, speaker, question, word):
    """An edition with one published item of each kind; every text carries ``word``."""
    texts = factories.in_languages
    venue = factories.make_venue(edition=edition, side=side, **texts("city", word))
    factories.make_figure(edition=edition, **texts("according_to", word))
    models.Plan.objects.create(edition=edition, **texts("wording", word))
    models.EditionName.objects.create(edition=edition, side=side, name=word, language="en")
    factories.make_partnership(edition=edition, organisation=organisation, note=word)
    factories.make_promise(edition=edition, **texts("text_line", word), owner=MARK)
    session = factories.make_session(
        edition=edition,
        slug=f"{word}-session",
        topic=topic,
        venue=venue,
        day=datetime.date(2020, 1, 2),
        start_time=datetime.time(9),
        **texts("title", word),
    )
    factories.make_record(session=session, **texts("title", word))
    factories.make_notice(edition=edition, **texts("text_line", word))
    appearance = factories.make_appearance(edition=edition, session=session, speaker=speaker, **texts("title", word))
    photo = factories.make_photo(
        edition=edition,
        session=session,
        permanent_id=f"{word[:2]}{word[-2:]}phot"[:8] if word != "open" else "openphot",
        token=f"{word}-token",
        **texts("caption", word),
        **texts("alt", word),
    )
    photo.speakers.add(speaker)
    document = factories.make_document(
        edition=edition, kind="consensus", slug=f"{word}-document", **texts("title", word)
    )
    document.adopted_by.add(organisation)
    factories.make_clause(document=document, **texts("text_line", word))
    models.DocumentFile.objects.create(document=document, token=f"{word}-file", file="documents/none", language="ja")
    release = factories.make_release(
        edition=edition,
        slug=f"{word}-release",
        received_text=MARK,
        **texts("headline", word),
        **texts("body", f"<p>{word}</p>"),
    )
    factories.make_correction(release=release, earlier={"body_en": f"<p>Earlier {word}</p>"}, **texts("note", word))
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    models.ReleaseDocument.objects.create(release=release, document=document)
    release.speakers.add(speaker)
    coverage = factories.make_coverage(edition=edition, title=word, editor_note=MARK)
    coverage.speakers.add(speaker)
    year = 1999 if word == "open" else 1800 + edition.number
    survey = factories.make_survey(edition=edition, year=year, **texts("title", word))
    models.Fieldwork.objects.create(survey=survey, side=side, agency=word)
    factories.make_result(
        survey=survey, answer=factories.make_answer(question=question), side=side, **texts("note", word)
    )
    models.Wording.objects.create(survey=survey, question=question, **texts("text_line", word))
    return {
        "edition": edition,
        "session": session,
        "photo": photo,
        "document": document,
        "release": release,
        "survey": survey,
        "speaker": speaker,
        "topic": topic,
        "organisation": organisation,
        "question": question,
        "appearance": appearance,
        "side": side,
    }


def hidden_children(edition, side, n, state, opened):
    """Items of the public edition that are in ``state`` themselves, and links from public items to them."""
    texts, word = factories.in_languages, f"{MARK}-{n}"
    speaker = factories.make_speaker(slug=f"{MARK}-speaker-{n}", delegation=side, **texts("name", word), **state())
    topic = factories.make_topic(slug=f"{MARK}-topic-{n}", **texts("name", word), **state())
    for kind, ends in (("split", (topic, opened["topic"])), ("joined", (opened["topic"], topic))):
        models.TopicOrigin.objects.create(topic=ends[0], earlier=ends[1], kind=kind, edition=edition)
    organisation = factories.make_organisation(name=word, slug=f"{MARK}-organisation-{n}", **state())
    session = factories.make_session(
        edition=edition,
        slug=f"{word}-child",
        topic=topic,
        day=datetime.date(2020, 1, 2),
        start_time=datetime.time(9),
        **texts("title", word),
        **state(),
    )
    factories.make_record(session=session, **texts("title", word))
    factories.make_session(edition=edition, slug=f"open-{n}", topic=topic)
    factories.make_partnership(edition=edition, organisation=organisation)
    factories.make_appearance(edition=edition, session=opened["session"], speaker=speaker, **texts("title", word))
    factories.make_appearance(edition=edition, session=session, speaker=opened["speaker"], **texts("title", word))
    factories.make_notice(**texts("text_line", word), **state())
    factories.make_promise(edition=edition, **texts("text_line", word), **state())
    factories.make_page(slug=f"{MARK}-page-{n}", **texts("title", word), **state())
    photo = factories.make_photo(
        edition=edition,
        session=opened["session"],
        token=f"{MARK}-photo-{n}",
        **texts("caption", word),
        **texts("alt", word),
        **state(),
    )
    photo.speakers.add(opened["speaker"])
    document = factories.make_document(
        edition=edition, kind="consensus", slug=f"{MARK}-paper-{n}", **texts("title", word), **state()
    )
    models.DocumentFile.objects.create(document=document, token=f"{MARK}-pdf-{n}", file="documents/none", language="ja")
    release = factories.make_release(edition=edition, slug=f"{MARK}-child-{n}", **texts("headline", word), **state())
    factories.make_correction(release=release, **texts("note", word))
    factories.make_correction(release=opened["release"], made_at=factories.tomorrow(), **texts("note", word))
    factories.make_coverage(edition=edition, title=word, publisher=word, **state()).speakers.add(opened["speaker"])
    question = factories.make_question(slug=f"{MARK}-question-{n}", **texts("text_line", word), **state())
    factories.make_result(
        survey=opened["survey"], answer=factories.make_answer(question=question, **texts("label", word)), side=side
    )
    models.ReleasePhoto.objects.create(release=opened["release"], photo=photo)
    models.ReleaseDocument.objects.create(release=opened["release"], document=document)
    opened["release"].speakers.add(speaker)
    opened["photo"].speakers.add(speaker)
    opened["document"].adopted_by.add(organisation)
    opened["document"].reaffirms.add(document)
    opened["survey"].papers.add(document)
    models.Record.objects.create(session=opened["session"], kind="slides", document=document, **texts("title", word))
    opened["edition"].cover = opened["speaker"].portrait = opened["organisation"].logo = photo
    for item in ("edition", "speaker", "organisation"):
        opened[item].save()


def bring_back(edition, side, opened):
    """Items that were public, were deleted at the desk and are back: nobody has published them again."""
    texts, word = factories.in_languages, f"{MARK}-back"
    whole = factories.make_edition(number=29, year=2029, **texts("theme", word))
    factories.make_session(edition=whole, slug=f"{word}-along", **texts("title", word))
    factories.make_promise(edition=whole, **texts("text_line", word))
    factories.make_notice(edition=whole, **texts("text_line", word))
    factories.make_partnership(edition=whole, organisation=opened["organisation"], note=word)
    session = factories.make_session(
        edition=edition, slug=f"{word}-child", day=datetime.date(2020, 1, 2), **texts("title", word)
    )
    factories.make_record(session=session, **texts("title", word))
    factories.make_appearance(edition=edition, session=session, speaker=opened["speaker"], **texts("title", word))
    release = factories.make_release(edition=edition, slug=f"{word}-child", **texts("headline", word))
    factories.make_correction(release=release, **texts("note", word))
    document = factories.make_document(edition=edition, slug=f"{word}-paper", **texts("title", word))
    factories.make_clause(document=document, **texts("text_line", word))
    opened["document"].reaffirms.add(document)
    speaker = factories.make_speaker(slug=f"{word}-speaker", delegation=side, **texts("name", word))
    opened["release"].speakers.add(speaker)
    gone = [whole, session, release, document, speaker]
    gone += [factories.make_topic(slug=f"{word}-topic", **texts("name", word))]
    gone += [factories.make_page(slug=f"{word}-page", **texts("title", word))]
    gone += [factories.make_coverage(edition=edition, title=word, publisher=word)]
    for item in gone:
        with deletions.deleting([item], None):
            item.delete()
    for deletion in models.Deletion.objects.all():
        bringing_back.bring_back(deletion, by=None)
    for item in gone:
        assert type(item).objects.get(permanent_id=item.permanent_id).status == "draft"


def hold_back(release, page):
    """A text that is not ready: in the draft, not in the column; and notes nobody approved."""
    for item in (release, page):
        models.Draft.objects.create(
            content_type=ContentType.objects.get_for_model(item),
            object_id=item.pk,
            held=["ja"],
            snapshot={"fields": {"headline_ja": MARK, "title_ja": MARK, "body_ja": MARK}},
        )
    models.PressRelease.objects.filter(pk=release.pk).update(headline_ja=None, body_ja=None, comments_open=True)
    for state in ("new", "refused", "done"):
        models.ReaderNote.objects.create(
            kind="comment", state=state, page_id=release.permanent_id, release=release, language="en", message=MARK
        )
    models.ReaderNote.objects.create(
        kind="comment", state="approved", release=release, language="en", message="Fine", email=f"{MARK}@test.example"
    )


def test_every_public_address_is_looked_at():
    # The one below, the others in tests/views/test_photo_archive.py and test_press_kit.py.
    pictures = {"card", "edition-photo-archive", "press-kit", "edition-kit"}
    of_no_item = {"data-schema"}
    assert {pattern.name for pattern in urls.urlpatterns} - pictures - of_no_item == set(ADDRESSES)
    outside = {"permalink", "media", "sitemap-index", "sitemap", "news-sitemap"}  # each has its own test below
    says_nothing_of_items = {"manifest", "tab-icon", "icon"}
    assert {pattern.name for pattern in urls.global_patterns} == outside | says_nothing_of_items


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_no_page_shows_names_or_counts_what_is_not_public(client, world, language):
    """Filters in English alone: they are the same queries in every language."""
    shown = {}
    for name, addresses in ADDRESSES.items():
        for address in addresses if language == "en" else addresses[:1]:
            answer = client.get(f"/{language}{address}")
            assert answer.status_code == 200, (name, address)
            text = answer.content.decode().replace("\r\n ", "")  # a calendar's lines are folded anywhere
            text = text.replace(address.partition("?")[2] or " ", " ")  # what was asked is no answer
            at = text.find(MARK)
            assert at < 0, f"{address}: …{text[max(at - 300, 0) : at + 100]}…"
            shown[name] = text
    # The same pages do show what is public: an empty page would hide everything too.
    held_back = {"press-feed", "edition-press-feed"} if language == "ja" else set()  # there is nothing else in them
    assert {name for name, text in shown.items() if "open" not in text} == held_back


@pytest.mark.parametrize("kinds", [["edition"], ["speaker", "session"], ["topic", "photo", "document", "question"]])
def test_what_is_withdrawn_under_a_notice_breaks_no_page(client, world, kinds):
    """What belongs to it stays public, and is on pages whose lists it has left."""
    notice = {"status": "withdrawn", "withdrawal": "readable", "withdrawn_at": timezone.now()}
    for kind in kinds:
        type(world[kind]).objects.filter(pk=world[kind].pk).update(**notice)
    answers = {client.get(f"/en{address}").status_code for addresses in ADDRESSES.values() for address in addresses}
    assert answers <= {200, 404, 410}


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_a_search_finds_and_counts_nothing_that_is_not_public(client, world, language):
    for text in ("other", "en", "zh-hans", "ja"):
        answer = client.get(f"/{language}/search/?q={MARK}&language={text}")
        assert answer.status_code == 200
        assert answer.context["results"] == answer.context["elsewhere"] == answer.context["facets"] == []
        assert not answer.context.get("similar")
    everything = client.get(f"/{language}/search/?q=open")
    kinds = [str(choice["label"]) for choice in everything.context["facets"][0]["choices"]]
    assert all(re.search(r"\d", label) for label in kinds[1:]), kinds
    assert MARK not in everything.content.decode()


def hidden_addresses():
    """Pages of what is hidden, by kind; the same kinds with a word that never existed."""
    numbers = range(len(NEVER_PUBLIC))
    kinds = {
        "/sessions/{}/": [f"{MARK}-{n}-child" for n in numbers] + [f"{MARK}-{n}-session" for n in numbers],
        "/sessions/{}.ics": [f"{MARK}-{n}-child" for n in numbers] + [f"{MARK}-{n}-session" for n in numbers],
        "/topics/{}/": [f"{MARK}-topic-{n}" for n in numbers],
        "/speakers/{}/": [f"{MARK}-speaker-{n}" for n in numbers],
        "/speakers/{}.ics": [f"{MARK}-speaker-{n}" for n in numbers],
        "/organisations/{}/": [f"{MARK}-organisation-{n}" for n in numbers],
        "/press/2020/{}/": [f"{MARK}-child-{n}" for n in numbers] + [f"{MARK}-{n}-release" for n in numbers],
        "/press/2020/{}.txt": [f"{MARK}-child-{n}" for n in numbers] + [f"{MARK}-{n}-release" for n in numbers],
        "/press/2020/{}/versions/1/": [f"{MARK}-child-{n}" for n in numbers] + [f"{MARK}-{n}-release" for n in numbers],
        "/documents/{}/": [f"{MARK}-paper-{n}" for n in numbers] + [f"{MARK}-{n}-document" for n in numbers],
        "/survey/{}/": [f"{MARK}-question-{n}" for n in numbers],
        "/survey/{}.csv": [f"{MARK}-question-{n}" for n in numbers],
        "/survey/{}.json": [f"{MARK}-question-{n}" for n in numbers],
        "/{}/": [f"{MARK}-page-{n}" for n in numbers],
        "/editions/{}/": [30 + n for n in numbers],
        "/press/feed/editions/{}/": [30 + n for n in numbers],
        "/editions/{}/programme.ics": [30 + n for n in numbers],
        "/editions/{}/changes/": [30 + n for n in numbers],
        "/editions/{}/data.json": [30 + n for n in numbers],
        "/editions/{}/schedule.json": [30 + n for n in numbers],
        "/editions/{}/programme/": [30 + n for n in numbers],
        "/editions/{}/speakers/": [30 + n for n in numbers],
        "/editions/{}/photos/": [30 + n for n in numbers],
        "/survey/years/{}/": [1830 + n for n in numbers],
    }
    return [(pattern, word) for pattern, words in kinds.items() for word in words]


def what_is_told(answer):
    headers = {name: value for name, value in answer.headers.items() if name not in {"Date", "ETag"}}
    return answer.status_code, headers, answer.content


def test_never_published_and_never_existing_are_one_answer(client, world):
    """And take as long: the database is asked as often."""
    missing = {}
    for pattern, word in hidden_addresses():
        never = 77 if isinstance(word, int) else "never-existed"
        if pattern not in missing:
            client.get("/en" + pattern.format(never))  # what is asked once for all is asked now
            with CaptureQueriesContext(connection) as questions:
                missing[pattern] = what_is_told(client.get("/en" + pattern.format(never))), len(questions)
        with CaptureQueriesContext(connection) as questions:
            hidden = client.get("/en" + pattern.format(word))
        assert (what_is_told(hidden), len(questions)) == missing[pattern], (pattern, word)
        assert hidden.status_code == 404


def test_no_permanent_id_leads_to_what_is_not_public(client, world):
    """Cards and reports look for it in the same way: two items of three are tried at one of them each."""
    for model in models.Publishable.__subclasses__():
        public = set(model.objects.published().values_list("pk", flat=True))
        for number, item in enumerate(model.objects.exclude(pk__in=public)):
            also = ["/en/cards/{}.png", "/en/report/?page={}"][number % 3 : number % 3 + 1]
            for address in ("/id/{}", *also):
                assert client.get(address.format(item.permanent_id)).status_code == 404, (address, item)


def test_no_sitemap_names_what_is_not_public(client, world):
    index = client.get("/sitemap.xml").content.decode()
    files = re.findall(r"<loc>http://testserver([^<]+)</loc>", index)
    texts = [client.get(file).content.decode() for file in files]
    assert len(files) == 1 + len(sitemaps.KINDS)
    assert MARK not in index + "".join(texts)
    hidden = [f"/editions/{30 + n}/" for n in range(len(NEVER_PUBLIC))]
    assert not [address for address in hidden if any(address in text for text in texts)]
    assert "/en/press/2020/open-release/" in "".join(texts)


def test_no_news_name_what_is_not_public(client, world):
    now = timezone.now()
    for item in (world["release"], *models.PressRelease.objects.filter(slug__contains=MARK, publish_at__lte=now)):
        models.PressRelease.objects.filter(pk=item.pk).update(publish_at=now)
    text = client.get("/news-sitemap.xml").content.decode()
    assert MARK not in text
    assert "/en/press/2020/open-release/" in text


def test_a_permanent_id_still_leads_to_what_was_withdrawn(client):
    release = factories.make_release(slug="taken-back")
    release.status, release.withdrawal_note_en = "withdrawn", "A mistake."
    release.save()
    answer = client.get(f"/id/{release.permanent_id}")
    assert answer["Location"] == "/en/press/2020/taken-back/"
    page = client.get(answer["Location"])
    assert page.status_code == 410
    assert "A mistake." in page.content.decode()


def test_no_file_of_what_is_not_public_is_served_under_any_name(client, world):
    for photo in models.Photo.objects.exclude(pk__in=models.Photo.objects.published()):
        for name in ("small.webp", "print.jpg", "original", photo.original_name, photo.original.name.split("/")[-1]):
            assert client.get(f"/media/{photo.token}/{name}").status_code == 404
    for file in models.DocumentFile.objects.exclude(pk__in=models.DocumentFile.objects.published()):
        assert client.get(file.url()).status_code == 404


def test_the_same_pages_show_it_once_it_is_public(client, world):
    models.Edition.objects.filter(number=33).update(publish_at=factories.PUBLIC_SINCE)
    assert MARK in client.get("/en/editions/33/").content.decode()
    assert client.get(f"/en/press/2020/{MARK}-3-release/").status_code == 200
