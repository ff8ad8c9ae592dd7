"""An edition, or the whole site, as static files in one ZIP that opens from a stick: pages, pictures, calendars, data, a search.

The pages are the site's own, as a visitor is sent them; only what is public is in it. The same content gives the same bytes.
"""

from __future__ import annotations

import hashlib
import html
import json
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import override

from editions import models, open_data, public_files
from editions.importers import whole
from editions.visits import Visitor

MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file: the earliest a ZIP can say
SEARCH, INDEX, SCRIPT, MANIFEST = "search", "search-index.js", "js/archive-search.js", "manifest.json"
SEARCHED = 4000  # letters of a page that its search knows
# Pages that only a server can answer, and large packages: links to them lead to the site.
ONLINE = re.compile(r"^/[\w-]+/(report/|cards/|press/feed/)|\.zip$|/photos/archive/$")
WITH_ALL_BELOW = ("editions/", "press/")
_TAG = re.compile(r"<(a|area|link|img|source|script|form|use|image)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\b(href|src|srcset|action)="([^"]*)"')
_MODULE = re.compile(r'\s*<script type="module"[^>]*></script>')
_UNUSED = re.compile(r'\s*<link rel="(?:preload|manifest)"[^>]*>')
_IDS = re.compile(r'\bid="([^"]+)"')
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)

Progress = Callable[[str], None]


class Incomplete(Exception):
    """Links of the archive that lead nowhere: nothing was written."""

    def __init__(self, broken: list[str]) -> None:
        super().__init__("\n".join(broken))
        self.broken = broken


@dataclass(frozen=True, slots=True)
class Written:
    """What an archive holds."""

    pages: int
    files: int
    links: int
    bytes: int


def export(number: int | None, path: Path, progress: Progress = lambda _words: None) -> Written:
    """Write the archive of an edition, or of all with None. Raises Edition.DoesNotExist, and Incomplete where a link is broken."""
    archive = _Archive(number, progress)
    archive.gather()
    if broken := archive.broken():
        raise Incomplete(broken)
    return archive.write(path)


def scope_of(edition: models.Edition) -> tuple[str, ...]:
    """The addresses below a language whose pages belong to an edition, and those of the files that go with them."""
    speakers = models.Appearance.objects.published().filter(edition=edition).values("speaker")
    houses = models.Partnership.objects.published().filter(edition=edition).values("organisation")
    topics = models.Session.objects.published().filter(edition=edition).values("topic")
    rows: Iterable[Any] = (
        *models.Session.objects.published().filter(edition=edition),
        *models.Speaker.objects.published().filter(pk__in=speakers),
        *models.Organisation.objects.published().filter(pk__in=houses),
        *models.Topic.objects.published().filter(pk__in=topics),
        *models.PressRelease.objects.published().filter(edition=edition),
        *models.Photo.objects.published().filter(edition=edition),
        *models.Document.objects.published().filter(edition=edition),
        *models.Survey.objects.published().filter(edition=edition),
        *models.Page.objects.published(),
    )
    with override(settings.LANGUAGE_CODE):
        return (_below(edition.get_absolute_url()), *(_below(row.get_absolute_url()) for row in rows))


def tables_of(edition: models.Edition | None) -> Iterator[tuple[str, bytes]]:
    """The open data as files, of one edition or of all."""
    speakers = models.Appearance.objects.published().filter(edition=edition).values("speaker")
    narrowed: dict[str, dict[str, Any]] = {
        "editions": {"pk": edition and edition.pk},
        "sessions": {"edition": edition},
        "speakers": {"pk__in": speakers},
        "appearances": {"edition": edition},
        "releases": {"edition": edition},
        "survey": {"survey__edition": edition},
    }
    for name, table in open_data.TABLES.items():
        rows = list(table.values(**(narrowed[name] if edition else {})))
        yield f"data/{name}.csv", b"".join(open_data.as_csv(table, rows))
        yield f"data/{name}.json", b"".join(open_data.as_json({"table": name, "meaning": table.meaning}, rows))
        yield f"data/{name}.schema.json", _as_json(table.schema())


@dataclass
class _Archive:
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
        start = _below(self.edition.get_absolute_url()) if self.edition else ""
        codes = models.language_codes()
        self.waiting = [f"/{code}/{start}" for code in codes] + [f"/{code}/{SEARCH}/" for code in codes]
        self.seen = set(self.waiting)
        while self.waiting:
            self.take(self.waiting.pop(0))
        self.files["index.html"] = _entrance(f"{settings.LANGUAGE_CODE}/{start}index.html")
        self.files.update(tables_of(self.edition))
        if self.edition is None:
            self.files.update((f"{whole.FOLDER}/{one.kind}.csv", one.content) for one in whole.tables())
        self.files["search.js"] = _static(SCRIPT)
        self.files[INDEX] = b"var ARCHIVE = " + _as_json(sorted(self.found, key=lambda one: one["u"])) + b";\n"
        self.files["README.txt"] = _note(self.number).encode()

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
            self.found.append({"u": name, "l": code, "t": _plain(title[1]), "w": words})
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

    def write(self, path: Path) -> Written:
        """The ZIP, whole or not at all: files in the order of their names, and last what they are."""
        part = path.with_name(f"{path.name}.part")
        sums: dict[str, dict[str, Any]] = {}
        try:
            with zipfile.ZipFile(part, "w", compresslevel=9) as archive:
                for name in sorted({*self.files, *self.stored}):
                    sums[name] = _write(archive, name, self.files.get(name), self.stored.get(name, ""))
                _write(archive, MANIFEST, _as_json({"files": sums}), "")
            part.replace(path)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
        return Written(len(self.anchors), len(sums) + 1, len(self.links), path.stat().st_size)


def _write(archive: zipfile.ZipFile, name: str, content: bytes | None, stored: str) -> dict[str, Any]:
    info = zipfile.ZipInfo(name, MOMENT)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    if content is None:
        with default_storage.open(stored) as file:
            content = file.read()
    else:
        info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _static(name: str) -> bytes:
    """A file of the site's own, from where they are collected, or from its source. Raises FileNotFoundError."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def _below(address: str) -> str:
    """The part of an address below its language."""
    return address.split("/", 2)[2]


def _plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def _as_json(value: Any) -> bytes:
    # "<" is written so that no text can end the script it stands in.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).replace("<", "\\u003c").encode()


def _entrance(start: str) -> bytes:
    link = html.escape(quote(start))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Archive</title>'
        f'<meta http-equiv="refresh" content="0; url={link}"></head><body><p><a href="{link}">Archive</a></p></body></html>\n'
    ).encode()


def _note(number: int | None) -> str:
    with override(settings.LANGUAGE_CODE):
        terms = settings.SITE_URL + reverse("data")
    what = f"edition {number}" if number else "the whole site"
    return (
        f"Static copy of {what}, from {settings.SITE_URL}\n\n"
        "Open index.html in any browser; no network is needed. Links to what is not in this copy lead to the site.\n"
        "data/ has the record as CSV and JSON with the schemas of its rows; manifest.json has the SHA-256 of every file.\n\n"
        "Licence: whoever uses the data names the site and the source given with each value. Texts belong to those who issued\n"
        "them, photographs to those named with them; what they may be used for is said beside each.\n"
        f"See {terms}\n"
    )
