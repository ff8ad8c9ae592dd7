"""What the shared components take, made from what the views have: pages of a list, sources, pictures, rows of lists."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import charts, wording
from editions.languages import Text, language_name, language_of_characters
from editions.models import (
    Appearance,
    Coverage,
    Document,
    Edition,
    Link,
    Photo,
    PressRelease,
    Side,
    Sourced,
    Speaker,
    Translated,
    language_codes,
)
from editions.paths import addresses

SHOWN = ("small", "medium", "large")


def pagination(request: HttpRequest, page: Page) -> dict:
    """For components/pagination.html: addresses keep the filters, and the first page has no number."""

    def address(number: int) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        if number > 1:
            query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}" if query else request.path

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
        "links": [
            {
                "label": number,
                "url": address(number) if isinstance(number, int) else "",
                "current": number == page.number,
            }
            for number in numbers
        ],
    }


def sources(*items: Sourced) -> list[dict]:
    """For components/sources.html: every address once, named by its host; several of one host are numbered.

    One query where there are any: which of them are gone.
    """
    urls = dict.fromkeys(url for item in items for url in item.source_list)
    dead = Link.objects.dead_among(urls)
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc.removeprefix("www."), []).append(url)
    return [
        {"url": url, "host": f"{host} ({number})" if len(theirs) > 1 else host, "is_dead": url in dead}
        for host, theirs in by_host.items()
        for number, url in enumerate(theirs, start=1)
    ]


def image(photo: Photo, names: tuple[str, ...] = SHOWN) -> dict | None:
    """For components/picture.html: the sizes readers see, the smallest as the plain one; None when none was made."""
    sizes = {item["width"]: item for name in names if (item := photo.rendition(name))}
    if not sizes:
        return None
    media = addresses("media", 2)
    urls = {width: media(photo.token, item["file"]) for width, item in sizes.items()}
    middle = sizes[sorted(sizes)[len(sizes) // 2]]
    return {
        "src": urls[middle["width"]],
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(urls.items())),
        "width": str(middle["width"]),  # as words: a number is written by the rules of each language
        "height": str(middle["height"]),
    }


def wordings(item, field: str) -> dict:
    """``shown`` to this reader; ``is_ours`` when it is our translation; ``originals``, the official wordings it is made from."""
    shown = item.text(field)
    official = [
        code
        for code in language_codes()
        if getattr(item, build_localized_fieldname(f"{field}_is_official", code)) and code in item.languages_of(field)
    ]
    is_ours = bool(shown) and shown.language not in official
    return {
        "shown": shown,
        "is_ours": is_ours,
        "originals": [item.text(field, code) for code in official] if is_ours else [],
    }


def placement(edition: Edition, sides: list[Side]) -> charts.Placement:
    """Where on the thread between the two sides: with its host, with both, or between them when it met online."""
    hosts = {side.pk for side in edition.host_sides}
    if edition.mode == Edition.Mode.ONLINE or not hosts:
        return charts.Placement.MIDDLE
    if len(hosts) > 1:
        return charts.Placement.BOTH
    return charts.Placement.SIDE_A if sides and sides[0].pk in hosts else charts.Placement.SIDE_B


def palette(edition: Edition) -> str:
    """The colour of the one side that hosts it; empty, which is ink, for both or neither."""
    hosts = edition.host_sides
    return hosts[0].palette if len(hosts) == 1 and edition.mode != Edition.Mode.ONLINE else ""


def release(one: PressRelease, address: Callable[..., str]) -> dict:
    """For components/releases.html; ``address`` is ``addresses("press-detail", 2)``. Languages carry their own names."""
    url, asked, ready = address(one.year, one.slug), get_language() or "", one.ready_languages
    date, beyond_language = one.dateline_date or (one.publish_at and one.publish_at.date()), url.split("/", 2)[2]
    return {
        "title": one.text("headline", asked),
        "url": url,
        "date": iso(date),
        "day": wording.date(date, asked),
        "standfirst": one.text("standfirst", asked),
        "place": one.text("dateline_city", asked),
        "kind": one.get_kind_display(),
        "languages": [
            {"name": name, "lang": wording.html_lang(code), "url": f"/{code}/{beyond_language}"}
            for code, name in settings.LANGUAGES
            if code != asked and code in ready
        ],
    }


def coverage(one: Coverage) -> dict:
    """For components/coverage.html: the title in its own language, and who published it; of rows loaded ``newest_first``."""
    asked = get_language() or ""
    return {
        "title": Text(one.title, one.title_language or one.language, asked),
        "url": one.link,
        "date": iso(one.published_on),
        "day": wording.date(one.published_on, asked),
        "publisher": as_printed(one.publisher),
        "kind": one.get_kind_display(),
        "language": language_name(one.language) if one.language != asked else "",
        "is_ours": not one.title_is_published,
        "is_dead": one.is_dead,
    }


def iso(day: dt.date | None) -> str:
    """A day, or a moment, as the ``datetime`` of a ``time`` writes it: Django's filters ask for formats each time."""
    return day.isoformat() if day else ""


def document(one: Document) -> dict:
    """For components/documents.html."""
    return {
        "title": one.text("title"),
        "url": one.get_absolute_url(),
        "date": one.adopted_on,
        "kind": one.get_kind_display(),
    }


def photo(one: Photo, address: Callable[..., str]) -> dict:
    """For components/photo.html and gallery_photo.html; ``address`` is ``addresses("photo-detail")``."""
    return {
        "image": image(one),
        "url": address(one.permanent_id),
        "alt": one.text("alt"),
        "caption": one.text("caption"),
        "credit": credit(one),
    }


def credit(one: Photo) -> Text | str:
    """Whose picture it is; an illustration of our own needs no name."""
    if one.credit:
        return as_printed(one.credit)
    return _("this site") if one.rights == Photo.Rights.ILLUSTRATION else ""


def roundel(portrait: Photo | None) -> dict | None:
    item = portrait and portrait.rendition("portrait-small")
    return item and {
        "src": portrait.rendition_url("portrait-small"),
        "width": str(item["width"]),
        "height": str(item["height"]),
    }


def speaker(one: Speaker, address: Callable[..., str], role: str = "", title: Text | str = "") -> dict:
    """For components/speakers.html. The portrait is shown as loaded, so load it with the photographs readers may see."""
    name, native = one.text("name"), one.native_name()
    return {
        "name": name,
        "url": address(one.slug),
        "native": "" if native.is_fallback or native.value == name.value else native,
        "initial": Text(wording.name_initial(native.value or name.value), native.language, name.asked),
        "portrait": roundel(one.portrait),
        "role": role,
        "title": title,
    }


def role_words(appearances: Iterable[Appearance], *, whole: bool = False) -> str:
    """What somebody did, each thing once: “Keynote speech, Moderator”, with the way it was done where not in person.

    ``whole`` adds which half of the session it was, who read it out, and whether only the programme tells of it.
    """
    asked = get_language() or ""
    words = []
    for one in appearances:
        roles = wording.series(one.role_labels, asked)
        notes = [one.get_mode_display()] if one.mode and one.mode != Appearance.Mode.IN_PERSON else []
        if whole:
            notes += part_words(one)
        if roles and notes:
            roles = _("%(roles)s (%(notes)s)") % {"roles": roles, "notes": wording.series(notes, asked)}
        words.append(roles or wording.series(notes, asked))
    return wording.series(dict.fromkeys(words), asked)


def part_words(one: Appearance) -> list[str]:
    words = []
    if one.read_by:
        words.append(_("read by %(name)s") % {"name": one.read_by.text("name")})
    if one.part != Appearance.Part.WHOLE:
        words.append(one.get_part_display())
    if not one.is_confirmed:
        words.append(_("as announced"))
    return words


def title_then(appearances: Iterable[Appearance]) -> Text | str:
    """The title held then: the first that is recorded."""
    return next((title for one in appearances if (title := one.text("title"))), "")


def speakers(appearances: Iterable[Appearance]) -> list[tuple[Speaker, list[Appearance]]]:
    """Each speaker once, in the order of the first appearance, with all of them."""
    grouped: dict[int, tuple[Speaker, list[Appearance]]] = {}
    for one in appearances:
        grouped.setdefault(one.speaker_id, (one.speaker, []))[1].append(one)
    return list(grouped.values())


def know_delegations(speakers: Iterable[Speaker], sides: Iterable[Side]) -> None:
    """Let each speaker's ``delegation`` be the one of ``sides``, which are loaded anyway."""
    by_key = {side.pk: side for side in sides}
    for one in speakers:
        one.delegation = by_key.get(one.delegation_id)


def delegations(appearances: Iterable[Appearance], sides: list[Side]) -> list[dict]:
    """Speakers under their delegations, for ``ul.speakers``; those of neither side come last."""
    address = addresses("speaker-detail")
    found: dict[int | None, list[dict]] = {side.pk: [] for side in sides} | {None: []}
    for one, theirs in speakers(appearances):
        card = speaker(one, address, role_words(theirs), title_then(theirs))
        found[one.delegation_id if one.delegation_id in found else None].append(card)
    rows = [{"name": side.text("delegation"), "side": side, "speakers": found[side.pk]} for side in sides]
    rows.append({"name": _("Other speakers"), "side": None, "speakers": found[None]})
    places = [charts.Placement.SIDE_A, charts.Placement.SIDE_B, charts.Placement.MIDDLE]
    return [
        row | {"placement": place}
        for row, place in zip(rows, [*places[: len(sides)], places[2]], strict=True)
        if row["speakers"]
    ]


def as_printed(words: str, native: str = "") -> Text:
    """Words whose language nobody recorded, marked by their script; ``native`` is the likely one of Chinese characters."""
    if re.search(r"[\u3041-\u30ff]", words):
        language = "ja"
    elif re.search(r"[\u3400-\u9fff]", words):
        language = language_of_characters(words, native or get_language() or "")
    else:
        language = "en"
    return Text(words, language, get_language() or "")


def is_long(text: Text, letters: int = 90) -> bool:
    """Whether a headline wants the smaller size: more than about 90 letters, or 40 characters of Chinese or Japanese."""
    wide = len(re.findall(r"[\u3000-\u9fff\uff00-\uffef]", text.value))
    return len(text.value) + wide * 1.25 > letters


def fallback(item: Translated, *fields: str) -> dict | None:
    """For components/fallback.html: the languages wanted and shown, when a text of these is not in the reader's."""
    for field in fields:
        text = item.text(field)
        if text.is_fallback:
            return {"wanted": language_name(text.asked), "shown": language_name(text.language)}
    return None
