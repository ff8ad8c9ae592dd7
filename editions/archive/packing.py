"""The ZIP of an archive: its files in the order of their names, what they are, the page it opens with, and a note."""

from __future__ import annotations

import hashlib
import html
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from editions import models, wording

from .scope import as_json

MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file: the earliest a ZIP can say
MANIFEST = "manifest.json"


def pack(path: Path, files: Mapping[str, bytes], stored: Mapping[str, str]) -> int:
    """Write the ZIP, whole or not at all: ``files`` by their names, ``stored`` by where they lie, and last what they are.

    The number of files in it.
    """
    part = path.with_name(f"{path.name}.part")
    sums: dict[str, dict[str, Any]] = {}
    try:
        with zipfile.ZipFile(part, "w", compresslevel=9) as archive:
            for name in sorted({*files, *stored}):
                sums[name] = _write(archive, name, files.get(name), stored.get(name, ""))
            _write(archive, MANIFEST, as_json({"files": sums}), "")
        part.replace(path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return len(sums) + 1


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


def entrance(edition: models.Edition | None, start: str, style: str) -> bytes:
    """The page that the archive opens with: in each language its first page and its search. ``start`` is below a language."""
    sections = []
    for code, name in settings.LANGUAGES:
        with override(code):
            tag = wording.html_lang(code)
            title = str(edition) if edition else forum_name()
            links = [(f"{code}/{start}index.html", _("Open the pages")), (f"{code}/search/index.html", _("Search"))]
            items = "".join(
                f'<li><a href="{html.escape(quote(href))}">{html.escape(label)}</a></li>' for href, label in links
            )
            sections.append(
                f'<section lang="{tag}"><p class="label">{html.escape(name)}</p>'
                f'<h2>{html.escape(title)}</h2><ul class="row">{items}</ul></section>'
            )
    data = "".join(f'<li><a href="{name}">{name}</a></li>' for name in ("README.txt", MANIFEST, "data/editions.csv"))
    sheet = f'<link rel="stylesheet" href="{html.escape(quote(style))}">' if style else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>Archive</title>{sheet}</head><body class="page"><main class="page-head">'
        f'<h1 class="visually-hidden">Archive</h1>{"".join(sections)}<ul class="row meta">{data}</ul></main></body></html>\n'
    ).encode()


def forum_name() -> str:
    """What it is called in the language of the moment; where it has no name of its own there, what its sides call it."""
    forum = models.Forum.objects.first()
    own = forum.text("name") if forum else None
    if own and not own.is_fallback:
        return str(own)
    return " – ".join(dict.fromkeys(str(side.text("forum_name")) for side in models.Side.objects.all()))


def note(number: int | None) -> str:
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
