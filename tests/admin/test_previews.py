"""The preview of an unsaved form, and giving preview links."""

import pytest
from django.urls import reverse

from editions import models
from tests import factories
from tests.admin.desk import address, make_editor, opened, sent
from tests.test_gate import ready_release


def frames(desk, item, data):
    page = desk.post(address(item, "preview"), data)
    return page, {frame["code"]: desk.get(frame["address"]) for frame in page.context.get("frames", [])}


def test_the_unsaved_form_is_shown_in_three_languages_and_saved_nowhere(desk):
    edition = factories.make_edition(status="draft", publish_at=None)
    release = ready_release(edition=edition)
    typed = opened(desk, release) | {"headline_en": "Typed", "headline_ja": "打った見出し"}
    _page, shown = frames(desk, release, typed)
    assert "Typed" in shown["en"].content.decode()
    assert "打った見出し" in shown["ja"].content.decode()
    assert set(shown) == {"en", "zh-hans", "ja"}
    release.refresh_from_db()
    assert release.headline_en != "Typed"
    assert not models.WorkingDraft.objects.exists()
    assert not models.Revision.objects.exists()


def test_the_reader_s_eyes_see_no_other_hidden_item(desk):
    edition = factories.make_edition()
    release = ready_release(edition=edition)
    ready_release(edition=edition, headline_en="Hidden beside it")
    _page, shown = frames(desk, release, opened(desk, release))
    assert "Hidden beside it" not in shown["en"].content.decode()
    assert "only editors see this page" not in shown["en"].content.decode()


def test_only_a_preview_may_be_framed_and_only_by_us(desk):
    release = ready_release()
    page, shown = frames(desk, release, opened(desk, release))
    assert "frame-ancestors 'self'" in shown["en"]["Content-Security-Policy"]
    assert shown["en"]["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in shown["en"]["Cache-Control"]
    for other in (page, desk.get(address(release))):
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


def test_a_drawn_preview_is_for_whom_it_was_drawn(desk, other):
    release = ready_release()
    page, _shown = frames(desk, release, opened(desk, release))
    assert other.get(page.context["frames"][0]["address"]).status_code == 404


def test_what_cannot_be_shown_says_why(desk):
    release = ready_release()
    page, shown = frames(desk, release, opened(desk, release) | {"dateline_date": "31/31", "slug": "no slug"})
    assert "could not be read" in page.content.decode()
    assert "It cannot be shown like this" in page.content.decode() or shown


def test_who_may_only_look_sees_the_saved_state(client, db):
    client.force_login(make_editor("view_page"))
    page = factories.make_page()
    answer, shown = frames(client, page, {"title_en": "Forged"})
    assert answer.status_code == 200
    assert "Forged" not in shown["en"].content.decode()
    client.force_login(make_editor("view_speaker", username="elsewhere"))
    assert client.post(address(page, "preview")).status_code == 403


class TestLinks:
    def test_a_link_is_shown_once_and_can_be_taken_back(self, desk):
        release = ready_release(status="published", publish_at=factories.tomorrow())
        answer = desk.post(address(release, "links"), {"name": "Test Reader", "kind": "press", "hours": "24"})
        given = answer.context["given"]
        assert [code for code, _name, _address in given] == ["en", "zh-hans", "ja"]
        path = given[2][2].partition("/ja/")[2]
        assert desk.get(f"/ja/{path}").status_code == 200
        link = models.ShareLink.objects.get()
        listed = desk.get(address(release, "links")).content.decode()
        assert "Test Reader" in listed
        assert path not in listed
        desk.post(address(release, "links"), {"revoke": str(link.pk)})
        assert desk.get(f"/ja/{path}").status_code == 410

    def test_who_may_not_invite_the_press_cannot(self, client, db):
        client.force_login(make_editor("view_pressrelease", "view_sharelink", "add_sharelink"))
        release = ready_release()
        sent = {"name": "Test Reader", "kind": "press", "hours": "24"}
        assert not client.post(address(release, "links"), sent).context["given"]
        assert client.post(address(release, "links"), sent | {"kind": "preview"}).context["given"]

    def test_the_press_is_invited_to_what_is_scheduled_alone(self, desk):
        sent = {"name": "Test Reader", "kind": "press", "hours": "24"}
        answer = desk.post(address(ready_release(), "links"), sent)
        assert not answer.context["given"]
        assert "Only what is scheduled can be read under embargo." in answer.content.decode()
        page = factories.make_page(publish_at=factories.tomorrow())
        assert not desk.post(address(page, "links"), sent).context["given"]

    @pytest.mark.parametrize("permissions", [("view_pressrelease",), ("view_sharelink",)])
    def test_who_may_not_see_links_or_the_item_is_refused(self, client, db, permissions):
        client.force_login(make_editor(*permissions))
        assert client.get(address(ready_release(), "links")).status_code == 403

    def test_another_s_link_is_taken_back_by_a_publisher_alone(self, client, desk):
        release = ready_release()
        desk.post(address(release, "links"), {"name": "Test Reader", "kind": "preview", "hours": "24"})
        link = models.ShareLink.objects.get()
        client.force_login(make_editor("view_pressrelease", "view_sharelink", "add_sharelink", username="writer"))
        assert client.post(address(release, "links"), {"revoke": str(link.pk)}).status_code == 403


def test_a_preview_keeps_nothing_of_a_form_that_is_sent_after_it(desk):
    release = ready_release()
    data = opened(desk, release) | {"headline_en": "Typed"}
    frames(desk, release, data)
    sent(desk, release, data)
    release.refresh_from_db()
    assert release.headline_en == "Typed"


def drawn(desk, model, data):
    page = desk.post(reverse(f"admin:editions_{model._meta.model_name}_preview_new"), data)
    return page, {frame["code"]: desk.get(frame["address"]) for frame in page.context.get("frames", [])}


class TestWhatWasNeverSaved:
    def test_a_new_release_is_shown_with_its_photographs_and_saved_nowhere(self, desk):
        photo = factories.make_photo(status="draft", publish_at=None, caption_en="A picture")
        rows = {
            "release_photos-TOTAL_FORMS": "1",
            "release_photos-0-photo": str(photo.pk),
            "release_photos-0-order": "1",
        }
        typed = opened(desk, models.PressRelease, "add") | rows | {"headline_en": "Never saved", "body_en": "<p>x</p>"}
        _page, shown = drawn(desk, models.PressRelease, typed)
        assert "Never saved" in shown["en"].content.decode()
        assert "A picture" in shown["en"].content.decode()
        assert not models.PressRelease.objects.exists()
        assert not models.WorkingDraft.objects.exists()

    @pytest.mark.parametrize("model", [models.Session, models.Page, models.Document, models.Speaker, models.Topic])
    def test_an_empty_form_says_what_is_missing_or_is_shown(self, desk, model):
        page, shown = drawn(desk, model, opened(desk, model, "add"))
        assert shown or "It cannot be shown like this" in page.content.decode()
        assert not model.objects.exists()

    def test_a_photograph_needs_its_file_first(self, desk):
        assert desk.post("/admin/editions/photo/add/preview/").status_code == 404
        assert "_preview" not in desk.get(address(models.Photo, "add")).content.decode()

    def test_who_may_not_add_may_not_preview_what_is_new(self, client, db):
        client.force_login(make_editor("view_page", "change_page"))
        assert client.post("/admin/editions/page/add/preview/", {"title_en": "Forged"}).status_code == 403


def things_without_a_page():
    edition = factories.make_edition()
    yield factories.make_promise(edition=edition, status="draft", publish_at=None), "text_line_ja", "待たれるもの"
    yield factories.make_promise(), "text_line_en", "Expected of no edition"
    yield factories.make_notice(edition=edition, status="draft", publish_at=None), "text_line_zh_hans", "会场有变"
    yield factories.make_notice(), "text_line_en", "Held for the whole site"
    yield models.Contact.objects.create(name_en="Desk", is_public=True), "name_ja", "記者窓口"
    yield factories.make_forum(), "tagline_en", "In one paragraph"
    yield factories.make_result(), "note_en", "A remark on this figure"


def test_what_has_no_page_is_shown_where_it_will_stand_and_has_no_link(desk):
    for item, field, text in things_without_a_page():
        _page, shown = frames(desk, item, opened(desk, item) | {field: text})
        drawn = "".join(frame.content.decode() for frame in shown.values())
        assert text in drawn, item
        item.refresh_from_db()
        assert getattr(item, field) != text
        if hasattr(item, "status"):
            assert desk.get(address(item, "links")).status_code == 404
