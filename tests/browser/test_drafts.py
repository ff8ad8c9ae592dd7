"""Words are kept while they are typed: at the desk, in the browser while the line is down, for two editors at once."""

import io
import time

import pytest
from playwright.sync_api import expect

from editions import working
from editions.models import PressRelease, Topic, WorkingDraft
from editions.uploads import take_in_photo
from tests.admin.desk import address, make_editor
from tests.browser.test_desk import signed_in, typed_into_the_editor
from tests.factories import (
    in_languages,
    make_appearance,
    make_edition,
    make_photo,
    make_release,
    make_session,
    make_speaker,
    make_topic,
)
from tests.pictures import make_file, make_picture

STATE = "[data-save-state]"
KEPT = "Saved as draft"


@pytest.fixture
def desk(page, live_server):
    return signed_in(page, live_server, make_editor(first_name="Test", last_name="Editor"))


@pytest.fixture
def second(browser, live_server):
    """Another editor at another machine."""
    context = browser.new_context(base_url=live_server.url)
    editor = make_editor(username="second", first_name="Second", last_name="Editor")
    yield signed_in(context.new_page(), live_server, editor)
    context.close()


def opened(page, item, view="change"):
    page.goto(address(item, view))
    page.wait_for_load_state("load")
    return page


def is_kept(page):
    expect(page.locator(STATE)).to_contain_text(KEPT)


def test_what_is_typed_is_there_on_another_machine_and_not_on_the_site(desk, second):
    release = make_release(headline_en="Public headline")
    opened(desk, release)
    expect(desk.locator(STATE)).to_have_text("")
    desk.locator("#id_headline_en").fill("Typed headline")
    typed_into_the_editor(desk, "body_en", "Typed body")
    is_kept(desk)
    opened(second, release)
    assert second.locator("#id_headline_en").input_value() == "Typed headline"
    expect(second.locator(".form-row:has(textarea[name='body_en']) .tiptap")).to_have_text("Typed body")
    expect(second.get_by_text("Test Editor has this form open too")).to_be_visible()
    release.refresh_from_db()
    assert release.headline_en == "Public headline"


def test_a_form_only_looked_at_keeps_nothing(desk):
    opened(desk, make_release())
    desk.locator("#id_headline_en").click()
    desk.keyboard.press("Tab")
    desk.wait_for_timeout(3000)
    assert not WorkingDraft.objects.exists()


def test_something_new_is_kept_before_it_is_saved(desk):
    opened(desk, Topic, "add")
    desk.locator("#id_name_en").press_sequentially("Test topic")
    is_kept(desk)
    opened(desk, Topic, "add")
    desk.get_by_role("link", name="Not finished: Test topic").click()
    assert desk.locator("#id_name_en").input_value() == "Test topic"
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.wait_for_url("**/topic/")
    assert Topic.objects.get().name_en == "Test topic"
    assert not WorkingDraft.objects.exists()


def test_a_new_row_is_kept_once(desk):
    session = make_session()
    make_appearance(session=session)
    opened(desk, session)
    desk.locator("#records-group .add-row a").click()
    desk.locator("#id_records-0-title_en").fill("Typed record")
    is_kept(desk)
    desk.locator("#id_records-0-title_en").fill("Typed record, longer")
    desk.wait_for_timeout(2600)
    is_kept(desk)
    (row,) = working.draft_of(session).document["inlines"]["records"]
    assert row["title_en"] == "Typed record, longer"


def test_words_typed_while_the_line_is_down_arrive_later_from_a_new_window_too(desk, live_server):
    topic = make_topic(name_en="Public name")
    opened(desk, topic)
    desk.context.route("**/autosave/", lambda route: route.abort())
    desk.locator("#id_name_en").fill("Typed without a line")
    expect(desk.locator(STATE)).to_contain_text("cannot be reached")
    assert not WorkingDraft.objects.exists()
    desk.context.unroute("**/autosave/")
    is_kept(desk)
    desk.context.route("**/autosave/", lambda route: route.abort())
    desk.locator("#id_name_en").fill("Typed, and the machine went off")
    expect(desk.locator(STATE)).to_contain_text("cannot be reached")
    window = desk.context.new_page()
    desk.close(run_before_unload=False)
    window.context.unroute("**/autosave/")
    opened(window, topic)
    expect(window.locator("#id_name_en")).to_have_value("Typed, and the machine went off")
    window.close()


def test_two_tabs_that_lost_the_line_keep_the_words_of_both(desk):
    session = make_session(title_en="Public title")
    other = desk.context.new_page()
    opened(desk, session)
    opened(other, session)
    desk.context.route("**/autosave/", lambda route: route.abort())
    desk.locator("#id_editor_note").fill("Typed in one tab")
    other.locator("#id_title_en").fill("Typed in the other")
    for tab in (desk, other):
        expect(tab.locator(STATE)).to_contain_text("cannot be reached")
    window = desk.context.new_page()
    for tab in (desk, other):
        tab.close(run_before_unload=False)
    window.context.unroute("**/autosave/")
    opened(window, session)
    expect_draft(session, editor_note="Typed in one tab", title_en="Typed in the other")
    expect(window.locator("#id_editor_note")).to_have_value("Typed in one tab")
    expect(window.locator("#id_title_en")).to_have_value("Typed in the other")


KEEP = """() => {
  const settings = document.querySelector("[data-autosave]").dataset;
  const list = [...new FormData(document.querySelector("[data-autosave]").closest("form"))]
    .filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken")
    .map(([name, value]) => [name, name === "name_en" ? "Kept by this browser" : value]);
  localStorage.setItem(`desk-draft:${settings.editor}:${location.pathname}`, JSON.stringify({ at: Date.now(), list }));
}"""


def test_what_is_typed_before_kept_words_have_arrived_does_not_take_their_place(desk):
    topic = make_topic(name_en="Public name")
    opened(desk, topic)
    desk.evaluate(KEEP)
    desk.context.route("**/autosave/", lambda route: route.abort())
    desk.reload(wait_until="load")
    desk.get_by_role("button", name="All languages", exact=True).click()
    desk.locator("#id_name_ja").fill("すぐに入力した名")
    expect(desk.locator(STATE)).to_contain_text("cannot be reached")
    desk.wait_for_timeout(2500)  # longer than the pause after which typed words are sent
    desk.context.unroute("**/autosave/")
    expect_draft(topic, name_en="Kept by this browser", name_ja="すぐに入力した名")


def expect_draft(item, **texts):
    """The draft says this, within some seconds."""
    for _n in range(60):
        draft = working.draft_of(item)
        if draft and texts.items() <= draft.document["fields"].items():
            return
        time.sleep(0.25)
    raise AssertionError(draft and {name: draft.document["fields"][name] for name in texts})


@pytest.fixture
def page(browser, live_server):
    """A line that is down is complained of in the console; nothing else may be."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def test_a_draft_is_given_up_after_a_second_thought(desk):
    topic = make_topic(name_en="Public name")
    opened(desk, topic)
    desk.locator("#id_name_en").fill("Typed")
    is_kept(desk)
    opened(desk, topic)
    desk.get_by_text("Give the draft up", exact=True).click()
    expect_draft(topic, name_en="Typed")
    desk.get_by_role("button", name="Yes, give it up").click()
    expect(desk.get_by_text("The draft is given up.")).to_be_visible()
    expect(desk.locator("#id_name_en")).to_have_value("Public name")
    assert working.draft_of(topic) is None


def test_leaving_with_words_that_were_not_kept_is_asked_about(desk):
    opened(desk, make_topic())
    desk.context.route("**/autosave/", lambda route: route.abort())
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.locator("#id_name_en").press_sequentially("X")
    desk.evaluate("location.href = '/admin/'")
    desk.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    desk.context.unroute("**/autosave/")
    is_kept(desk)
    desk.goto("/admin/")
    assert asked == ["beforeunload"]


def test_the_keys_that_save_keep_the_editor_on_the_form_and_readers_what_they_have(desk):
    release = make_release(headline_en="Public headline")
    draft = make_release(headline_en="Nobody has it", status="draft", publish_at=None)
    for item, told in ((release, "The draft is saved"), (draft, "You may edit it again below")):
        opened(desk, item)
        desk.locator("#id_headline_en").fill("By the keys")
        desk.keyboard.press("Control+s")
        expect(desk.locator(".messagelist")).to_contain_text(told)
        assert desk.locator("#id_headline_en").input_value() == "By the keys"
        item.refresh_from_db()
    assert (release.headline_en, draft.headline_en) == ("Public headline", "By the keys")


def test_one_title_in_one_edition_is_corrected_in_four_steps(desk):
    release = make_release(headline_en="Headlnie", headline_ja="見出し")
    desk.goto("/admin/")
    steps = 0
    desk.get_by_role("link", name="Press releases", exact=True).click()
    steps += 1
    desk.get_by_role("link", name="Headlnie").click()
    steps += 1
    desk.locator("#id_headline_en").fill("Headline")
    steps += 1
    desk.get_by_role("button", name="Publish changes").click()
    steps += 1
    desk.wait_for_url("**/pressrelease/")
    assert steps == 4
    release.refresh_from_db()
    assert (release.headline_en, release.headline_ja) == ("Headline", "見出し")


def test_a_speakers_title_at_one_edition_is_corrected_in_four_steps(desk):
    speaker = make_speaker(**in_languages("name", "Test Speaker"))
    for number in (71, 72):
        session = make_session(edition=make_edition(number=number))
        make_appearance(speaker=speaker, session=session, edition=session.edition, title_en="Minster")
    desk.goto("/admin/")
    steps = 0
    desk.get_by_role("link", name="Speakers", exact=True).click()
    steps += 1
    desk.locator("th.field-by_name a").click()
    steps += 1
    later = desk.locator(".inline-related", has=desk.locator("h3", has_text="72"))
    later.locator("[name$=-title_en]").fill("Minister")
    steps += 1
    desk.get_by_role("button", name="Publish changes").click()
    steps += 1
    desk.wait_for_url("**/speaker/")
    assert steps == 4
    titles = speaker.appearances.order_by("edition__number").values_list("title_en", flat=True)
    assert [*titles] == ["Minster", "Minister"]


@pytest.mark.parametrize("kind", ["release", "session", "photo"])
def test_two_editors_at_once_keep_both_their_words(desk, second, kind):
    if kind == "release":
        item, field, other_field = make_release(headline_en="Old"), "headline_en", "headline_ja"
    elif kind == "photo":
        item, field, other_field = make_photo(caption_en="Old"), "caption_en", "caption_ja"
        take_in_photo(item, io.BytesIO(make_file(make_picture(300, 200))))
    else:
        item = make_appearance(session=make_session(), title_en="Old").session
        field, other_field = "appearances-0-title_en", "appearances-0-title_ja"
    opened(desk, item)
    opened(second, item)
    second.get_by_role("button", name="All languages", exact=True).click()
    second.locator(f"#id_{other_field}").fill("別の見出し")
    is_kept(second)
    second.locator(f"#id_{field}").fill("By the second")
    second.wait_for_timeout(2500)
    is_kept(second)
    desk.locator(f"#id_{field}").fill("By the first")
    note = desk.locator("[data-kept-here]")
    expect(note).to_contain_text("Changed by another editor meanwhile, and by you")
    note.get_by_role("button", name="Compare them").click()
    expect(desk.locator(".clash").first).to_contain_text("By the second")
    expect(desk.locator(f"#id_{field}")).to_have_value("By the first")
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text("The draft is saved.")).to_be_visible()
    desk.wait_for_timeout(500)  # the words this browser had kept are not sent once more
    expect(desk.get_by_text("The draft is saved.")).to_be_visible()
    desk.get_by_role("button", name="Publish changes").click()
    desk.wait_for_url(f"**/{item._meta.model_name}/")
    document = working.document_of(type(item).objects.get())
    texts = document["fields"] if kind != "session" else document["inlines"]["appearances"][0]
    name = field.rsplit("-", 1)[-1]
    assert (texts[name], texts[name.replace("_en", "_ja")]) == ("By the first", "別の見出し")
    assert not WorkingDraft.objects.exists()
    assert kind != "release" or PressRelease.objects.get().headline_ja == "別の見出し"


def test_who_loads_the_form_anew_types_on_what_stands_there(desk, second):
    topic = make_topic(name_en="Old")
    opened(desk, topic)
    opened(second, topic)
    second.locator("#id_name_en").fill("By the second")
    is_kept(second)
    desk.reload()
    expect(desk.locator("#id_name_en")).to_have_value("By the second")
    with desk.expect_response("**/autosave/") as answer:
        desk.locator("#id_name_en").fill("By the first")
    assert answer.value.json()["clashes"] == []
    assert working.draft_of(topic).document["fields"]["name_en"] == "By the first"


def test_yesterdays_text_of_one_field_is_put_back_in_three_steps(desk, live_server):
    release = make_release(headline_en="Yesterday’s headline", standfirst_en="Old line")
    working.save(
        release, changed(release, headline_en="Today’s headline", standfirst_en="New line"), None, what="draft"
    )
    working.publish(release, None)
    desk.goto(address(release))
    steps = 0
    desk.get_by_role("link", name="History", exact=True).click()
    steps += 1
    desk.get_by_role("button", name="Put the earlier back: Headline (English)").first.click()
    steps += 1
    expect(desk.locator("#id_headline_en")).to_have_value("Yesterday’s headline")
    desk.get_by_role("button", name="Publish changes").click()
    steps += 1
    desk.wait_for_url("**/pressrelease/")
    assert steps == 3
    release.refresh_from_db()
    assert (release.headline_en, release.standfirst_en) == ("Yesterday’s headline", "New line")


def changed(item, **fields):
    document = working.document_of(item)
    return document | {"fields": document["fields"] | fields}
