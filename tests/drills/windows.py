"""kill -9 under an editor's hands: a browser is open on a form that saves, keeps itself or publishes, and is told the truth."""

import random
import shutil

from playwright.sync_api import Error, Page, sync_playwright

from .places import Place, Seeds, Server

ROUNDS = 3  # of each deed
STATE = "[data-save-state]"
BUTTONS = {"save": "_save_draft", "publishing": "_publish"}


def windows(seeds: Seeds):
    yield from _struck(seeds.copy())


def windows_on_postgresql(seeds: Seeds):
    if seeds.postgres:
        yield from _struck(seeds.copy(postgres=True))


def _struck(place: Place):
    chromium = shutil.which("chromium")
    if not chromium:
        yield "kill -9 under a browser", place.on, "no Chromium here", True
        return
    key, *_more = place.inside("topics", count=1, status="published")
    with sync_playwright() as driver, place.served(workers=2) as server:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        site = f"http://localhost:{server.port}"
        context = browser.new_context(base_url=site, locale="en-GB")
        context.add_cookies([{"name": "sessionid", "value": place.inside("editors", count=1)[0], "url": site}])
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        for deed in ("autosave", *BUTTONS):
            seen = [round_of(place, server, page, key, deed, number) for number in range(ROUNDS)]
            lost, silent = (sum(one[n] for one in seen) for n in (0, 1))
            figure = f"{ROUNDS} kills, words lost {lost}, windows that did not say so {silent}"
            yield f"kill -9 under a browser during {deed}", place.on, figure, not lost and not silent
        browser.close()
    yield "the site after these", place.on, "verify", place.is_whole()


def round_of(place: Place, server: Server, page: Page, key: int, deed: str, number: int) -> tuple[bool, bool]:
    """Whether words were lost that a browser had in hand, and whether its page did not tell that the desk was away."""
    address = f"/admin/editions/topic/{key}/change/"
    page.goto(address, wait_until="load")
    first, later = f"Drill {deed} {number}", f"演習 {deed} {number}"
    page.fill("#id_name_en", first)
    if deed in BUTTONS:
        page.locator(f"[name={BUTTONS[deed]}]").click(no_wait_after=True)
        page.wait_for_timeout(random.uniform(0, 600))
    else:
        page.wait_for_timeout(random.uniform(1900, 2600))
    server.kill()
    is_open = still_open(page, first)
    silent = False
    if is_open:
        page.get_by_role("button", name="All languages", exact=True).click()
        page.fill("#id_name_ja", later)
        try:
            page.locator(STATE, has_text="cannot be reached").wait_for(timeout=15_000)
        except Error:
            silent = True
    server.begin()
    if not is_open:  # the browser's own page says that the site is away; the editor opens the form again
        page.goto(address, wait_until="load")
    wanted = {"name_en": first} | ({"name_ja": later} if is_open else {})
    return not kept(place, page, key, wanted), silent


def still_open(page: Page, typed: str) -> bool:
    """Whether the form stands there with what was typed in it."""
    page.wait_for_timeout(1500)  # a page on its way comes, or fails
    try:
        return page.locator("#id_name_en").input_value(timeout=500) == typed
    except Error:
        return False


def kept(place: Place, page: Page, key: int, wanted: dict[str, str]) -> bool:
    """Whether the words arrive at the desk within half a minute, without a hand."""
    for _n in range(10):
        page.wait_for_timeout(3000)
        there = place.inside("texts", key=key)
        if all(value in (there["draft"].get(name), there["row"].get(name)) for name, value in wanted.items()):
            return True
    return False
