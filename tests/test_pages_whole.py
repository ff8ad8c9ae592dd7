"""Every public page of a small world in three languages: followed link by link, and read as a machine reads it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from editions import urls, wording
from tests import worlds

LANGUAGES = [code for code, _name in settings.LANGUAGES]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HAN, KANA = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u3041-\u30fa]")
# What a page may load, by tag and attribute.
LOADED = {
    ("img", "src"),
    ("script", "src"),
    ("source", "srcset"),
    ("img", "srcset"),
    ("iframe", "src"),
    ("link", "href"),
}


# Addresses that are files rather than pages; their own tests look into them.
FILES = {"edition-photo-archive", "press-feed", "edition-press-feed", "press-text", "press-bibtex", "press-ris"}
FILES |= {"press-kit", "edition-kit"}
FILES |= {"report-thanks"}  # nor a page that a link leads to
FILES |= {"programme-calendar", "session-calendar", "edition-data", "edition-schedule"}


class Reader(HTMLParser):
    """A page as it is read: its tags, the text with the language it stands under, links and headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.texts: list[tuple[str, str]] = []
        self.title = ""
        self.open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        language = attributes.get("lang") or self.language
        for name in ("alt", "title", "aria-label", "content", "placeholder"):
            if attributes.get(name) and (name != "content" or attributes.get("name") == "description"):
                self.texts.append((attributes[name], language))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "title" and "svg" not in [tag for tag, _language in self.open]:
            self.title += data
        is_data = self.open and self.open[-1][0] == "script"  # says its language itself
        if data.strip() and not is_data:
            self.texts.append((data.strip(), self.language))

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _attributes in self.tags if re.fullmatch(r"h[1-6]", tag)]

    @property
    def description(self) -> str:
        return next((meta["content"] for meta in self.all("meta") if meta.get("name") == "description"), "")


@dataclass
class Crawl:
    """Pages by address, and every address that did not answer, with the page that names it."""

    pages: dict[str, Reader] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def crawl(client: Client) -> Crawl:
    found, waiting = Crawl(), {f"/{code}/": "the start" for code in LANGUAGES}
    seen = set(waiting)
    anchors: list[tuple[str, str, str]] = []
    while waiting:
        address, named_by = waiting.popitem()
        response = client.get(address)
        if response.status_code in (301, 302):
            target = urljoin(address, response["Location"])
            if target not in seen:
                seen.add(target)
                waiting[target] = address
            continue
        if response.status_code != 200:
            found.broken.append(f"{response.status_code} {address} on {named_by}")
            continue
        if not response.get("Content-Type", "").startswith("text/html"):
            list(response)  # a file is closed once it is read
            continue
        page = found.pages[address] = Reader(response.content.decode())
        for tag, attributes in page.tags:
            links = [attributes.get(name) for name in ("href", "src", "action")] if tag != "link" else []
            links += [part.split()[0] for part in (attributes.get("srcset") or "").split(",") if part.strip()]
            for link in filter(None, links):
                target, fragment = urldefrag(urljoin(address, link))
                if urlsplit(target).netloc or target.startswith(("mailto:", "tel:", settings.STATIC_URL)):
                    continue
                if "/report/?" in target and not target.endswith(worlds.KINDS["report"]):
                    continue  # every page leads to its own, the same form
                if fragment:
                    anchors.append((target, fragment, address))
                if target not in seen:
                    seen.add(target)
                    waiting[target] = address
    for target, fragment, address in anchors:
        if target in found.pages and fragment not in {tag.get("id") for _name, tag in found.pages[target].tags}:
            found.broken.append(f"{target}#{fragment} on {address}")
    return found


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole site read once; the world is taken back afterwards."""
    from django.db import transaction
    from django.test import override_settings

    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path_factory.mktemp("files")}
    storages = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        worlds.make_world(speakers=7, parallel=4)
        yield crawl(Client())
        transaction.set_rollback(True)


def language_of(address: str) -> str:
    return address.split("/")[1]


pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]  # it is templates that are read here


def test_every_kind_of_page_has_its_place_in_the_world():
    pages = {
        pattern.name for pattern in urls.urlpatterns if str(pattern.pattern).endswith("/") or not str(pattern.pattern)
    }
    assert pages - FILES <= set(worlds.KINDS)


def test_every_kind_of_page_is_reached_by_links_in_every_language(found):
    missing = [f"/{code}/{path}" for code in LANGUAGES for path in worlds.KINDS.values()]
    assert [address for address in missing if address not in found.pages] == []


def test_no_link_and_no_picture_leads_nowhere(found):
    assert found.broken == []


def test_every_page_names_its_language_and_has_one_first_heading_and_no_gap_below(found):
    wrong = {}
    for address, page in found.pages.items():
        levels = page.headings
        gaps = [f"h{one} then h{two}" for one, two in pairwise(levels) if two > one + 1]
        if levels.count(1) != 1 or levels[0] != 1 or gaps:
            wrong[address] = gaps or levels
        if page.all("html")[0].get("lang") != wording.html_lang(language_of(address)):
            wrong[address] = page.all("html")[0]
    assert wrong == {}


def test_every_page_has_a_title_and_a_description_of_its_own(found):
    pages = [(language_of(address), address, page) for address, page in found.pages.items() if "?" not in address]
    for what in ("title", "description"):
        said: dict[tuple[str, str], list[str]] = {}
        for language, address, page in pages:
            said.setdefault((language, getattr(page, what)), []).append(address)
        twice = [f"{what} {text[1]!r}: {places[:4]}" for text, places in said.items() if len(places) > 1 or not text[1]]
        assert not twice, "\n".join(twice)


def test_a_title_is_written_once_in_its_own_language_and_escaped_once(found):
    opening = found.pages["/en/press/2020/opening/"]
    assert opening.title == "The test forum opens & goes on – Eastville–Westville Forum"
    assert found.pages["/en/press/2020/one-language/"].all("title")[0] == {"lang": "ja"}
    assert found.pages["/en/press/2020/one-language/"].title == "日本語だけの発表"


def test_a_page_of_an_error_names_each_language_in_that_language(client):
    page = Reader(client.get("/ja/no/such/page/").content.decode())
    assert {("English", "en"), ("简体中文", "zh-Hans"), ("日本語", "ja")} <= set(page.texts)


def test_every_picture_says_what_it_shows_and_how_large_it_is(found):
    wrong = {
        f"{image.get('src')} on {address}"
        for address, page in found.pages.items()
        for image in page.all("img")
        if not ({"alt", "width", "height"} <= set(image))
    }
    assert wrong == set()


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_written_into_the_page(found):
    for address, page in found.pages.items():
        for tag, attributes in page.tags:
            assert not any(name.startswith("on") or name == "style" for name in attributes), (address, tag, attributes)
            assert tag != "style", address
            assert tag != "script" or "src" in attributes or attributes.get("type") == "application/ld+json", address
            if tag == "link" and attributes.get("rel") in {"canonical", "alternate"}:
                continue
            for name in {name for kind, name in LOADED if kind == tag and attributes.get(name)}:
                assert not urlsplit(attributes[name].split()[0]).netloc, (address, attributes)


def test_every_text_in_another_script_says_its_language(found):
    wrong = set()
    for address, page in found.pages.items():
        for text, language in page.texts:
            mistaken = KANA.search(text) and not language.startswith("ja")
            if mistaken or (HAN.search(text) and language[:2] not in {"zh", "ja"}):
                wrong.add(f"{text[:40]!r} under {language} on {address}")
    assert not wrong, "\n".join(sorted(wrong))


def test_an_identifier_stands_once_on_a_page(found):
    for address, page in found.pages.items():
        ids = Counter(attributes["id"] for _tag, attributes in page.tags if "id" in attributes)
        assert [one for one, times in ids.items() if times > 1] == [], address


def test_languages_point_to_each_other_and_only_to_texts_that_are_ready(found):
    page = found.pages["/ja/press/2020/opening/"]
    alternates = {
        link["hreflang"]: link["href"]
        for link in page.all("link")
        if link.get("rel") == "alternate" and "hreflang" in link
    }
    assert {code: urlsplit(href).path for code, href in alternates.items() if code in {"en", "zh-Hans", "ja"}} == {
        wording.html_lang(code): f"/{code}/press/2020/opening/" for code in LANGUAGES
    }
    assert urlsplit(alternates["x-default"]).path == "/en/press/2020/opening/"


def test_a_page_in_a_language_without_its_text_is_kept_out_of_indexes_and_leads_to_the_one_there_is(found):
    page = found.pages["/en/press/2020/one-language/"]
    links = {link.get("hreflang") or link["rel"]: urlsplit(link["href"]).path for link in page.all("link")}
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert links["canonical"] == links["x-default"] == links["ja"] == "/ja/press/2020/one-language/"
    assert "en" not in links
    assert "zh-Hans" not in links
    assert {"name": "robots", "content": "noindex"} not in found.pages["/ja/press/2020/one-language/"].all("meta")
