"""Files behind the rule: true types, nothing executable, and only what is public."""

import datetime
import logging

import pytest
from django.contrib.auth.models import Permission

from editions import content_version, models, public_files, publication, uploads
from tests import factories
from tests.pictures import make_file, make_picture
from tests.test_pdf import make_pdf
from tests.test_uploads import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    row = models.Photo(rights="house", **factories.public(factories.in_languages("caption", "Caption")))
    return uploads.take_in_photo(row, upload(make_file(make_picture(1200, 800))))


@pytest.fixture
def desk(client, django_user_model):
    """A visitor who may see what is not public."""
    user = django_user_model.objects.create_user("desk")
    user.user_permissions.add(Permission.objects.get(codename="see_unpublished"))
    client.force_login(user)
    return client


def body(answer) -> bytes:
    """The whole of it: the test client closes the file after the last piece."""
    return b"".join(answer.streaming_content)


def status(client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        body(answer)
    return answer.status_code


def test_a_public_photograph_is_served_with_its_true_type_and_may_be_kept(client, photo):
    answer = client.get(photo.rendition_url("small"))
    assert body(answer).startswith(b"RIFF")
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "public, max-age=31536000, s-maxage=60"
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]
    assert not answer.cookies


def test_what_was_fetched_is_not_sent_twice(client, photo):
    first = client.get(photo.rendition_url("small"))
    assert body(first)
    again = client.get(photo.rendition_url("small"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("state", [{"status": "draft"}, {"publish_at": factories.tomorrow()}])
def test_an_embargoed_photograph_is_not_found_and_the_attempt_is_logged(client, photo, state, caplog):
    models.Photo.objects.update(**state)
    with caplog.at_level(logging.WARNING, "editions.views.media"):
        assert status(client, photo.rendition_url("small")) == 404
    assert photo.token in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_takes_the_files_down_at_once(client, photo, caplog):
    address = photo.rendition_url("print")
    assert status(client, address) == 200
    photo.status = models.Status.WITHDRAWN
    photo.save()
    answer = client.get(address)
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    assert photo.token in caplog.text


def test_a_photograph_whose_page_stays_under_a_notice_keeps_its_files(client, photo):
    publication.withdraw(photo, by=None, withdrawal="readable", notes={"en": "Of another evening."})
    page = client.get(photo.get_absolute_url())
    assert "Of another evening." in page.content.decode()
    assert status(client, photo.rendition_url("print")) == 200


@pytest.mark.django_db(transaction=True)
def test_so_does_whatever_it_hangs_on_and_a_change_of_its_rights(client, photo):
    edition = factories.make_edition()
    models.Photo.objects.update(edition=edition)
    small, large = photo.rendition_url("small"), photo.rendition_url("print")
    assert [status(client, address) for address in (small, large)] == [200, 200]
    models.Photo.objects.update(rights="licensed")
    assert [status(client, address) for address in (small, large)] == [200, 404]
    models.Edition.objects.update(status="draft")
    assert [status(client, address) for address in (small, large)] == [404, 404]


def test_pictures_that_came_together_are_asked_for_once(client, photo, django_assert_num_queries):
    other = uploads.take_in_photo(
        models.Photo(**factories.public(factories.in_languages("caption", "Other"))), upload(make_file(make_picture()))
    )
    with django_assert_num_queries(2):
        assert status(client, photo.rendition_url("small")) == 200
    with django_assert_num_queries(0):
        for address in (photo.rendition_url("large"), other.rendition_url("small"), other.rendition_url("medium")):
            assert status(client, address) == 200


def test_an_editors_cookie_costs_no_question_for_what_is_public(desk, photo, django_assert_num_queries):
    status(desk, photo.rendition_url("small"))
    with django_assert_num_queries(0):
        assert status(desk, photo.rendition_url("small")) == 200


def test_what_is_hidden_is_found_at_its_second_though_its_neighbours_are_known(client, photo, time_machine):
    models.Photo.objects.update(publish_at=factories.tomorrow())
    shown = uploads.take_in_photo(
        models.Photo(**factories.public(factories.in_languages("caption", "Shown"))), upload(make_file(make_picture()))
    )
    address = photo.rendition_url("small")
    assert [status(client, one) for one in (shown.rendition_url("small"), address)] == [200, 404]
    moment = models.Photo.objects.get(pk=photo.pk).publish_at
    time_machine.move_to(moment - datetime.timedelta(seconds=1), tick=False)
    assert status(client, address) == 404
    time_machine.move_to(moment, tick=False)
    assert status(client, address) == 200


def test_while_nobody_knows_of_changes_nothing_is_kept(client, photo, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("editions.content_version.current", lambda: None)
    for _n in range(2):
        with django_assert_num_queries(2):
            assert status(client, photo.rendition_url("small")) == 200


def test_no_more_is_kept_than_there_is_room_for(photo, monkeypatch):
    monkeypatch.setattr(public_files, "MOST", 2 * public_files.NEAR)
    content_version.renew()
    assert public_files.find(photo.token, "small.webp")
    factories.make_photo()
    assert public_files.find(models.Photo.objects.first().token, "small.webp")
    assert len(public_files._kept.photos) == models.Photo.objects.count() == 2


def test_the_original_is_for_the_desk_only_and_is_kept_nowhere(client, photo, desk):
    models.Photo.objects.update(original_name="Picture.html")
    answer = desk.get(f"/media/{photo.token}/original")
    assert 'filename="Picture.jpg"' in answer["Content-Disposition"]  # by what it is, not by what its sender called it
    assert body(answer).startswith(b"\xff\xd8")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    client.logout()
    assert client.get(f"/media/{photo.token}/original").status_code == 404


def test_the_desk_sees_a_draft_photograph_that_no_cache_may_keep(photo, desk):
    models.Photo.objects.update(status="draft")
    answer = desk.get(photo.rendition_url("small"))
    assert body(answer).startswith(b"RIFF")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["nothing.webp", "..", "%2e%2e%2fsite.sqlite3", "small.webp%00.html", "ＳＭＡＬＬ.webp"]
)
def test_no_other_name_leads_to_a_file(client, photo, name):
    assert client.get(f"/media/{photo.token}/{name}").status_code == 404


def test_a_hidden_file_asks_the_database_what_a_missing_one_asks(client, photo, django_assert_num_queries):
    models.Photo.objects.update(status="draft")
    for token in (photo.token, "never-existed"):
        with django_assert_num_queries(4):
            assert status(client, f"/media/{token}/small.webp") == 404


@pytest.mark.parametrize("rights", ["licensed", "unknown"])
def test_sizes_to_take_away_are_not_served_where_the_rights_do_not_allow_it(photo, client, django_user_model, rights):
    models.Photo.objects.update(rights=rights)
    assert status(client, photo.rendition_url("large")) == 200
    for name in ("web", "screen", "print"):
        assert status(client, photo.rendition_url(name)) == 404
    client.force_login(django_user_model.objects.create_superuser("desk"))
    answer = client.get(photo.rendition_url("print"))
    assert body(answer).startswith(b"\xff\xd8")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("token", ["%00", "%00" * 99, "a%00b", "%ff", "%f0%9f%98%80", "x" * 2000, "１", "%0d%0a"])
def test_a_nonsense_token_leads_nowhere(client, token):
    assert client.get(f"/media/{token}/small.webp").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_document_is_a_download_under_its_own_name(client):
    document = factories.make_document(slug="declaration")
    file = uploads.take_in_document(models.DocumentFile(document=document, language="ja"), upload(make_pdf(), "x.pdf"))
    answer = client.get(file.url())
    assert body(answer).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="declaration.ja.pdf"'
    models.Document.objects.update(status="in-review")
    assert client.get(file.url()).status_code == 404


def test_a_file_lost_in_storage_is_not_found_and_the_log_says_so(client, photo, caplog):
    models.remove_files([photo.rendition_path("small.webp")])
    assert status(client, photo.rendition_url("small")) == 404
    assert "missing from storage" in caplog.text


def test_the_desk_sees_the_file_of_a_draft_document_and_a_preview_alone_opens_nothing(client, desk):
    document = factories.make_document(slug="declaration", status="draft", publish_at=None)
    file = uploads.take_in_document(models.DocumentFile(document=document, language="ja"), upload(make_pdf(), "x.pdf"))
    assert body(desk.get(file.url())).startswith(b"%PDF")
    desk.logout()
    assert status(desk, f"{file.url()}?preview={'a' * 40}") == 404


@pytest.mark.django_db(transaction=True)
def test_behind_a_proxy_the_site_decides_and_the_proxy_sends(client, photo, settings, caplog):
    settings.INTERNAL_FILES = "/private-files/"
    answer = client.get(photo.rendition_url("small"))
    assert (answer.content, answer["Content-Type"]) == (b"", "image/webp")
    assert answer["X-Accel-Redirect"] == f"/private-files/{photo.rendition_path(photo.rendition('small')['file'])}"
    models.Photo.objects.update(status="draft", publish_at=None)
    refused = client.get(photo.rendition_url("small"))
    assert (refused.status_code, "X-Accel-Redirect" in refused) == (404, False)
    models.Photo.objects.update(**factories.public({}))
    models.remove_files([photo.rendition_path("small.webp")])
    lost = client.get(photo.rendition_url("small"))
    assert (lost.status_code, "X-Accel-Redirect" in lost) == (404, False)
    assert "missing from storage" in caplog.text
