"""Invited journalists read a release before its hour, in every form it has; nobody else does, and nothing else opens."""

import datetime
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.wsgi import get_wsgi_application

from editions import models, publication, sharing, working
from editions.page_cache import PageCache
from forumsite import middleware
from tests import factories
from tests.admin.desk import make_editor
from tests.asking import ask
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db

HOUR = datetime.datetime(2030, 5, 6, 1, 0, 0, tzinfo=datetime.UTC)
LANGUAGES = ["en", "zh-hans", "ja"]
SECRET = "zqxsecret"  # in everything that the link does not show


@pytest.fixture
def world(time_machine):
    """Two releases of a public edition under one embargo, each with a photograph under the same; and a photograph nobody has scheduled."""
    time_machine.move_to(HOUR - datetime.timedelta(days=1), tick=False)
    factories.make_side(code="x", time_zone="Asia/Tokyo", **factories.in_languages("capital", "First"))
    factories.make_side(code="y", time_zone="Asia/Shanghai", **factories.in_languages("capital", "Second"))
    edition = factories.make_edition(number=20, year=2020)
    release = make(edition, "opening", "Invited", HOUR)
    make(edition, f"{SECRET}-other", SECRET, HOUR)
    draft = picture(release, f"{SECRET}-draft", SECRET, status="draft", publish_at=None)
    release.speakers.add(factories.make_speaker(slug=f"{SECRET}-speaker", status="draft", publish_at=None))
    return {"release": release, "draft": draft}


def make(edition, slug, words, at):
    texts = factories.in_languages("headline", words) | factories.in_languages("body", f"<p>{words}</p>")
    release = ready_release(
        edition=edition, slug=slug, status="published", publish_at=at, dateline_date=at.date(), **texts
    )
    picture(release, f"{slug}-token", words, publish_at=at)
    return release


def picture(release, token, words, **fields):
    photo = factories.make_photo(edition=None, token=token, **factories.in_languages("caption", words), **fields)
    for name in ("small.webp", "web.jpg", "print.jpg"):
        default_storage.save(photo.rendition_path(name), ContentFile(b"picture"))
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    return photo


@pytest.fixture
def invited(world):
    ends = HOUR + datetime.timedelta(hours=12)
    return sharing.give(world["release"], kind="press", name="Test Reader", expires_at=ends, by=make_editor())


FORMS = ["press/2030/opening/", "press/2030/opening.txt", "press/2030/opening.bib", "press/2030/opening/kit.zip"]


def content(answer) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") != "application/zip":
        return raw.decode(errors="replace")
    archive = zipfile.ZipFile(io.BytesIO(raw))
    return "\n".join(f"{name}\n{archive.read(name).decode(errors='replace')}" for name in archive.namelist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_it_opens_with_the_key_alone_and_shows_nothing_else(client, world, invited, language):
    _link, key = invited
    for form in FORMS:
        assert client.get(f"/{language}/{form}").status_code == 404
        answer = client.get(f"/{language}/{form}?press={key}")
        words = content(answer).replace(key, "")
        assert (answer.status_code, "Invited" in words, SECRET in words) == (200, True, False), form
        assert answer["Cache-Control"] == "no-store, private"
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Under embargo until 6 May 2030, 10:00 First [en] (09:00 Second [en])."),
        ("zh-hans", "2030年5月6日"),
        ("ja", "2030年5月6日"),
    ],
)
def test_the_hour_stands_on_top_on_both_clocks(client, invited, language, words):
    _link, key = invited
    page, text, _bib, kit = (content(client.get(f"/{language}/{form}?press={key}")) for form in FORMS)
    assert words in page.partition("<h1")[0]
    assert words in text.partition("\n")[0]
    assert all(clock in text.partition("\n")[0] for clock in ("10:00", "9:00", "First", "Second"))
    assert kit.count(words) >= 2  # as text and as HTML


def test_pictures_under_the_same_embargo_open_and_no_others(client, world, invited):
    link, key = invited
    names = [f"/media/{token}/small.webp" for token in ("opening-token", f"{SECRET}-other-token", f"{SECRET}-draft")]
    assert [client.get(name).status_code for name in names] == [404, 404, 404]
    opened = [client.get(f"{name}?press={key}") for name in names]
    assert [answer.status_code for answer in opened] == [200, 404, 404]
    assert content(opened[0]) == "picture"
    assert client.get(f"/media/opening-token/original?press={key}").status_code == 404
    list(client.get(f"{names[0]}?press={key}"))
    assert list(link.uses.values_list("address", "was_open")) == [(names[0], True)]  # once a day
    sharing.revoke(link)
    assert client.get(f"{names[0]}?press={key}").status_code == 404
    assert link.uses.filter(address=names[0], was_open=False).count() == 1


def test_the_key_opens_no_other_door(client, world, invited):
    _link, key = invited
    closed = [f"press/2030/{SECRET}-other/", f"press/2030/{SECRET}-other.txt", f"press/2030/{SECRET}-other/kit.zip"]
    assert {client.get(f"/en/{address}?press={key}").status_code for address in closed} == {404}
    for address in ("", "press/", "press/feed/", "editions/20/", "editions/20/kit.zip", "search/?q=Invited"):
        answer = client.get(f"/en/{address}{'&' if '?' in address else '?'}press={key}")
        words = content(answer) if answer.status_code == 200 else ""
        assert SECRET not in words
        assert "2030/opening" not in words.replace("Invited", ""), address


def test_the_address_is_the_same_after_the_hour_even_when_the_link_has_ended(client, invited, time_machine):
    link, key = invited
    sharing.revoke(link)
    assert {client.get(f"/en/{form}?press={key}").status_code for form in FORMS[:1]} == {410}
    for later in (datetime.timedelta(0), datetime.timedelta(days=30)):
        time_machine.move_to(HOUR + later, tick=False)
        for form in FORMS:
            answer = client.get(f"/en/{form}?press={key}")
            words = content(answer)
            assert (answer.status_code, "Invited" in words, "embargo" in words) == (200, True, False)


def test_what_is_withdrawn_or_taken_off_the_schedule_is_not_shown_by_a_link_any_more(client, world, invited):
    _link, key = invited
    models.PressRelease.objects.filter(pk=world["release"].pk).update(status="draft")
    answer = client.get(f"/en/{FORMS[0]}?press={key}")
    assert (answer.status_code, "Invited" in content(answer)) == (410, False)
    assert client.get(f"/media/opening-token/small.webp?press={key}").status_code == 404
    models.PressRelease.objects.filter(pk=world["release"].pk).update(status="published")
    publication.withdraw(world["release"], by=None, withdrawal="mistake")
    answer = client.get(f"/en/{FORMS[0]}?press={key}")
    assert (answer.status_code, "Invited" in content(answer)) == (410, False)


def test_the_press_reads_what_is_scheduled_and_not_what_is_being_typed(client, world, invited):
    _link, key = invited
    document = working.document_of(world["release"])
    working.save(world["release"], document | {"fields": document["fields"] | {"headline_en": "Half a sen"}}, None)
    words = content(client.get(f"/en/{FORMS[0]}?press={key}"))
    assert "Half a sen" not in words
    assert "Invited" in words


@pytest.mark.django_db(transaction=True)
def test_it_goes_past_the_page_cache_and_is_noted(world, invited):
    link, key = invited
    kept = PageCache(get_wsgi_application(), admits=middleware.gate(), room=10**7)
    address = f"/en/{FORMS[0]}"
    codes = [ask(kept, one).code for one in (address, f"{address}?press={key}", f"{address}?press={key}", address)]
    assert codes == [404, 200, 200, 404]
    sharing.revoke(link)
    assert ask(kept, f"{address}?press={key}").code == 410
    assert list(link.uses.values_list("address", "was_open")) == [(address, False), (address, True), (address, True)]
