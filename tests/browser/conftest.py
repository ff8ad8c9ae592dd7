"""A real browser against a real server; a page that complains in the console fails its test.

A test that asks for ``site`` shares one server and one world of content with its module, and changes nothing in it.
Any other has the database to itself.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import worlds

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver runs an event loop beside our database calls


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction="site" not in item.fixturenames))


@pytest.fixture(autouse=True)
def _files_of_one_test():
    """The world's photographs outlive a test: all files stay in the folder of this run."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


def listened_to(page: Page) -> list[str]:
    """What the page complains of from now on: refused by the policy, not found, failed in a script."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(f"{said.text} {said.location}") if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh window on the site; addresses are relative."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints = listened_to(page)
    yield page
    context.close()
    # A form that keeps itself is told by a refusal that a new sign-in has outdated its token, and asks again.
    assert not [said for said in complaints if "/autosave/" not in said]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of a server that shows the world of tests/worlds.py."""
    with django_db_blocker.unblock():
        worlds.make_world()
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """``window(width=320, color_scheme="dark", ...)``: a window on the shared site, with any option of a context."""
    contexts: list[BrowserContext] = []
    heard: list[list[str]] = []

    def opened(width: int = 1280, height: int = 900, **options) -> Page:
        context = browser.new_context(base_url=site, viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        heard.append(listened_to(page))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [said for complaints in heard for said in complaints if "404" not in said]
