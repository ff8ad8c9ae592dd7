"""Wire copy at the desk: pasted, read, looked at, taken over; and a release looked over before it goes out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editions import gate, preflight, wire_reading
from editions.models import Acknowledgement, Contact, PressRelease, ReleasePhoto, Status
from tests.admin.desk import make_editor
from tests.factories import make_photo, make_release, make_side, make_speaker, make_term

pytestmark = pytest.mark.django_db
READ = "admin:editions_pressrelease_read"
STORY = "SHIBUYA, Dec. 11, 2024 /PRNewswire/ -- Tester Speaker, director of a house, met guests.\n\nGuests arrive, Dec. 4, 2024. [Photo/House]\n\nIt was over <soon> & well."


@pytest.fixture
def desk(client):
    client.force_login(make_editor())
    return client


def page(response):
    return response.content.decode()


def test_a_text_is_shown_with_what_was_found_and_nothing_is_saved(desk):
    make_speaker(family_name="Speaker", given_name="Tester")
    shown = page(desk.post(reverse(READ), {"text": STORY}))
    assert 'value="Shibuya"' in shown
    assert '<mark class="wire-mark wire-mark--people" title="Person">Tester Speaker</mark>' in shown
    assert "The caption is dated" in shown
    assert 'id="wire-1"' in shown
    assert "&lt;soon&gt;" in shown
    assert "<soon>" not in shown
    assert not PressRelease.objects.exists()


def test_what_the_editor_adjusted_becomes_the_draft(desk):
    speaker = make_speaker(family_name="Speaker", given_name="Tester")
    sent = {
        "text": STORY,
        "accept": "1",
        "headline": "A headline of ours",
        "dateline_city": "Shibuya",
        "dateline_date": "2024-12-04",
        "body": "One paragraph.\r\n\r\nAnother <one>.",
        "speakers": [speaker.pk],
    }
    response = desk.post(reverse(READ), sent)
    release = PressRelease.objects.get()
    assert response["Location"] == reverse("admin:editions_pressrelease_change", args=[release.pk]) + "#language-all"
    assert release.status == Status.DRAFT
    assert release.headline_en == "A headline of ours"
    assert str(release.dateline_date) == "2024-12-04"
    assert release.body_en == "<p>One paragraph.</p><p>Another &lt;one&gt;.</p>"
    assert (release.wire, release.source_line) == ("", "")
    assert release.received_text == STORY
    assert [one.pk for one in release.speakers.all()] == [speaker.pk]
    assert desk.post(reverse(READ), sent)["Location"] == response["Location"]  # a second press makes no second one
    assert desk.post(reverse(READ), sent | {"headline": "Another"})["Location"] != response["Location"]


def test_a_refusal_keeps_what_was_typed(desk):
    sent = {"text": STORY, "accept": "1", "headline": "Kept", "dateline_date": "the fourth", "body": "Kept too."}
    shown = page(desk.post(reverse(READ), sent))
    assert 'value="Kept"' in shown
    assert "Kept too." in shown
    assert "It was over &lt;soon&gt; &amp; well." in shown
    assert not PressRelease.objects.exists()


def test_a_file_of_another_encoding_is_read(desk):
    file = SimpleUploadedFile("a.txt", "新华社东京12月4日电 会议开幕，来宾很多。第二天结束。".encode("gb18030"))
    assert 'value="东京"' in page(desk.post(reverse(READ), {"file": file}))


@pytest.mark.parametrize("sent", [{}, {"text": " \n"}, {"file": SimpleUploadedFile("a.txt", b"a" * 1_000_001)}])
def test_nothing_to_read_is_told(desk, sent):
    shown = page(desk.post(reverse(READ), sent))
    assert "errorlist" in shown
    assert "wire-text" not in shown


def test_only_who_may_add_a_release_may_read_one_in(client):
    client.force_login(make_editor("view_pressrelease", "change_pressrelease"))
    assert client.get(reverse(READ)).status_code == 403
    assert client.post(reverse(READ), {"text": STORY, "accept": "1"}).status_code == 403
    assert not PressRelease.objects.exists()


def test_a_release_is_looked_over_in_each_language_and_between_them(desk):
    release = make_release(
        headline_en="Guests and numbers",
        headline_zh_hans="来宾与数字",
        body_en="<p>Over 400 guests came.It rained.</p>",
        body_zh_hans="<p>来宾300余人。“下雨了。</p>",
    )
    shown = page(desk.get(reverse("admin:editions_pressrelease_preflight", args=[release.pk])))
    assert "came.It" in shown
    assert "A quotation mark has no partner." in shown
    assert "Number: 400 does not stand in every language." in shown
    assert "Number: 300 does not stand in every language." in shown


def test_only_who_may_see_a_release_may_look_it_over(client):
    release = make_release()
    client.force_login(make_editor("view_speaker"))
    assert client.get(reverse("admin:editions_pressrelease_preflight", args=[release.pk])).status_code == 403


def test_contacts_on_record_and_reasons_go_into_the_draft_and_the_rest_is_shown_beside_it(desk):
    contact = Contact.objects.create(name_en="A desk", email="desk@house.example")
    text = STORY + " It has met for three decades since 2005.\n\nContact:\nTest Desk\nDesk@House.example"
    shown = page(desk.post(reverse(READ), {"text": text}))
    assert f'value="{contact.pk}" id="id_contacts_0" checked' in shown
    number = 1 + [one.code for one in wire_reading.read(text).warnings].index("decade")
    sent = {"text": text, "accept": "1", "contacts": [contact.pk], "past": [number]}
    sent |= {
        "headline": "It was over",
        "dateline_date": "2024-12-11",
        "body": "It has met for three decades since 2005.",
    }
    assert "Say why what you ticked may stay." in page(desk.post(reverse(READ), sent))
    desk.post(reverse(READ), sent | {"reason": "Counted with both ends."})
    release = PressRelease.objects.get()
    assert list(release.contacts.all()) == [contact]
    assert Acknowledgement.objects.get().reason == "Counted with both ends."
    part = page(desk.get(reverse("admin:editions_pressrelease_remarks", args=[release.pk])))
    assert "No open remark on the texts" in part
    assert "Counted with both ends." in part
    assert "Guests arrive, Dec. 4, 2024. [House]" in part
    assert "Test Desk" in part


def test_a_remark_is_gone_past_on_the_page_that_looks_over_a_release(desk):
    make_side(code="north", capital_en="Northtown", time_zone="Asia/Tokyo")
    release = make_release(status="draft", publish_at=None, body_en="<p>He said “we go on.</p>", source_language="ja")
    address = reverse("admin:editions_pressrelease_preflight", args=[release.pk])
    finding = next(one for one in gate.examine(release).findings if one.code == "quotes")
    key = finding.key
    assert finding.role == "translator-en"
    assert f'value="{key}"' in page(desk.get(address))
    form = reverse("admin:editions_pressrelease_change", args=[release.pk])
    assert f'<a href="{form}#id_body_en">Text (English)</a>' in page(desk.get(address))
    in_the_form = page(desk.get(reverse("admin:editions_pressrelease_remarks", args=[release.pk])))
    assert '<a href="#id_body_en">Text (English)</a>' in in_the_form
    desk.post(address, {"past": [key], "reason": " "})
    assert not Acknowledgement.objects.exists()
    desk.post(address, {"past": [key, "made-up"], "reason": "It goes on in the next release."})
    assert key in gate.examine(release).acknowledged
    shown = page(desk.get(address))
    assert "It goes on in the next release." in shown
    assert "Northtown" in shown  # the hour on the clocks of the desk
    assert f'value="{key}"' not in shown


def test_what_headline_and_text_have_alike_is_remarked_once():
    make_term(name_en="House of Letters", wrong_en="Letter House")
    release = make_release(headline_en="Letter House opens", body_en="<p>The Letter House opened.</p>")
    assert [one.code for one in preflight.findings(release) if one.languages == ("en",)].count("name") == 1


def test_what_stayed_in_a_release_and_whom_a_caption_does_not_name_is_remarked():
    body = "<p>It is over. Post a comment</p><p>He said “one.</p><p>He said “two.</p>"
    release = make_release(headline_zh_hans="", headline_ja="", body_zh_hans="", body_ja="", body_en=body)
    nobody = make_photo(caption_en="A guest delivers a speech at noon.")
    known = make_photo(caption_en="A guest delivers a speech at noon.")
    known.speakers.add(make_speaker())
    for photo in (nobody, known):
        ReleasePhoto.objects.create(release=release, photo=photo)
    codes = [one.code for one in preflight.findings(release)]
    assert sorted(codes) == ["chrome", "name", "quotes", "quotes"]
