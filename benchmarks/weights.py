"""What the first view of every kind of page weighs, as a browser without a cache receives it, photographs left out.

    python -m benchmarks.weights [--all-languages]

Serves the sample forum from a folder of its own, or the site of VAR where that is set. Bytes are those that crossed the wire,
headers included; kB are 1000 bytes. Exits with 1 when a page is over a limit. Needs Chromium.
"""

import argparse
import os
import shutil
import sys
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.serving import LANGUAGES, addresses, served

MAX_ALL, MAX_CODE, MAX_REQUESTS = 75_000, 25_000, 6
CODE = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS"}


@dataclass
class Weight:
    """Bytes by what they were for; what is in ``/media/`` is a photograph and is not counted."""

    requests: int = 0
    by_type: dict[str, int] = field(default_factory=dict)

    @property
    def code(self) -> int:
        return sum(self.by_type.get(kind, 0) for kind in CODE)

    @property
    def all(self) -> int:
        return sum(self.by_type.values())

    @property
    def is_light(self) -> bool:
        return self.all <= MAX_ALL and self.code <= MAX_CODE and self.requests <= MAX_REQUESTS


def weigh(browser: Browser, address: str) -> Weight:
    """One visit with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    weight = Weight()

    def answered(event: dict) -> None:
        address = urlsplit(event["response"]["url"])
        if address.scheme != "data" and not address.path.startswith("/media/"):
            kinds[event["requestId"]] = event["type"]

    def finished(event: dict) -> None:
        if kind := kinds.get(event["requestId"]):
            weight.requests += 1
            weight.by_type[kind] = weight.by_type.get(kind, 0) + int(event["encodedDataLength"])

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(100)  # the last word on the last bytes
    context.close()
    return weight


def row(name: str, weight: Weight) -> str:
    code = [f"{weight.by_type.get(kind, 0) / 1000:7.1f}" for kind in CODE]
    fonts = weight.by_type.get("Font", 0) / 1000
    word = "pass" if weight.is_light else "FAIL"
    return f"{name:28}{''.join(code)}{weight.code / 1000:8.1f}{fonts:8.1f}{weight.all / 1000:8.1f}{weight.requests:5}  {word}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--all-languages", action="store_true", help="weigh each page in every language, not only in one"
    )
    languages = LANGUAGES if parser.parse_args().all_languages else LANGUAGES[:1]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium: apt-get install chromium")
    with served() as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        weights = {
            f"{name} ({language})": weigh(browser, f"{site}/{language}/{path}")
            for name, path in addresses(site).items()
            for language in languages
        }
        browser.close()
    print(f"\n{'kB, first view':28}{'HTML':>7}{'CSS':>7}{'JS':>7}{'code':>8}{'fonts':>8}{'all':>8}{'req':>5}")
    print("\n".join(row(name, weight) for name, weight in weights.items()))
    heavy = [name for name, weight in weights.items() if not weight.is_light]
    limits = f"code at most {MAX_CODE // 1000} kB, all at most {MAX_ALL // 1000} kB, at most {MAX_REQUESTS} requests"
    print(f"\n{len(weights) - len(heavy)} of {len(weights)} pages pass: {limits}.")
    sys.exit(bool(heavy))


if __name__ == "__main__":
    main()
