"""`make screenshots`: every kind of page in each language, light and dark, wide and narrow, into screenshots/.

Shows the sample forum from a server of its own, or the site of VAR where that is set; then what is unusual, from the small
forum of the tests, in files whose names begin with "odd", and the desk. Needs Chromium. With ``--handbook`` the desk alone, kept
small in docs/img.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import desk_pictures
from tests.serving import LANGUAGES, ODD_PAGES, ROOT, addresses, served, served_odd

SCREENS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}},
    "wide-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
# What is below the first screen is loaded when it is scrolled to; a picture of the whole page wants it now.
ALL_PICTURES = """() => Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode().catch(() => null);
}))"""


def take(browser: Browser, site: str, pages: dict[str, str]) -> int:
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    count = 0
    for screen, options in SCREENS.items():
        context = browser.new_context(base_url=site, reduced_motion="reduce", **options)
        page = context.new_page()
        for language in LANGUAGES:
            for name, path in pages.items():
                page.goto(f"/{language}/{path}")
                page.evaluate(ALL_PICTURES)
                page.screenshot(
                    path=folder / f"{name}.{language}.{screen}.jpg", full_page=True, quality=80, type="jpeg"
                )
                count += 1
        context.close()
    return count


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        count = desk(browser)
        if "--handbook" not in sys.argv:
            with served() as site:
                count += take(browser, site, addresses(site))
            with served_odd() as site:
                count += take(browser, site, {f"odd-{name}": path for name, path in ODD_PAGES.items()})
        browser.close()
    print(f"{count} pictures in {ROOT / 'screenshots'}")


def desk(browser: Browser) -> int:
    """The pages of an editor's day, from a sample of their own: they write in it."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="forum-desk-") as own, served(own) as site:
        lines = (Path(own) / "env").read_text().splitlines()
        password = next(line.partition("=")[2] for line in lines if line.startswith("EDITOR_PASSWORD="))
        taken = desk_pictures.take(browser, site, password, folder)
    if "--handbook" in sys.argv:
        desk_pictures.keep(taken, ROOT / "docs" / "img")
    return len(taken)


if __name__ == "__main__":
    main()
