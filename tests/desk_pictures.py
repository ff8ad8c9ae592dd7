"""Pictures of the desk for its handbook, from the sample forum on a server of our own: an editor's day in five pages."""

import csv
import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 1280, 860
KEPT_WIDTH = 960  # pixels of what is kept in docs/img


def take(browser: Browser, site: str, password: str, folder: Path) -> list[Path]:
    """Sign in, write a little, and take each page; the sample is changed by it."""
    context = browser.new_context(base_url=site, viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
    page = context.new_page()
    page.goto("/admin/")
    page.fill("[name=login]", "editor")
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    taken = []

    def picture(name: str, of: str = "") -> None:
        path = folder / f"desk-{name}.png"
        if of:
            page.locator(of).first.scroll_into_view_if_needed()
        page.screenshot(path=path)
        taken.append(path)

    release = a_release(page)
    page.goto(release)
    headline = page.locator("#id_headline_en")
    headline.fill(f"{headline.input_value()} with a call for dialogue")
    page.get_by_role("button", name="Save draft", exact=True).first.click()
    page.get_by_text("The draft is saved").wait_for()
    page.goto(release)
    picture("release")
    page.goto(release.replace("/change/", "/history/"))
    picture("history", of=".history__changes")
    bring_before_the_gate(page)
    picture("gate")
    try_a_table(page)
    picture("table")
    page.goto("/admin/")
    picture("today")
    context.close()
    return taken


def a_release(page: Page) -> str:
    page.goto("/admin/editions/pressrelease/")
    address = page.locator("#result_list tbody th a").first.get_attribute("href")
    return re.sub(r"\?.*", "", address or "")


def bring_before_the_gate(page: Page) -> None:
    """A release that is not finished: one language lacks its text, and two do not say the same."""
    page.goto("/admin/editions/pressrelease/add/", wait_until="load")
    page.get_by_role("button", name="All languages", exact=True).click()
    page.fill("#id_headline_en", "The 22nd forum sets out its programme")
    page.fill("#id_headline_zh_hans", "论坛公布日程")
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("heading", name="Publish “The 22nd forum sets out its programme”").wait_for()


def try_a_table(page: Page) -> None:
    """The sessions of an edition given out, two cells changed, and brought back."""
    given = page.request.get("/admin/editions/session/tables/sessions.csv").body().decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(given, newline="")) if row["edition"] == "20"]
    for row in rows[:2]:
        row["room_en"] = f"{row['room_en']} (second floor)".strip()
    rows[2]["title_en"] = f"{rows[2]['title_en']}: what comes next"
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    page.goto("/admin/editions/session/tables/")
    content = {"name": "sessions.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode("utf-8-sig")}
    page.set_input_files("[name=file]", files=[content])
    page.get_by_role("button", name="Try the table").click()
    page.get_by_role("heading", name="Row by row").wait_for()


def keep(taken: list[Path], folder: Path) -> None:
    """Small copies for the handbook."""
    for path in taken:
        with Image.open(path) as image:
            small = image.convert("RGB").resize((KEPT_WIDTH, round(image.height * KEPT_WIDTH / image.width)))
            small.save(folder / f"{path.stem}.webp", quality=72, method=6)
