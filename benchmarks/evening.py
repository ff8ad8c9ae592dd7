"""Two hundred photographs through the desk in a real browser: how long it takes, how many cores, and where the time goes.

    python -m benchmarks.evening [--photos 200] [--megapixels 24] [--pictures FOLDER]

After that what an editor does with them: captions, credit and rights filled in for all, the ready ones published, and the readers'
gallery looked at. With --pictures a screenshot of each stage is kept. Serves the sample forum from a folder of its own with as many workers as there are cores. The photographs are one picture made
here, each with a comment of its own, so that no two are the same bytes. Needs Chromium and /proc.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.photos import make_photograph
from tests.pictures import make_exif
from tests.serving import served

EDITION = 20
TEXTS = (
    ("en", "The evening, {date}", "People on a stage"),
    ("zh-hans", "{date}，会场", "台上的人们"),
    ("ja", "会場、{date}", "壇上の人々"),
)
PASSWORD = "only for this benchmark"
TICK = os.sysconf("SC_CLK_TCK")


def make_files(folder: Path, count: int, megapixels: float) -> None:
    width = round((megapixels * 1_500_000) ** 0.5)
    content = make_photograph(width, width * 2 // 3)
    for number in range(count):
        note = f"photograph {number}".encode()
        taken = datetime(2024, 12, 4, 9, tzinfo=UTC) + timedelta(seconds=20 * number)
        exif = make_exif({}, {0x9003: f"{taken:%Y:%m:%d %H:%M:%S}"})
        segments = segment(b"\xff\xe1", exif) + segment(b"\xff\xfe", note)
        (folder / f"IMG_{number:04}.jpg").write_bytes(content[:2] + segments + content[2:])


def segment(mark: bytes, content: bytes) -> bytes:
    return mark + (len(content) + 2).to_bytes(2, "big") + content


def processor_seconds(var: str) -> float:
    """Of every process that serves this folder, by what its environment says."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = f"VAR={var}".encode() in (folder / "environ").read_bytes().split(b"\0")
            if is_ours and not any(word in (folder / "cmdline").read_bytes() for word in (b"chrom", b"playwright")):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return total / TICK


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--megapixels", type=float, default=24)
    parser.add_argument("--pictures", type=Path, help="a folder for a screenshot of each stage")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as var:
        make_files(Path(name), options.photos, options.megapixels)
        os.environ |= {"VAR": var, "EDITOR_PASSWORD": PASSWORD}
        play(Path(name), var, options)


class Stages:
    """What is done one after another, and what each took by the clock and of the site's processor."""

    def __init__(self, page: Page, var: str, pictures: Path | None) -> None:
        self.page, self.var, self.pictures, self.count = page, var, pictures, 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        before, start = processor_seconds(self.var), time.monotonic()
        yield
        wall, processor = time.monotonic() - start, processor_seconds(self.var) - before
        print(
            f"{name:24}{wall:7.1f} s by the clock, {processor:6.1f} s of processor of the site, {processor / wall:.1f} cores"
        )
        self.count += 1
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.pictures / f"{self.count}-{name.replace(' ', '-')}.png")


def play(files: Path, var: str, options: argparse.Namespace) -> None:
    with served() as site:
        size = sum(path.stat().st_size for path in files.iterdir()) / 1e6
        print(f"{options.photos} files of {options.megapixels:g} megapixels, {size:.0f} MB; {os.cpu_count()} cores")
        with sync_playwright() as driver:
            found = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
            page = browser.new_page(base_url=site, locale="en-GB", viewport={"width": 1400, "height": 1000})
            page.set_default_timeout(1_800_000)
            evening(page, Stages(page, var, options.pictures), sorted(files.iterdir()))
            browser.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"browser and all others: {used.ru_utime + used.ru_stime:.1f} s of processor since the beginning")


def evening(page: Page, stages: Stages, files: list[Path]) -> None:
    page.goto("/admin/")
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    page.goto("/admin/editions/photo/desk/")
    label = page.locator("#desk-edition option", has_text=f"{EDITION}th").text_content()
    page.locator("#desk-edition").select_option(label=label)
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url("**/desk/*/")
    count = len(files)
    with stages.stage("taken in"):
        page.locator("#desk-files").set_input_files(files)
        page.locator("#desk-progress", has_text=f"{count} of {count} files are in.").wait_for()
    print(f"{page.locator('.desk-file').count()} not taken in")
    with stages.stage("loaded again"):
        page.reload()
        page.locator(".desk-row").nth(count - 1).wait_for(state="attached")
    with stages.stage("filled in"):
        page.locator("#desk-all").check()
        page.get_by_text("Fill in", exact=True).click()
        for code, caption, alt in TEXTS:
            page.locator(f"[name=caption][data-code={code}]").fill(caption)
            page.locator(f"[name=alt][data-code={code}]").fill(alt)
        page.locator("#desk-fill [name=credit]").fill("Test Photographer")
        page.locator("#desk-fill [name=rights]").select_option("house")
        page.get_by_text("Fill what is chosen", exact=True).click()
        page.locator("#desk-said", has_text=f"{count} filled.").wait_for()
    with stages.stage("published"):
        page.locator("#desk-publish").click()
        page.locator("#desk-said", has_text=f"{count} photographs are published.").wait_for()
    with stages.stage("the readers’ gallery"):
        page.goto(f"/en/editions/{EDITION}/photos/")
        page.locator(".gallery img").first.evaluate("image => image.decode()")
    print(f"{page.locator('.gallery li').count()} on the first page of the gallery")
    with stages.stage("the viewer"):
        page.locator(".gallery a").first.click()
        for _n in range(60):  # past the end of the first page
            before = page.url
            page.keyboard.press("ArrowRight")
            page.wait_for_url(lambda url, before=before: url != before)
        page.locator("dialog.viewer img").evaluate("image => image.decode()")


if __name__ == "__main__":
    main()
