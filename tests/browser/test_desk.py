"""The desk in a browser: the strict content policy holds, three languages are typed, two editors do not overwrite."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from editions.models import Topic, roles
from tests.admin.desk import address, make_editor
from tests.factories import make_appearance, make_clause, make_release, make_session, make_topic


@pytest.fixture
def desk(page, live_server):
    """The page of an editor who is signed in."""
    return signed_in(page, live_server, make_editor())


def signed_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def typed_into_the_editor(page, name, text):
    editor = page.locator(f".form-row:has(textarea[name='{name}']) .tiptap")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_formatted_text_is_typed_in_three_languages(desk):
    release = make_release()
    desk.goto(address(release))
    words = {"en": ("English", "Words typed here"), "zh_hans": ("简体中文", "在此输入"), "ja": ("日本語", "ここに入力")}
    for code, (language, text) in words.items():
        desk.get_by_role("button", name=language, exact=True).click()
        typed_into_the_editor(desk, f"body_{code}", text)
        assert desk.locator(f"#id_headline_{code}").is_visible()
    assert not desk.locator("#id_headline_en").is_visible()
    desk.get_by_role("button", name="Publish changes").click()
    desk.wait_for_url("**/pressrelease/")
    release.refresh_from_db()
    for code, (_language, text) in words.items():
        assert getattr(release, f"body_{code}") == f"<p>{text}</p>"


def test_an_address_of_formatted_text_leads_into_its_editor(desk):
    desk.goto(f"{address(make_release())}#id_body_ja")
    expect(desk.locator(".field-body_ja .tiptap")).to_be_focused()


def test_a_form_only_looked_at_keeps_formatted_text_as_it_was(desk):
    html = '<h2>Title</h2><p>One <strong>bold</strong> word, <a href="https://a.example/" rel="noopener">a link</a></p>'
    table = "<table><tbody><tr><th>A</th><td>B</td></tr></tbody></table><ul><li>One</li><li>Two</li></ul>"
    release = make_release(body_en=html + table)
    release.refresh_from_db()
    before = release.body_en
    desk.goto(address(release))
    desk.locator("#id_byline").fill("Test byline")
    desk.get_by_role("button", name="Publish changes").click()
    desk.wait_for_url("**/pressrelease/")
    release.refresh_from_db()
    assert (release.byline, release.body_en) == ("Test byline", before)


def test_typing_beside_them_keeps_languages_links_and_tables(desk):
    html = (
        '<p lang="ja">日本語の段落</p><p>A <span lang="zh-Hans">词</span> and '
        '<a href="https://a.example/" hreflang="ja" rel="noopener">a link</a></p>'
        '<table><tbody><tr><th scope="row">A</th><td>B</td></tr></tbody></table><p>Last</p>'
    )
    release = make_release(body_en=html)
    desk.goto(address(release))
    desk.locator(".form-row:has(textarea[name='body_en']) .tiptap > p").last.click()
    desk.keyboard.press("End")
    desk.keyboard.insert_text(" words")
    desk.get_by_role("button", name="Publish changes").click()
    desk.wait_for_url("**/pressrelease/")
    release.refresh_from_db()
    kept = release.body_en.replace("<td><p>B</p></td>", "<td>B</td>").replace("<p>A</p></th>", "A</th>")
    assert kept.replace(' colspan="1"', "").replace(' rowspan="1"', "") == html.replace("Last", "Last words")


def test_languages_of_rows_follow_the_choice_new_ones_too(desk):
    clause = make_clause()
    desk.goto(address(clause.document))
    desk.get_by_role("button", name="日本語", exact=True).click()
    assert desk.locator("#id_clauses-0-text_line_ja").is_visible()
    assert not desk.locator("#id_clauses-0-text_line_en").is_visible()
    desk.locator("#clauses-group .add-row a").click()
    assert desk.locator("#id_clauses-1-text_line_ja").is_visible()
    assert not desk.locator("#id_clauses-1-text_line_en").is_visible()
    desk.get_by_role("button", name="All languages", exact=True).click()
    assert desk.locator("#id_clauses-1-text_line_en").is_visible()


def test_a_remark_leads_to_a_text_of_a_row_whichever_language_is_shown(desk):
    first = make_clause(number=1)
    second = make_clause(document=first.document, number=2)
    desk.goto(address(first.document))
    desk.get_by_role("button", name="日本語", exact=True).click()
    desk.goto("about:blank")
    desk.goto(address(first.document) + f"?to=clauses/{second.pk}/text_line_en#clauses-group")
    expect(desk.locator("#id_clauses-1-text_line_en")).to_be_focused()


def test_a_translator_finds_the_own_language_open_at_a_desk_of_another(page, live_server):
    roles.set_up_groups()
    translator = User.objects.create_user("translator", is_staff=True)
    translator.groups.set(Group.objects.filter(name="translator-ja"))
    signed_in(page, live_server, translator).goto(address(make_release(headline_ja="見出し")))
    expect(page.locator("#id_headline_ja")).to_be_visible()
    expect(page.get_by_role("button", name="English", exact=True)).to_be_disabled()


def test_without_scripts_all_languages_are_there_and_can_be_saved(browser, live_server):
    release = make_release()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = signed_in(context.new_page(), live_server, make_editor())
    page.goto(address(release))
    for code in ("en", "zh_hans", "ja"):
        assert page.locator(f"#id_headline_{code}").is_visible()
    page.locator("#id_headline_ja").fill("見出し")
    page.locator("input[name=_publish]").click()
    release.refresh_from_db()
    assert release.headline_ja == "見出し"
    context.close()


def test_two_editors_see_each_others_text_and_lose_none(browser, live_server):
    appearance = make_appearance(session=make_session(), title_en="Old title")
    pages = []
    for name in ("first", "second"):
        context = browser.new_context(base_url=live_server.url)
        pages.append(signed_in(context.new_page(), live_server, make_editor(username=name)))
    for page in pages:
        page.goto(address(appearance.session))
    one, two = pages
    for page, title in ((one, "Title by the first"), (two, "Title by the second")):
        page.locator("#id_appearances-0-title_en").fill(title)
        with page.expect_navigation():
            page.get_by_role("button", name="Publish changes").click()
    assert "Title by the first" in two.locator(".clash").first.inner_text()
    assert two.locator("#id_appearances-0-title_en").input_value() == "Title by the second"
    appearance.refresh_from_db()
    assert appearance.title_en == "Title by the first"
    two.get_by_role("button", name="Publish changes").click()
    two.wait_for_url("**/session/")
    appearance.refresh_from_db()
    assert appearance.title_en == "Title by the second"
    for page in pages:
        page.context.close()


def test_a_sign_in_that_ended_costs_no_word(desk, live_server):
    release = make_release()
    desk.goto(address(release))
    desk.locator("#id_byline").fill("Typed before the end")
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.get_by_role("button", name="Publish changes").click()
    desk.get_by_text("You are no longer signed in.").wait_for()
    assert desk.locator("#id_byline").input_value() == "Typed before the end"
    signed_in(desk, live_server, User.objects.get())
    desk.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)  # as a sign-in changes it
    desk.get_by_role("button", name="Publish changes").click()
    desk.wait_for_url("**/pressrelease/")
    release.refresh_from_db()
    assert release.byline == "Typed before the end"


def test_two_clicks_add_one_item(desk):
    desk.goto(address(Topic, "add"))
    desk.locator("#id_name_en").fill("Test topic")
    desk.get_by_role("button", name="Save", exact=True).dblclick()
    desk.wait_for_url("**/topic/")
    assert Topic.objects.count() == 1


def test_going_back_to_an_old_form_overwrites_nothing_unasked(desk):
    topic = make_topic(name_en="First")
    desk.goto(address(topic))
    desk.locator("#id_name_en").fill("Typed and saved")
    desk.get_by_role("button", name="Publish changes").click()
    desk.wait_for_url("**/topic/")
    Topic.objects.filter(pk=topic.pk).update(name_en="Put there by another")
    desk.go_back()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Publish changes").click()
    topic.refresh_from_db()
    assert topic.name_en == "Put there by another"
