"""Two hundred photographs through the desk in a real browser: how long it takes, how many cores, and where the time goes.

    python -m benchmarks.evening [--photos 200] [--megapixels 24]

Serves the sample forum from a folder of its own with as many workers as there are cores. The photographs are one picture made
here, each with a comment of its own, so that no two are the same bytes. Needs Chromium and /proc.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.photos import make_photograph
from tests.serving import served

PASSWORD = "only for this benchmark"
TICK = os.sysconf("SC_CLK_TCK")


def make_files(folder: Path, count: int, megapixels: float) -> None:
    width = round((megapixels * 1_500_000) ** 0.5)
    content = make_photograph(width, width * 2 // 3)
    for number in range(count):
        note = f"photograph {number}".encode()
        segment = b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note
        (folder / f"IMG_{number:04}.jpg").write_bytes(content[:2] + segment + content[2:])


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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as var:
        make_files(Path(name), options.photos, options.megapixels)
        os.environ |= {"VAR": var, "EDITOR_PASSWORD": PASSWORD}
        play(Path(name), var, options)


def play(files: Path, var: str, options: argparse.Namespace) -> None:
    with served() as site:
        size = sum(path.stat().st_size for path in files.iterdir()) / 1e6
        print(f"{options.photos} files of {options.megapixels:g} megapixels, {size:.0f} MB; {os.cpu_count()} cores")
        with sync_playwright() as driver:
            found = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
            page = browser.new_page(base_url=site)
            page.set_default_timeout(1_800_000)
            page.goto("/admin/")
            page.locator("[name=login]").fill("editor")
            page.locator("[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.wait_for_url("**/admin/")
            page.goto("/admin/editions/photo/desk/")
            before, start = processor_seconds(var), time.monotonic()
            page.locator("#desk-files").set_input_files(sorted(files.iterdir()))
            page.locator("#desk-progress", has_text=f"{options.photos} of {options.photos} files are in.").wait_for()
            wall, processor = time.monotonic() - start, processor_seconds(var) - before
            stopped = page.locator(".desk-file").count()
            browser.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{wall:.1f} s by the clock, {wall / options.photos:.2f} s a photograph; {stopped} not taken in")
    print(
        f"the site: {processor:.1f} s of processor, {processor / options.photos:.2f} a photograph, {processor / wall:.1f} cores"
    )
    print(f"browser and all others: {used.ru_utime + used.ru_stime:.1f} s of processor since the beginning")


if __name__ == "__main__":
    main()
