"""The photo desk: files one by one, rows one by one, and what is done to many at once."""

import datetime as dt
import io
import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from editions import drafts
from editions.images.metadata import read_metadata
from editions.models import Acknowledgement, Photo
from tests.admin.desk import make_editor
from tests.factories import (
    make_appearance,
    make_edition,
    make_photo,
    make_session,
    make_side,
    make_speaker,
    make_term,
    make_venue,
)
from tests.pictures import make_exif, make_file, make_picture

READY = {"caption_en": "The hall", "alt_en": "Rows of chairs", "credit": "Test Photographer", "rights": "house"}


@pytest.fixture
def edition(db):
    edition = make_edition(year=2024)
    make_venue(edition=edition, time_zone="Asia/Tokyo")
    return edition


def a_file(name="IMG_1.jpg", colour="red", taken="2024:12:04 10:15:00", **texts):
    exif = make_exif(texts, {0x9003: taken} if taken else None)
    content = make_file(make_picture(300, 200, colour), exif=exif)
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def at(edition, name, **parts):
    return reverse(f"admin:editions_photo_{name}", args=[edition.pk, *parts.values()])


def taken_in(desk, edition, file=None, **fields):
    return desk.post(at(edition, "take_in"), {"file": file or a_file(), "language": "en", **fields})


def sent(desk, address, **body):
    return desk.post(address, json.dumps(body), content_type="application/json")


def saved(desk, photo, **changes):
    return sent(desk, at(photo.edition, "row", key=photo.pk), changes=changes)


def a_row(edition, **fields):
    """A photograph that waits on the desk."""
    return make_photo(edition=edition, status="draft", publish_at=None, **fields)


def version(photo):
    photo.refresh_from_db()
    return [photo.pk, photo.updated_at.isoformat()]


# Taking in


def test_a_file_becomes_a_row_with_its_session_proposed_by_its_moment(desk, edition):
    day = {"edition": edition, "day": dt.date(2024, 12, 4), "time_zone": "Asia/Tokyo"}
    opening = make_session(**day, start_time=dt.time(10), end_time=dt.time(11))
    make_session(**day, start_time=dt.time(13), end_time=dt.time(14))
    answer = taken_in(desk, edition)
    row = answer.json()["row"]
    assert answer.status_code == 201
    assert (row["values"]["session"], row["clock"], row["public"]) == (opening.pk, "4 December, 10:15:00", False)
    photo = Photo.objects.get()
    assert (photo.edition, photo.status) == (edition, "draft")
    assert all(default_storage.exists(path) for path in photo.stored_files())


def test_a_retry_never_makes_a_second_photograph(desk, edition):
    taken_in(desk, edition)
    again = taken_in(desk, edition)
    assert again.status_code == 409
    assert again.json()["copies"][0]["row"]["id"] == Photo.objects.get().pk


def test_who_insists_gets_a_second_one_and_his_retry_no_third(desk, edition):
    taken_in(desk, edition)
    assert taken_in(desk, edition, a_file("other.jpg"), known="1").status_code == 201
    assert taken_in(desk, edition, a_file("other.jpg"), known="1").status_code == 409
    assert Photo.objects.count() == 2


def test_a_bad_file_is_refused_in_the_editors_language_and_leaves_nothing(desk, edition):
    bad = SimpleUploadedFile("IMG_2.jpg", b"%PDF-1.7 and so on")
    answer = desk.post(at(edition, "take_in"), {"file": bad, "language": "en"}, headers={"accept-language": "ja"})
    assert answer.status_code == 422
    assert "PDF" in answer.json()["error"]
    assert "This is" not in answer.json()["error"]
    assert not Photo.objects.exists()


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"known": "-1"}, {"known": "99999"}])
def test_what_no_page_sends_is_400(desk, edition, fields):
    assert taken_in(desk, edition, **fields).status_code == 400


def test_what_a_row_lacks_is_a_list_as_the_editors_language_writes_it(desk, edition):
    file = {"file": a_file(taken=None), "language": "en"}
    row = desk.post(at(edition, "take_in"), file, headers={"accept-language": "ja"}).json()["row"]
    assert row["lacks"] == "キャプションなし、代替テキストなし、クレジットなし、権利未確認"


# One row


def test_a_field_is_saved_and_the_files_say_it(desk, edition, django_capture_on_commit_callbacks):
    taken_in(desk, edition)
    photo = Photo.objects.get()
    former = photo.stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        answer = saved(desk, photo, credit=["", "新华社 Test"])
    assert answer.status_code == 200
    photo.refresh_from_db()
    assert photo.credit == "新华社 Test"
    assert all(default_storage.exists(path) for path in photo.stored_files())
    assert not any(default_storage.exists(path) for path in former[1:])
    with default_storage.open(photo.rendition_path("print.jpg")) as file, Image.open(file) as image:
        assert read_metadata(image).credit == "新华社 Test"


def test_two_editors_change_two_fields_and_both_stay(desk, edition):
    photo = a_row(edition, credit="", caption_en="")
    saved(desk, photo, credit=["", "Test Photographer"])
    assert saved(desk, photo, caption_en=["", "The hall"]).status_code == 200
    photo.refresh_from_db()
    assert (photo.credit, photo.caption_en) == ("Test Photographer", "The hall")


def test_two_editors_change_one_field_and_the_second_sees_the_first(desk, edition):
    photo = a_row(edition, caption_en="")
    saved(desk, photo, caption_en=["", "The first"])
    answer = saved(desk, photo, caption_en=["", "The second"])
    assert answer.status_code == 409
    assert answer.json()["clashes"] == {"caption_en": "The first"}
    photo.refresh_from_db()
    assert photo.caption_en == "The first"


def test_a_text_that_is_held_back_stays_held_back(desk, edition):
    photo = make_photo(edition=edition)
    drafts.hold_back(photo, ["ja"])
    assert saved(desk, photo, caption_ja=[f"{photo.caption_en[:-4]}[ja]", "新しい説明"]).status_code == 200
    photo.refresh_from_db()
    assert not photo.caption_ja
    assert drafts.held_texts(photo).fields["caption_ja"] == "新しい説明"


def test_the_focal_point_crops_the_portrait_anew(desk, edition):
    taken_in(desk, edition)
    photo = Photo.objects.get()
    assert saved(desk, photo, focal=[[0.5, 0.5], [0.1, 0.5]]).status_code == 200
    token = photo.token
    photo.refresh_from_db()
    assert (photo.focal_x, photo.original_name) == (0.1, "IMG_1.jpg")
    assert photo.token != token
    assert all(default_storage.exists(path) for path in photo.stored_files())


def test_a_session_of_another_edition_is_refused(desk, edition):
    answer = saved(desk, a_row(edition), session=[None, make_session().pk])
    assert answer.status_code == 422
    assert answer.json()["error"] == "This session is not of this edition."


@pytest.mark.parametrize(
    "changes",
    [{}, {"status": ["draft", "published"]}, {"credit": "x"}, {"session": [None, "1"]}, {"focal": [[0, 0], [2, 0]]}],
)
def test_changes_that_no_page_sends_are_400(desk, edition, changes):
    assert saved(desk, a_row(edition), **changes).status_code == 400


# Many rows


def test_captions_are_filled_in_three_languages_at_once(desk, edition):
    session = make_session(edition=edition, title_en="Opening", title_zh_hans="开幕式", title_ja="開幕式")
    speaker = make_speaker(name_en="Test Speaker", name_zh_hans="测试", name_ja="テスト")
    empty = {f"caption_{code}": "" for code in ("en", "zh_hans", "ja")}
    photo = a_row(edition, session=session, taken_at=dt.datetime(2024, 12, 4, 1, tzinfo=dt.UTC), **empty)
    answer = sent(
        desk,
        at(edition, "fill"),
        versions=[version(photo)],
        patterns={
            "caption_en": "{speaker}, {session}, {date}",
            "caption_zh_hans": "{speaker}在{session}",
            "caption_ja": "{session}の{speaker}",
        },
        speakers=[speaker.pk],
    )
    assert (answer.json()["newer"], answer.json()["incomplete"]) == (0, 0)
    photo.refresh_from_db()
    assert photo.caption_en == "Test Speaker, Opening, 4 December 2024"
    assert (photo.caption_zh_hans, photo.caption_ja) == ("测试在开幕式", "開幕式のテスト")
    assert list(photo.speakers.all()) == [speaker]


def test_filling_leaves_what_is_written_and_replaces_what_the_camera_wrote(desk, edition):
    written = a_row(edition, caption_en="Written")
    camera = a_row(edition, caption_en="DSC_0001")
    lacking = a_row(edition, caption_en="")
    sent(desk, at(edition, "fill"), versions=[version(written), version(camera)], patterns={"caption_en": "Filled"})
    answer = sent(desk, at(edition, "fill"), versions=[version(lacking)], patterns={"caption_en": "{session}"})
    assert [Photo.objects.get(pk=one.pk).caption_en or "" for one in (written, camera, lacking)] == [
        "Written",
        "Filled",
        "",
    ]
    assert answer.json()["incomplete"] == 1


def test_a_row_that_is_newer_is_passed_over_and_shown(desk, edition):
    photo = a_row(edition, credit="")
    stale = version(photo)
    saved(desk, photo, caption_en=[photo.caption_en, "Changed meanwhile"])
    answer = sent(desk, at(edition, "fill"), versions=[stale], patterns={"credit": "Test"}).json()
    assert (answer["newer"], answer["rows"][0]["values"]["caption_en"]) == (1, "Changed meanwhile")
    photo.refresh_from_db()
    assert photo.credit == ""


def test_a_clock_is_shifted_once_and_the_proposed_session_follows(desk, edition):
    day = {"edition": edition, "day": dt.date(2024, 12, 4), "time_zone": "Asia/Tokyo"}
    first = make_session(**day, start_time=dt.time(10), end_time=dt.time(11))
    second = make_session(**day, start_time=dt.time(11), end_time=dt.time(12))
    taken = dt.datetime(2024, 12, 4, 1, 30, tzinfo=dt.UTC)
    proposed = a_row(edition, taken_at=taken, session=first)
    by_hand = a_row(edition, taken_at=taken, session=make_session(edition=edition))
    versions = [version(proposed), version(by_hand)]
    for _twice in range(2):
        sent(desk, at(edition, "shift"), versions=versions, minutes=60)
    for photo in (proposed, by_hand):
        photo.refresh_from_db()
        assert photo.taken_at == taken + dt.timedelta(hours=1)
    assert proposed.session == second
    assert by_hand.session not in (first, second)


def test_publishing_is_all_or_nothing_and_names_what_is_not_ready(desk, edition):
    ready = a_row(edition, **READY)
    unready = a_row(edition, **READY | {"rights": "unknown", "alt_en": "", "original_name": "IMG_7.jpg"})
    answer = sent(desk, at(edition, "publish"), ids=[ready.pk, unready.pk])
    assert answer.status_code == 409
    assert answer.json()["named"] == ["IMG_7.jpg: no alternative text, rights not cleared"]
    assert not Photo.objects.published().exists()
    answer = sent(desk, at(edition, "publish"), ids=[ready.pk])
    assert answer.json()["said"] == "1 photograph is published."
    assert list(Photo.objects.published()) == [ready]


def test_the_gate_wants_a_reason_for_what_it_warns_of_and_keeps_it(desk, edition):
    only_english = dict.fromkeys(("caption_zh_hans", "caption_ja", "alt_zh_hans", "alt_ja"), "")
    photos = [a_row(edition, **READY, **only_english) for _n in range(2)]
    answer = sent(desk, at(edition, "publish"), ids=[photo.pk for photo in photos])
    assert answer.status_code == 409
    assert answer.json()["warnings"] == [
        f"2 photographs: There is no text in {language}: readers of it are shown another language."
        for language in ("Simplified Chinese", "Japanese")
    ]
    assert not Photo.objects.published().exists()
    answer = sent(desk, at(edition, "publish"), ids=[photo.pk for photo in photos], reason="Tonight in English.")
    assert answer.json()["said"] == "2 photographs are published."
    assert {one.reason for one in Acknowledgement.objects.all()} == {"Tonight in English."}
    assert sent(desk, at(edition, "publish"), ids=[photos[0].pk], reason=[]).status_code == 400


# The page


def test_the_desk_costs_the_same_for_one_and_for_three(desk, edition, django_assert_max_num_queries):
    make_side()
    ContentType.objects.get_for_model(Photo)  # asked for once a process
    counts = []
    for number in (1, 2):
        for _n in range(number):
            session = make_session(edition=edition)
            make_appearance(session=session, edition=edition)
            a_row(edition, session=session).speakers.add(make_speaker())
        with django_assert_max_num_queries(25) as queries:
            page = desk.get(at(edition, "desk"))
        counts.append(len(queries))
        assert len(page.context["desk"]["rows"]) == Photo.objects.count()
    assert counts[0] == counts[1]


def test_the_term_base_is_asked_of_each_row_and_answers_beside_it(desk, edition):
    make_term(kind="body", name_en="Test House", name_ja="試験社", wrong_ja="試験会社")
    photo = a_row(edition, **READY)
    answer = saved(desk, photo, caption_ja=[photo.caption_ja, "試験会社の講堂で开会"]).json()
    assert answer["row"]["remarks"] == [
        "Caption (Japanese): “試験会社” is not to be used: the official name is “試験社”.",
        "Caption (Japanese): Not written so in Japanese: 开 → 開. In a name it may be meant.",
    ]
    assert desk.get(at(edition, "desk")).context["desk"]["rows"][0]["remarks"] == answer["row"]["remarks"]


def test_more_photographs_than_one_page_holds_are_on_the_next(
    desk, edition, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("editions.admin.photo_desk.MAX_ROWS", 2)
    photos = [a_row(edition, order=number) for number in range(5)]
    ContentType.objects.get_for_model(Photo)
    shown = []
    for number in ("1", "2", "3", "99", "x"):
        with django_assert_max_num_queries(25):
            page = desk.get(at(edition, "desk"), {"all": "", "page": number})
        shown.append([row["id"] for row in page.context["desk"]["rows"]])
    first, second, third = [[photo.pk for photo in photos[at : at + 2]] for at in (0, 2, 4)]
    assert shown == [first, second, third, third, first]
    assert "Photographs 1 to 2 of 5." in page.content.decode()
    assert "?all=&amp;page=2" in page.content.decode()


def test_the_desk_is_reached_from_the_edition_and_from_the_list(desk, edition):
    address = at(edition, "desk")
    assert address in desk.get(reverse("admin:editions_edition_change", args=[edition.pk])).content.decode()
    listed = desk.get(reverse("admin:editions_photo_changelist")).content.decode()
    assert reverse("admin:editions_photo_latest_desk") in listed
    assert desk.get(reverse("admin:editions_photo_latest_desk")).url == address


VIEWS = ["take_in", "fill", "shift", "publish"]


@pytest.mark.parametrize("name", VIEWS)
def test_get_is_not_for_what_changes_something(desk, edition, name):
    answer = desk.get(at(edition, name))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("name", VIEWS)
def test_who_may_not_gets_nothing(client, edition, name):
    photo = a_row(edition, **READY)
    assert client.post(at(edition, name)).status_code == 302  # to the page to sign in
    client.force_login(make_editor("view_photo", "change_edition"))
    assert client.post(at(edition, name)).status_code == 403
    assert client.get(at(edition, "desk")).status_code == 403
    assert sent(client, at(edition, "row", key=photo.pk), changes={"credit": ["x", "y"]}).status_code == 403


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"versions": 1}', '{"ids": ["1"]}', '{"ids": [true]}', "[" * 100_000]
)
@pytest.mark.parametrize("name", ["fill", "shift", "publish"])
def test_nonsense_is_400(desk, edition, name, body):
    assert desk.post(at(edition, name), body, content_type="application/json").status_code == 400


def test_without_its_token_a_request_is_refused(edition):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_editor())
    assert client.post(at(edition, "take_in"), {"file": io.BytesIO(b"x"), "language": "en"}).status_code == 403


# The history


def history(photo):
    entries = LogEntry.objects.filter(content_type__model="photo", object_id=str(photo.pk)).order_by("pk")
    return [entry.change_message for entry in entries]


def test_each_change_is_in_the_history_from_what_to_what(desk, edition):
    photo = a_row(edition, caption_en="IMG_0001", credit="", rights="unknown")
    session, speaker = make_session(edition=edition, title_en="Opening"), make_speaker(name_en="Test Speaker")
    saved(desk, photo, caption_en=["IMG_0001", "The hall"])
    saved(desk, photo, credit=["", "Test Photographer"], rights=["unknown", "house"])
    saved(desk, photo, session=[None, session.pk], speakers=[[], [speaker.pk]])
    saved(desk, photo, caption_en=["IMG_0001", "Too late"])  # a clash changes nothing
    assert history(photo) == [
        "Caption (English): from “IMG_0001” to “The hall”.",
        "Credit: from “(empty)” to “Test Photographer”. "
        "Rights: from “Not cleared” to “Ours: free for the press with the credit”.",
        "Session: from “(empty)” to “Opening”. People shown: from “(empty)” to “Test Speaker”.",
    ]


def test_the_history_of_a_focal_point_and_of_a_clock(desk, edition):
    taken_in(desk, edition)
    photo = Photo.objects.get()
    saved(desk, photo, focal=[[0.5, 0.5], [0.1, 0.5]])
    sent(desk, at(edition, "shift"), versions=[version(photo)], minutes=60)
    assert history(photo)[1:] == [
        "Focal point: from “50% from the left, 50% from the top” to “10% from the left, 50% from the top”.",
        "Taken at: from “4 December, 10:15:00” to “4 December, 11:15:00”.",
    ]


def test_what_is_done_to_many_is_in_the_history_of_each_that_was_changed(desk, edition):
    changed, as_it_was = a_row(edition, **READY | {"credit": ""}), a_row(edition, **READY)
    rows = [version(changed), version(as_it_was)]
    sent(desk, at(edition, "fill"), versions=rows, patterns={"credit": "Test Agency"})
    sent(desk, at(edition, "publish"), ids=[changed.pk, as_it_was.pk])
    assert history(changed) == ["Credit: from “(empty)” to “Test Agency”.", "Published."]
    assert history(as_it_was) == ["Published."]


class TestWithoutAnEdition:
    def test_a_file_is_taken_in_and_its_row_changed(self, desk):
        answer = desk.post(at_none("take_in"), {"file": a_file(taken=None), "language": "en"})
        assert answer.status_code == 201
        photo = Photo.objects.get()
        assert (photo.edition, photo.status) == (None, "draft")
        changes = {"caption_en": ["", "A caption"], "rights": ["unknown", "house"]}
        answer = desk.post(at_none("row", photo.pk), {"changes": changes}, content_type="application/json")
        assert answer.json()["row"]["values"]["caption_en"] == "A caption"

    def test_a_photograph_of_an_edition_is_not_reached_by_it(self, desk, edition):
        photo = make_photo(edition=edition)
        sent_changes = {"changes": {"caption_en": ["", "x"]}}
        answer = desk.post(at_none("row", photo.pk), sent_changes, content_type="application/json")
        assert answer.status_code == 404

    def test_the_page_and_work_on_many_need_an_edition(self, desk, db):
        assert desk.get("/admin/editions/photo/desk/0/").status_code == 404
        assert (
            desk.post("/admin/editions/photo/desk/0/publish/", {}, content_type="application/json").status_code == 404
        )


def at_none(name, *keys):
    return reverse(f"admin:editions_photo_{name}", args=[0, *keys])
