"""Text pasted into an editor: one clean form whatever program it comes from, and what is left out is told."""

import pytest
from playwright.sync_api import expect

from editions import working
from editions.prose import clean_html
from tests import pastes
from tests.admin.desk import address, make_editor
from tests.browser.test_desk import signed_in
from tests.factories import make_page

PASTE = """(element, {html, text}) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  element.focus();
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def desk(page, live_server):
    return signed_in(page, live_server, make_editor(first_name="Test", last_name="Editor"))


def test_each_programs_text_is_pasted_in_one_clean_form_and_says_what_is_left_out(desk):
    item = make_page(body_en="", body_ja="", body_zh_hans="")
    desk.goto(address(item))
    row = desk.locator(".form-row:has(textarea[name='body_en'])")
    editor = row.locator(".tiptap")
    for html, text, words, told in (
        (pastes.WORD, "", "Second point", "1 comment."),
        (pastes.GOOGLE_DOCS, "", "struck", "The line through 1 passage"),
        (pastes.WPS, "", "第二项", ""),
        ("", pastes.PLAIN_JAPANESE, "第二段落です。", ""),
        (pastes.WEB_PAGE, "", "正文王某。", "8 buttons, menus or forms of the page."),
        (pastes.RUBY, "", "東京（とうきょう）で。", "3 readings above characters"),
        ("", pastes.WIRE, "It ends on the next day.", "1 line end that a page had set"),
    ):
        editor.click()
        desk.keyboard.press("Control+A")
        editor.evaluate(PASTE, {"html": html, "text": text})
        expect(editor).to_contain_text(words)
        if told:
            expect(row.locator(".left-out")).to_contain_text(told)
        else:
            expect(row.locator(".left-out li")).to_have_count(0)
        if html == pastes.WORD:
            assert editor.locator("ul > li").count() == 2
            assert editor.locator("strong").first.text_content() == "Bold"
            assert "taken out" not in editor.inner_text()
            expect(row.locator(".left-out")).to_contain_text("1 picture: photographs are items of their own.")
    # The languages of emphasised words stay too, and what the editor writes is the one form.
    editor.click()
    desk.keyboard.press("Control+A")
    text = '<p>The <em lang="ja">直播</em> of <span lang="zh-Hans">直播</span></p><ul><li><p>one</p></li></ul>'
    with desk.expect_response("**/paste/"):
        editor.evaluate(PASTE, {"html": text.replace("<p>one</p>", "one"), "text": ""})
    expect(editor).to_contain_text("直播")
    assert clean_html(row.locator("textarea").input_value()) == text
    editor.click()
    desk.keyboard.press("Control+A")
    editor.evaluate(PASTE, {"html": "", "text": pastes.WIRE})
    expect(editor).to_contain_text("It ends on the next day.")
    desk.get_by_role("button", name="Save draft").first.click()
    expect(desk.get_by_text("The draft is saved.")).to_be_visible()
    assert working.draft_of(item).document["fields"]["body_en"] == pastes.WIRE_JOINED


def test_one_step_back_parts_the_lines_that_were_joined_and_the_next_takes_the_text_away(desk):
    item = make_page(body_en="<p>Before.</p>", body_ja="", body_zh_hans="")
    desk.goto(address(item))
    row = desk.locator(".form-row:has(textarea[name='body_en'])")
    editor, stored = row.locator(".tiptap"), row.locator("textarea[name='body_en']")
    editor.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Enter")
    editor.evaluate(PASTE, {"html": "", "text": pastes.PDF})
    expect(row.locator(".left-out")).to_contain_text("4 line ends that a page had set")
    assert clean_html(stored.input_value()) == f"<p>Before.</p>{pastes.FROM_PDF}"
    desk.keyboard.press("Control+Z")
    expect(editor).to_contain_text("Bei-")
    assert clean_html(stored.input_value()) == f"<p>Before.</p>{clean_html(pastes.PDF)}"
    desk.keyboard.press("Control+Z")
    expect(editor).not_to_contain_text("Bei-")
    assert clean_html(stored.input_value()) == "<p>Before.</p>"
