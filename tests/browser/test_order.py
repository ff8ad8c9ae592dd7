"""Rows of a form in a browser: dragged by the mouse, moved with the keys, numbered without either."""

from playwright.sync_api import expect

from editions import models
from tests.admin.desk import address, make_editor
from tests.browser.test_desk import signed_in
from tests.factories import make_appearance, make_clause, make_document, make_session


def order_of(page):
    return page.locator("#clauses-group .inline-related:not(.empty-form) [id$=text_line_en]").evaluate_all(
        "(all) => all.map((one) => one.value)"
    )


def test_rows_are_dragged_and_moved_with_the_keys_and_stand_so_when_they_are_opened_again(page, live_server):
    document = make_document(status="draft", publish_at=None)
    for number, text in enumerate(("One", "Two", "Three"), 1):
        make_clause(document=document, number=number, text_line_en=text)
    page.set_viewport_size({"width": 1280, "height": 1600})
    signed_in(page, live_server, make_editor()).goto(address(document))
    handles = page.locator("#clauses-group .order-handle")
    handles.nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert order_of(page) == ["Two", "One", "Three"]
    handles.nth(2).scroll_into_view_if_needed()
    start, end = handles.nth(2).bounding_box(), handles.nth(0).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 60, steps=12)
    page.mouse.move(end["x"] + 5, end["y"] - 10, steps=6)
    page.mouse.up()
    assert order_of(page) == ["Three", "Two", "One"]
    expect(page.locator("[data-save-state]")).to_contain_text("Saved as draft")
    page.reload()
    assert order_of(page) == ["Three", "Two", "One"]
    page.locator("#clauses-group .add-row :is(a, button)").click()
    expect(page.locator("#clauses-group .order-handle")).to_have_count(4)
    page.locator("#clauses-group .inline-deletelink").last.click()
    assert order_of(page) == ["Three", "Two", "One"]
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/document/")
    assert [*models.Clause.objects.values_list("text_line_en", flat=True)] == ["Three", "Two", "One"]


def test_rows_that_change_places_keep_their_stretch_of_a_longer_list(page, live_server):
    session = make_session(status="draft", publish_at=None)
    rows = [make_appearance(session=session, order=order) for order in (26, 27, 30)]
    signed_in(page, live_server, make_editor()).goto(address(session))
    page.locator("#appearances-group .order-handle").nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/session/")
    assert [*models.Appearance.objects.values_list("pk", flat=True)] == [rows[n].pk for n in (1, 0, 2)]
    assert [*models.Appearance.objects.values_list("order", flat=True)] == [26, 27, 30]
