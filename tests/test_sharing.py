"""Links for people without an account: what they open, what they do not, and that nothing of it leaks."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from editions import models, sharing, working
from tests import factories
from tests.admin.desk import make_editor
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def side():
    return factories.make_side(time_zone="Asia/Tokyo", **factories.in_languages("capital", "First"))


@pytest.fixture
def release(side):
    """Under embargo, in a hidden edition, with a draft photograph; beside it another that is hidden too."""
    edition = factories.make_edition(number=77, status="draft", publish_at=None)
    at = datetime.datetime(2999, 12, 4, 1, tzinfo=datetime.UTC)
    release = ready_release(slug="secret", edition=edition, status="published", publish_at=at, headline_en="Hidden")
    photo = factories.make_photo(
        edition=None, status="draft", publish_at=None, token="secret-token", caption_en="Hidden picture"
    )
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    ready_release(edition=edition, status="published", publish_at=factories.PUBLIC_SINCE, headline_en="Another secret")
    return release


def given(item, kind="preview", hours=1):
    ends = timezone.now() + datetime.timedelta(hours=hours)
    return sharing.give(item, kind=kind, name="Test Reader", expires_at=ends, by=make_editor(username=f"giver-{hours}"))


def page(client, item, query="", language="en"):
    return client.get(f"/{language}/press/{item.year}/{item.slug}/{query}")


def test_without_a_key_it_is_not_there(client, release):
    assert page(client, release).status_code == 404


@pytest.mark.parametrize("kind", ["preview", "press"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_the_key_shows_the_item_to_whom_it_was_given(client, release, kind, language):
    _link, key = given(release, kind)
    answer = page(client, release, f"?{kind}={key}", language)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Test Reader" in text
    assert "Another secret" not in text
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_the_embargo_is_told_on_the_capitals_clock(client, release):
    _link, key = given(release)
    assert (
        "Under embargo until 4 December 2999, 10:00 First [en]."
        in page(client, release, f"?preview={key}").content.decode()
    )


def test_pictures_and_other_languages_carry_the_key_and_other_pages_do_not(client, release):
    _link, key = given(release)
    text = page(client, release, f"?preview={key}").content.decode()
    assert f"secret-token/small.webp?preview={key}" in text
    assert f"/ja/press/{release.year}/secret/?preview={key}" in text
    assert f'href="/en/press/?preview={key}' not in text
    assert 'href="/en/press/"' in text


def test_a_stored_picture_comes_with_the_key_alone(client, release, monkeypatch):
    _link, key = given(release)
    monkeypatch.setattr(
        "editions.views.media.answer",
        lambda request, file, cache: __import__("django.http").http.HttpResponse(file.path),
    )
    other = factories.make_photo(edition=None, status="draft", publish_at=None, token="other-token")
    assert client.get("/media/secret-token/small.webp").status_code == 404
    answer = client.get(f"/media/secret-token/small.webp?preview={key}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert client.get(f"/media/{other.token}/small.webp?preview={key}").status_code == 404
    assert client.get(f"/media/secret-token/original?preview={key}").status_code == 404
    assert client.get("/media/secret-token/small.webp").status_code == 404  # nothing was kept


@pytest.mark.parametrize(
    "address",
    ["/en/editions/77/", "/en/press/?preview={}", "/en/press/2020/other/?preview={}", "/en/editions/77/?preview={}"],
)
def test_the_key_opens_nothing_else(client, release, address):
    _link, key = given(release)
    answer = client.get(address.format(key))
    assert "Hidden" not in answer.content.decode()
    assert "secret" not in answer.content.decode().replace(key, "")


def test_a_key_of_one_kind_is_none_of_the_other(client, release):
    _link, key = given(release, "press")
    assert page(client, release, f"?preview={key}").status_code == 404


def test_a_key_that_was_never_given_is_no_key(client, release):
    never, without = page(client, release, "?preview=never"), client.get("/en/press/2020/nowhere/?preview=never")
    assert (never.status_code, never.content.decode()) == (404, without.content.decode())
    public = ready_release(status="published", publish_at=factories.PUBLIC_SINCE)
    answer = page(client, public, "?press=never")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_an_ended_or_revoked_link_says_so_and_shows_nothing(client, release):
    link, key = given(release)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        answer = page(client, release, f"?preview={key}")
        assert answer.status_code == 410
        assert "This link has ended" in answer.content.decode()
        assert "Hidden" not in answer.content.decode()
    sharing.revoke(link)
    assert page(client, release, f"?preview={key}").status_code == 410
    assert client.get(f"/media/secret-token/small.webp?preview={key}").status_code == 404


def test_every_use_is_noted_with_nothing_of_the_visitor(client, release):
    link, key = given(release)
    page(client, release, f"?preview={key}")
    sharing.revoke(link)
    page(client, release, f"?preview={key}", "ja")
    assert sorted(link.uses.values_list("address", "was_open")) == [
        (f"/en/press/{release.year}/secret/", True),
        (f"/ja/press/{release.year}/secret/", False),
    ]


def test_the_draft_is_shown_and_stays_a_draft(client, release):
    document = working.document_of(release)
    drafted = {"headline_en": "From the draft", "slug": "renamed"}  # the link was given out with the address as it is
    working.save(release, document | {"fields": document["fields"] | drafted}, None)
    link, key = given(release)
    assert "From the draft" in page(client, release, f"?preview={key}").content.decode()
    release.refresh_from_db()
    assert release.headline_en == "Hidden"
    assert link.uses.count() == 1


def test_an_editor_sees_what_the_reader_sees(client, release):
    client.force_login(make_editor())
    _link, key = given(release)
    assert "Another secret" not in page(client, release, f"?preview={key}").content.decode()


def test_the_key_is_stored_nowhere(release):
    link, key = given(release)
    assert key not in str(models.ShareLink.objects.values().get(pk=link.pk))


def test_a_session_of_a_hidden_edition_shows_its_appearances_and_no_hidden_speaker(client):
    edition = factories.make_edition(number=78, status="draft", publish_at=None)
    session = factories.make_session(edition=edition, slug="early", status="draft", publish_at=None)
    known = factories.make_speaker(**factories.in_languages("name", "Known"), family_name="Known")
    hidden = factories.make_speaker(family_name="Unknown", status="draft", publish_at=None)
    for speaker in (known, hidden):
        factories.make_appearance(edition=edition, session=session, speaker=speaker)
    _link, key = given(session)
    answer = client.get(f"/en/sessions/early/?preview={key}")
    assert [one.pk for one in sharing.rows_shown_by(session)] == [known.appearances.get().pk]
    assert known.get_absolute_url() in answer.content.decode()
    assert hidden.get_absolute_url() not in answer.content.decode()
    assert client.get("/en/sessions/early/").status_code == 404


@pytest.mark.parametrize("method", ["head", "get"])
def test_a_key_of_another_item_and_a_referrer_open_nothing(client, release, method):
    other = ready_release(slug="other-secret", headline_en="Other")
    _link, key = given(other)
    assert getattr(client, method)(f"/en/press/{release.year}/secret/?preview={key}").status_code == 404
    own = given(release, hours=2)[1]
    told = f"http://localhost/en/press/{release.year}/secret/?preview={own}"
    assert getattr(client, method)(f"/en/press/{release.year}/secret/", HTTP_REFERER=told).status_code == 404
    answer = client.head(f"/en/press/{release.year}/secret/?preview={own}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert client.get(f"/en/press/{release.year}/secret/?preview={own[:-1]}").status_code == 404
