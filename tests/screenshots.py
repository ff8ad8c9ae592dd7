"""`make screenshots`: the main pages in each language, wide and narrow, light and dark, from a server of its own.

Shows the site of VAR (./var by default), and writes to screenshots/. Needs Chromium.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "",
    "editions": "editions/",
    "edition-20": "editions/20/",
    "programme-20": "editions/20/programme/",
    "speakers": "speakers/",
    "speaker": "speakers/wang-yi/",
    "press": "press/",
    "photos": "photos/",
    "documents": "documents/",
    "survey": "survey/",
    "not-found": "no/such/page/",
}
SCREENS = {"wide": (1280, 900, "light"), "narrow": (390, 844, "light"), "dark": (1280, 900, "dark")}


def serve(port: int) -> subprocess.Popen:
    environment = os.environ | {"PORT": str(port)}
    run = subprocess.Popen([sys.executable, "-m", "forumsite.serve"], cwd=ROOT, env=environment)
    for _ in range(1800):
        if run.poll() is not None:
            sys.exit("The server did not start.")
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5).close()
            return run
        except OSError:
            time.sleep(0.1)
    run.kill()
    sys.exit("The server did not answer.")


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium: apt-get install chromium fonts-noto-cjk")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    server = serve(port)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for screen, (width, height, scheme) in SCREENS.items():
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
                for language in ("en", "zh-hans", "ja"):
                    for name, path in PAGES.items():
                        page.goto(f"http://localhost:{port}/{language}/{path}")
                        page.screenshot(path=folder / f"{name}.{language}.{screen}.png", full_page=True)
                context.close()
            browser.close()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    print(f"{len(PAGES) * 3 * len(SCREENS)} pictures in {folder}")


if __name__ == "__main__":
    main()
