"""The files of an archive, asked of the site itself: every page with what it links, its links leading to the files beside it."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from editions import models, public_files
from editions.importers import whole
from editions.visits import Visitor

from . import packing
from .scope import as_json, below, scope_of, tables_of

SEARCH, INDEX, SCRIPT = "search", "search-index.js", "js/archive-search.js"
SEARCHED = 4000  # letters of a page that its search knows
# Pages that only a server can answer, and large packages: links to them lead to the site.
ONLINE = re.compile(r"^/[\w-]+/(report/|cards/|press/feed/)|\.zip$|/photos/archive/$|/programme/choose/$")
WITH_ALL_BELOW = ("editions/", "press/")
_TAG = re.compile(r"<(a|area|link|img|source|script|form|use|image)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\b(href|src|srcset|action)="([^"]*)"')
_MODULE = re.compile(r'\s*<script type="module"[^>]*></script>')
_UNUSED = re.compile(r'\s*<link rel="(?:preload|manifest)"[^>]*>')
_IDS = re.compile(r'\bid="([^"]+)"')
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
_WITHIN = re.compile(r"</?(?:span|em|strong|i|b|wbr|ruby|abbr|mark|time|bdi|sup|sub)\b[^>]*>")

Progress = Callable[[str], None]


@dataclass
class Gathered:
    """What is gathered: small files as bytes, stored files by where they lie; and every link with where it stands."""

    number: int | None
    progress: Progress
    files: dict[str, bytes] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    found: list[dict[str, str]] = field(default_factory=list)

    def gather(self) -> None:
        self.edition = models.Edition.objects.published().get(number=self.number) if self.number else None
        self.scope = scope_of(self.edition) if self.edition else ()
        self.visitor = Visitor()
        start = below(self.edition.get_absolute_url()) if self.edition else ""
        codes = models.language_codes()
        self.waiting = [f"/{code}/{start}" for code in codes] + [f"/{code}/{SEARCH}/" for code in codes]
        self.seen = set(self.waiting)
        while self.waiting:
            self.take(self.waiting.pop(0))
        self.files.update(tables_of(self.edition))
        if self.edition is None:
            self.files.update((f"{whole.FOLDER}/{one.kind}.csv", one.content) for one in whole.tables())
        self.files["search.js"] = _static(SCRIPT)
        self.files[INDEX] = b"var ARCHIVE = " + as_json(sorted(self.found, key=lambda one: one["u"])) + b";\n"
        self.files["README.txt"] = packing.note(self.number).encode()
        style = next((name for name in sorted(self.files) if re.fullmatch(r"static/css/site[.\w]*\.css", name)), "")
        self.files["index.html"] = packing.entrance(self.edition, start, style)

    def take(self, address: str) -> None:
        """One address of the site: a page with all it links, or a file as it is."""
        name = self.name_of(address)
        path = urlsplit(address).path
        if path.startswith(settings.STATIC_URL):
            self.take_static(name, path)
            return
        if path.startswith("/media/"):
            token, file_name = unquote(path).split("/")[2:4]
            file = public_files.find(token, file_name)
            if file is None:
                self.missing.append(address)
            else:
                self.stored[name] = file.path
            return
        answer = self.visitor.get(address)
        if answer.code != 200:
            self.missing.append(f"{address} ({answer.code})")
        elif answer.kind == "text/html":
            self.files[name] = self.page(address, name, answer.text).encode()
            if len(self.files) % 100 == 0:
                self.progress(f"{len(self.files)} files, {len(self.waiting)} more known")
        else:
            self.files[name] = answer.body

    def take_static(self, name: str, path: str) -> None:
        content = _static(unquote(path.removeprefix(settings.STATIC_URL)))
        self.files[name] = content
        if path.endswith(".css"):
            for target in _IN_STYLE.findall(content.decode()):
                if not target.startswith(("data:", "#")):
                    self.enlist(urljoin(path, urldefrag(target)[0]))

    def page(self, address: str, name: str, text: str) -> str:
        text = _UNUSED.sub("", _MODULE.sub("", text))
        self.anchors[name] = set(_IDS.findall(text))
        text = _TAG.sub(lambda tag: self.rewritten(tag[0], address, name), text)
        code = address.split("/")[1]
        if address == f"/{code}/{SEARCH}/":
            up = posixpath.relpath(".", posixpath.dirname(name))
            scripts = "".join(f'<script src="{up}/{script}"></script>' for script in (INDEX, "search.js"))
            return text.replace("</body>", f"{scripts}</body>")
        main, title = _MAIN.search(text), _TITLE.search(text)
        if main and title:
            words = _plain(main[0])[:SEARCHED]
            self.found.append({"u": name, "l": code, "t": _titled(title[1]), "w": words})
        return text

    def rewritten(self, tag: str, address: str, name: str) -> str:
        if 'rel="canonical"' in tag or 'rel="alternate"' in tag:
            return tag

        def value(match: re.Match[str]) -> str:
            attribute, written = match[1], html.unescape(match[2])
            if attribute == "srcset":
                parts = [part.split() for part in written.split(",") if part.strip()]
                new = ", ".join(" ".join([self.link(part[0], address, name), *part[1:]]) for part in parts)
            else:
                new = self.link(written, address, name)
            return f'{attribute}="{html.escape(new)}"'

        return _ATTRIBUTE.sub(value, tag)

    def link(self, written: str, address: str, name: str) -> str:
        """The same link from a file: to another file of the archive, else to the site."""
        if not written or written.startswith(("mailto:", "tel:", "data:")):
            return written
        if written.startswith("#"):
            self.links.append((name, name, unquote(written[1:])))
            return written
        if urlsplit(written).scheme or written.startswith("//"):
            return written
        target, fragment = urldefrag(urljoin(address, written))
        if not self.belongs(target):
            return settings.SITE_URL + target + (f"#{fragment}" if fragment else "")
        self.enlist(target)
        there = self.name_of(target)
        self.links.append((name, there, unquote(fragment)))
        relative = quote(posixpath.relpath(there, posixpath.dirname(name) or "."))
        return relative + (f"#{fragment}" if fragment else "")

    def enlist(self, address: str) -> None:
        if address not in self.seen:
            self.seen.add(address)
            self.waiting.append(address)

    def belongs(self, address: str) -> bool:
        """Whether an address is a file of this archive."""
        parts = urlsplit(address)
        if parts.path.startswith((settings.STATIC_URL, "/media/", "/icons/")):
            return True
        code, _slash, below = parts.path.lstrip("/").partition("/")
        if code not in models.language_codes() or ONLINE.search(parts.path):
            return False
        if below == f"{SEARCH}/":
            return not parts.query
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        if set(asked) - {"page"} or not asked.get("page", "1").isdigit():
            return False
        return not self.scope or any(
            below == one
            or below.startswith(f"{one[:-1]}.")  # its files: calendars, texts, references
            or (one.startswith(WITH_ALL_BELOW) and below.startswith(one))
            for one in self.scope
        )

    def name_of(self, address: str) -> str:
        parts = urlsplit(address)
        name = unquote(parts.path).lstrip("/")
        number = dict(parse_qsl(parts.query)).get("page")
        return name if name and not name.endswith("/") else f"{name}{f'page-{number}' if number else 'index'}.html"

    def broken(self) -> list[str]:
        """Every link of the archive whose file or place in it is not there."""
        there = {*self.files, *self.stored}
        lost = [f"{page}: {target}" for page, target, _fragment in self.links if target not in there]
        lost += [
            f"{page}: {target}#{fragment}"
            for page, target, fragment in self.links
            if fragment and target in self.anchors and fragment not in self.anchors[target]
        ]
        return sorted({*lost, *(f"the site: {one}" for one in self.missing)})


def _static(name: str) -> bytes:
    """A file of the site's own, from where they are collected, or from its source. Raises FileNotFoundError."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def _titled(markup: str) -> str:
    """What a page is called without the name of the site behind it."""
    title = _plain(markup)
    return title.rpartition(" – ")[0] or title


def _plain(markup: str) -> str:
    """The words of a page: a tag within a line parts none, any other does."""
    words = re.sub(r"<[^>]*>", " ", _WITHIN.sub("", markup))
    return re.sub(r"\s+", " ", html.unescape(words).replace("\u00ad", "").replace("\u200b", "")).strip()
