"""The page of publishing, the button in the form, withdrawing; and who may not."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from editions import models, working
from tests import factories
from tests.admin.desk import address, form_of, make_editor, opened, published, publishing, sent
from tests.admin.test_stale_forms import messages_of
from tests.test_gate import ready_release

NOON = datetime.datetime(2024, 12, 4, 3, 0, tzinfo=datetime.UTC)


def capitals():
    return [
        factories.make_side(time_zone="Asia/Tokyo", **factories.in_languages("capital", "First")),
        factories.make_side(time_zone="Asia/Shanghai", **factories.in_languages("capital", "Second")),
    ]


def test_an_embargo_is_typed_on_one_clock_and_shown_on_both_with_the_time_left(desk):
    _first, second = capitals()
    release = ready_release()
    with time_machine.travel(NOON, tick=False):
        published(desk, release, when="at", day="2024-12-05", hour="12:00", clock=str(second.pk))
        release.refresh_from_db()
        assert release.publish_at == datetime.datetime(2024, 12, 5, 4, tzinfo=datetime.UTC)
        page = desk.get(address(release, "publishing")).content.decode()
    assert "5 December 2024, 13:00 First [en] (12:00 Second [en])" in page
    assert "1\xa0day" in page
    assert 'value="13:00"' in page  # the desk's own clock


def test_an_editor_is_offered_the_clock_of_the_own_house(client, db):
    _first, second = capitals()
    client.force_login(user := make_editor())
    models.Editor.objects.create(user=user, side=second)
    release = factories.make_release(
        status="published", publish_at=datetime.datetime(2999, 12, 5, 4, tzinfo=datetime.UTC)
    )
    page = client.get(address(release, "publishing")).content.decode()
    assert f'<option value="{second.pk}" selected>' in page
    assert 'value="12:00"' in page


def test_whoever_approves_or_publishes_can_look_at_it_first(desk):
    release = ready_release()
    assert f'href="{address(release, "preview")}"' in desk.get(address(release, "publishing")).content.decode()


@pytest.mark.parametrize(
    ("day", "hour", "words"), [("2025-03-09", "02:30", "does not exist"), ("2025-11-02", "01:30", "comes twice")]
)
def test_an_hour_that_is_not_or_comes_twice_is_refused(desk, day, hour, words):
    side = factories.make_side(time_zone="America/New_York")
    release = ready_release()
    data = publishing(desk, release) | {"when": "at", "day": day, "hour": hour, "clock": str(side.pk)}
    assert words in desk.post(address(release, "publishing"), data).content.decode()
    release.refresh_from_db()
    assert release.status == "draft"


def test_words_typed_since_the_page_was_opened_are_not_published_unseen(desk, other):
    release = factories.make_release(headline_en="Old headline")
    desk.post(address(release), opened(desk, release) | {"headline_en": "My headline", "_save_draft": "on"})
    seen = publishing(desk, release)
    other.post(address(release, "autosave"), opened(other, release) | {"headline_en": "Half a"})
    for button in ({}, {"approve": "1"}):
        response = desk.post(address(release, "publishing"), seen | button)
        assert "This was changed since you opened the page" in response.content.decode()
    release.refresh_from_db()
    assert release.headline_en == "Old headline"
    assert not models.Approval.objects.exists()
    assert desk.post(address(release, "publishing"), publishing(desk, release)).status_code == 302
    release.refresh_from_db()
    assert release.headline_en == "Half a"


def test_what_others_put_into_the_draft_is_not_published_with_ones_own_words_unseen(desk, other):
    release = factories.make_release(headline_en="Old headline", byline="Old byline")
    typed = opened(desk, release) | {"headline_en": "My headline", "_publish": "on"}
    other.post(address(release, "autosave"), opened(other, release) | {"byline": "Half a"})
    response = desk.post(address(release), typed)
    assert response.url == address(release, "publishing")
    assert "since others wrote in the draft meanwhile" in messages_of(response)
    assert "Another Editor" in messages_of(response)
    release.refresh_from_db()
    assert (release.headline_en, release.byline) == ("Old headline", "Old byline")
    fields = working.draft_of(release).document["fields"]
    assert (fields["headline_en"], fields["byline"]) == ("My headline", "Half a")
    assert sent(desk, release, opened(desk, release)).url == address(models.PressRelease, "changelist")


def test_without_a_moment_it_is_asked_for(desk):
    release = ready_release()
    answer = desk.post(address(release, "publishing"), publishing(desk, release) | {"when": "at"})
    assert "Type the day and the hour." in answer.content.decode()


def test_warnings_need_to_be_ticked_and_given_a_reason_that_is_shown_with_its_author(desk, editor):
    side = factories.make_side(**factories.in_languages("country", "Test Country"))
    models.Editor.objects.create(user=editor, side=side)
    release = ready_release(dateline_date=None)
    data = publishing(desk, release)
    for change in ({"past": []}, {"reason": " "}):
        answer = desk.post(address(release, "publishing"), data | change)
        assert "It is not published yet" in answer.content.decode()
    desk.post(address(release, "publishing"), data)
    release.refresh_from_db()
    assert release.is_public()
    page = desk.get(address(release, "publishing")).content.decode()
    history = desk.get(address(release, "history")).content.decode()
    for told in (page, history):
        assert "Test Editor (Test Country [en])" in told
        assert "Tried in a test" in told


def test_each_finding_leads_to_its_field_and_names_who_can_mend_it(desk):
    models.roles.set_up_groups()
    translator = make_editor("view_page", username="translator", first_name="Test", last_name="Translator")
    translator.groups.add(Group.objects.get(name="translator-ja"))
    release = ready_release(body_ja="")
    page = desk.get(address(release, "publishing")).content.decode()
    assert f"{address(release)}#id_body_ja" in page
    assert "Translator (Japanese): Test Translator" in page


def test_a_title_with_marks_of_its_own_is_quoted_right(desk):
    release = ready_release(headline_ja="「平和」の秩序")
    page = desk.get(address(release, "publishing"), headers={"accept-language": "ja"}).content.decode()
    assert "<h1>「『平和』の秩序」を公開</h1>" in page


def test_photographs_left_out_are_not_published(desk):
    release = ready_release()
    photo = factories.make_photo(edition=None, status="draft", publish_at=None)
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    data = publishing(desk, release)
    assert data["with_it"] == [f"photo-{photo.pk}"]
    answer = desk.post(address(release, "publishing"), data | {"with_it": []})
    assert "is not public at that moment" in answer.content.decode()
    published(desk, release)
    photo.refresh_from_db()
    assert photo.is_public()


def test_the_button_in_the_form_goes_past_the_gate_or_leads_to_its_page(desk):
    release = ready_release(status="published", publish_at=factories.PUBLIC_SINCE)
    typed = opened(desk, release) | {"headline_en": "Mended", "_publish": "1"}
    sent(desk, release, typed)
    release.refresh_from_db()
    assert release.headline_en == "Mended"
    answer = sent(desk, release, opened(desk, release) | {"body_ja": "", "headline_en": "Worse", "_publish": "1"})
    assert answer["Location"] == address(release, "publishing")
    release.refresh_from_db()
    assert (release.headline_en, bool(release.body_ja)) == ("Mended", True)
    assert form_of(desk.get(address(release)))["headline_en"] == "Worse"


def test_what_readers_have_is_mended_whatever_was_not_public_yet_when_it_came_out(desk):
    """What it names may have been entered in the record later; it is public now, and that is asked."""
    release = ready_release(status="published", publish_at=factories.PUBLIC_SINCE)
    release.edition = factories.make_edition(publish_at=factories.PUBLIC_SINCE + datetime.timedelta(days=1))
    release.save()
    release.speakers.add(factories.make_speaker(publish_at=factories.PUBLIC_SINCE + datetime.timedelta(days=2)))
    answer = sent(desk, release, opened(desk, release) | {"headline_en": "Mended", "_publish": "1"})
    release.refresh_from_db()
    assert (release.headline_en, answer["Location"]) == ("Mended", address(release, "changelist"))


def test_a_new_item_is_saved_and_published_in_two_presses(desk):
    typed = opened(desk, models.Page, "add") | factories.in_languages("title", "One") | {"slug": "one", "_publish": "1"}
    answer = desk.post(address(models.Page, "add"), typed)
    page = models.Page.objects.get()
    assert answer["Location"] == address(page, "publishing")
    published(desk, page)
    page.refresh_from_db()
    assert page.is_public()


def test_nobody_publishes_by_the_form_s_state(desk):
    page = factories.make_page(status="draft", publish_at=None)
    for forged in ("published", "withdrawn"):
        sent(desk, page, opened(desk, page) | {"status": forged, "publish_at_0": "2020-01-01", "publish_at_1": "00:00"})
        page.refresh_from_db()
        assert (page.status, page.publish_at) == ("draft", None)


class TestWithdrawing:
    def at(self, *items):
        query = "&".join(f"item={item.pk}" for item in items)
        return f"{reverse(f'admin:editions_{items[0]._meta.model_name}_withdraw')}?{query}"

    def test_the_reason_is_asked_for_in_every_language_or_left_out_knowingly(self, desk):
        page = factories.make_page()
        answer = desk.post(self.at(page), {"withdrawal": "gone", "note_ja": "誤り"})
        assert answer.content.decode().count("Write the reason in this language too") == 2
        desk.post(self.at(page), {"withdrawal": "gone", "note_ja": "誤り", "without": "on"})
        page.refresh_from_db()
        assert (page.status, page.withdrawal_note_ja, page.withdrawal_note_en or "") == ("withdrawn", "誤り", "")

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"withdrawal": "moved", "note_en": "x", "without": "on"}, "Say where it has moved to."),
            ({"withdrawal": "moved", "moved_to": "javascript:alert(1)", "note_en": "x"}, "An address begins with"),
            ({"withdrawal": "moved", "moved_to": "//evil.example", "note_en": "x"}, "An address begins with"),
            ({"withdrawal": "gone", "without": "on"}, "Say why"),
            ({"withdrawal": "readable", "note_en": "x", "without": "on", "erase": "on"}, "cannot stay readable"),
        ],
    )
    def test_what_is_missing_is_said(self, desk, sent, words):
        page = factories.make_page()
        assert words in desk.post(self.at(page), sent).content.decode()
        page.refresh_from_db()
        assert page.status == "published"

    def test_coverage_has_one_reason(self, desk):
        coverage = factories.make_coverage()
        desk.post(self.at(coverage), {"withdrawal": "gone", "note_": "The address is dead."})
        coverage.refresh_from_db()
        assert (coverage.status, coverage.withdrawal_note) == ("withdrawn", "The address is dead.")

    def test_nothing_chosen_is_404(self, desk):
        assert desk.get(reverse("admin:editions_page_withdraw") + "?item=x&item=99").status_code == 404


class TestWhoMayNot:
    def test_a_writer_sees_what_is_left_and_publishes_nothing(self, client, db):
        client.force_login(make_editor("view_page", "change_page"))
        page = factories.make_page(status="draft", publish_at=None)
        seen = client.get(address(page, "publishing"))
        assert seen.status_code == 200
        assert 'name="publish"' not in seen.content.decode()
        assert client.post(address(page, "publishing"), {"when": "now"}).status_code == 403
        withdraw = reverse("admin:editions_page_withdraw") + f"?item={page.pk}"
        assert client.get(withdraw).status_code == client.post(withdraw).status_code == 403
        page.refresh_from_db()
        assert page.status == "draft"

    def test_the_button_forged_keeps_a_draft(self, client, db):
        client.force_login(make_editor("view_page", "change_page"))
        page = factories.make_page(title_en="Public")
        sent(client, page, opened(client, page) | {"title_en": "Forged", "_publish": "1"})
        page.refresh_from_db()
        assert page.title_en == "Public"
        assert working.draft_of(page)

    def test_what_goes_with_it_needs_its_own_permission(self, client, db):
        client.force_login(make_editor("view_pressrelease", "publish_pressrelease"))
        release = ready_release()
        photo = factories.make_photo(edition=None, status="draft", publish_at=None)
        models.ReleasePhoto.objects.create(release=release, photo=photo)
        answer = client.post(address(release, "publishing"), publishing(client, release))
        assert "You may not publish this" in answer.content.decode()
        photo.refresh_from_db()
        assert photo.status == "draft"

    def test_who_may_see_nothing_of_it_is_refused(self, client, db):
        client.force_login(make_editor("view_speaker"))
        page = factories.make_page(status="draft", publish_at=None)
        assert client.get(address(page, "publishing")).status_code == 403


def test_the_button_says_what_readers_have_now(desk, editor):
    capitals()
    forum = factories.make_forum()
    release = ready_release(status="published", publish_at=NOON - datetime.timedelta(days=1))
    changes = {"byline": "Test byline"}
    with time_machine.travel(NOON, tick=False):
        said = messages_of(sent(desk, release, opened(desk, release) | changes))
        assert "It is public now. Languages: English, Chinese, Japanese." in said.replace("Simplified ", "")
        assert f'href="{release.get_absolute_url()}"' in said
        models.PressRelease.objects.filter(pk=release.pk).update(publish_at=NOON + datetime.timedelta(days=1))
        said = messages_of(sent(desk, release, opened(desk, release) | {"byline": "Another"}))
        assert "Public from 5 December 2024, 12:00 First [en] (11:00 Second [en]). Until then readers" in said
        said = messages_of(sent(desk, release, opened(desk, release) | {"byline": "A third", "_save_draft": "on"}))
        assert "On 5 December 2024, 12:00 First [en] (11:00 Second [en]) readers get what was published before" in said
        models.Forum.objects.filter(pk=forum.pk).update(second_eyes=models.SecondEyes.ANYBODY)
        assert "These changes wait for a second pair of eyes." in messages_of(
            sent(desk, release, opened(desk, release))
        )
    release.refresh_from_db()
    assert (release.byline, working.draft_of(release).document["fields"]["byline"]) == ("Another", "A third")


def test_a_refused_form_names_every_field_and_leads_there(desk):
    release = ready_release(status="published")
    row = {"release_photos-TOTAL_FORMS": "1", "release_photos-0-id": "", "release_photos-0-order": "7"}
    answer = sent(
        desk, release, opened(desk, release) | row | {"headline_ja": "長" * 999, "dateline_date": "5/12/2026"}
    )
    page = answer.content.decode()
    for place, label in (
        ("id_headline_ja", "Headline (Japanese)"),
        ("id_dateline_date", "Dateline: date"),
        ("id_release_photos-0-photo", "Photographs (1): Photograph"),
    ):
        assert f'<a href="#{place}">{label}</a>' in page
    assert len(answer.context["refused"]) == 3


def test_a_kind_without_a_state_says_when_readers_have_it(desk):
    contact = models.Contact.objects.create(name_en="Desk", email="press@example.org")
    said = "It has no state of its own"
    assert said in desk.get(address(contact)).content.decode()
    assert said in desk.get(address(models.Contact, "add")).content.decode()
    assert "for the desk alone" in desk.get(address(models.Term, "add")).content.decode()
    assert said not in desk.get(address(ready_release())).content.decode()
