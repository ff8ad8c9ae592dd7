"""Where the content leads elsewhere, and asking all of those pages, slowly, whether they are still there."""

import queue
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import models as db
from django.db import transaction
from django.utils import timezone

from editions import content_version, outgoing
from editions.models import Link, ProseField, Publishable, SourcesField
from editions.outgoing import Answer, Manners, Said, Turns
from editions.snapshots import PARTS, row_model

SILENT_FOR = timedelta(days=7)  # a server may be away for a week-end
HOSTS_AT_ONCE = 6
HREF = re.compile(r'href="(https?://[^"]+)"', re.IGNORECASE)
LONGEST = 1000
MOST_PLACES = 20  # remembered of a link; one that stands in more is found by mending those
AT_ONCE = 500  # rows written together

Ask = Callable[[str, Manners, Turns], Answer]


class NobodyAnswers(Exception):
    """Not one of several hosts answered: it is we who are cut off, and nothing is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands: the item, and the name of the column, in it or in one of its rows."""

    model: type[db.Model]
    pk: int
    column: str


def places(among: dict[type[db.Model], set[int]] | None = None) -> dict[str, list[Place]]:
    """Every address elsewhere, with the items that lead there; a query for each kind of row. What was withdrawn is left out.

    ``among`` asks these items alone, by their keys.
    """
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for model, item_model, key in _kinds():
        if among is not None and item_model not in among:
            continue
        kinds = (db.URLField, SourcesField, ProseField)
        columns = [field for field in model._meta.concrete_fields if isinstance(field, kinds)]
        if not columns:
            continue
        rows = model._base_manager.order_by("pk")
        if issubclass(model, Publishable):
            rows = model.objects.not_withdrawn().order_by("pk")
        if among is not None:
            rows = rows.filter(**{f"{key}__in": among[item_model]})
        for pk, *values in rows.values_list(key, *(field.attname for field in columns)).iterator():
            for field, value in zip(columns, values, strict=True):
                for address in dict.fromkeys(addresses_in(field, value or "")):
                    found[address].append(Place(item_model, pk, field.name))
    return dict(found)


def places_of(links: Iterable[Link]) -> dict[str, list[Place]]:
    """Of these links alone, where they stand now among the items in which they stood when all was looked through."""
    among: defaultdict[type[db.Model], set[int]] = defaultdict(set)
    for link in links:
        for name, pk in link.stood_in:
            among[apps.get_model("editions", name)].add(pk)
    return places(among)


def remember(found: dict[str, list[Place]]) -> None:
    """Note with each link that was asked where it stands; what stands there still is not written again."""
    moved = []
    for link in Link.objects.iterator():
        items = dict.fromkeys((one.model._meta.model_name, one.pk) for one in found.get(link.address, []))
        told = [list(item) for item in items][:MOST_PLACES]
        if told != link.stood_in:
            link.stood_in = told
            moved.append(link)
    Link.objects.bulk_update(moved, ["stood_in"], batch_size=AT_ONCE)


def addresses_in(field: db.Field, value: str) -> Iterator[str]:
    """The addresses elsewhere that a column holds, as readers get them."""
    if isinstance(field, ProseField):
        known = [unescape(address) for address in HREF.findall(value)]
    else:
        known = value.split("\n") if isinstance(field, SourcesField) else [value]
    for address in known:
        if address.lower().startswith(("http://", "https://")) and len(address) <= LONGEST and not is_here(address):
            yield address


def is_here(address: str) -> bool:
    try:
        return urlsplit(address).netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower()
    except ValueError:
        return False


def _kinds() -> Iterator[tuple[type[db.Model], type[db.Model], str]]:
    """Each model with links: the item its rows are edited in, and the column with that item's key."""
    rows: dict[type[db.Model], tuple[type[db.Model], str]] = {}
    for item_model, parts in PARTS.items():
        for name in parts.inlines:
            model, parent = row_model(item_model, name)
            rows.setdefault(model, (item_model, f"{parent}_id"))
    for model in apps.get_app_config("editions").get_models():
        if model in rows:
            yield model, *rows[model]
        elif model in PARTS:
            yield model, model, "pk"


def waiting(found: Iterable[str], older_than: timedelta) -> list[str]:
    """Those not asked for so long; what was never asked comes first, then what was asked longest ago."""
    asked = dict(Link.objects.values_list("address", "asked_at"))
    limit = timezone.now() - older_than
    due = [address for address in found if address not in asked or asked[address] <= limit]
    return sorted(due, key=lambda address: (address in asked, asked.get(address, limit), address))


def check(
    due: Iterable[str], manners: Manners, *, ask: Ask = outgoing.ask, turns: Turns | None = None
) -> Iterator[tuple[str, Answer]]:
    """Ask all of them, several hosts at once and each host slowly, and keep each answer as it comes.

    Raises ``NobodyAnswers``, with nothing kept, when the first three hosts, and all that follow, are silent.
    """
    unkept: list[tuple[str, Answer]] = []
    hears = False
    for address, answer in _asked(list(due), manners, ask, turns or Turns(manners.pause)):
        hears = hears or answer.said is not Said.SILENT
        unkept.append((address, answer))
        if hears:
            yield from _kept(unkept)
            unkept = []
    hosts = {outgoing.host_of(address) for address, _answer in unkept}
    if len(hosts) >= 3:
        raise NobodyAnswers
    yield from _kept(unkept)


def _asked(due: list[str], manners: Manners, ask: Ask, turns: Turns) -> Iterator[tuple[str, Answer]]:
    """Answers as they come. Threads ask; only the caller's thread speaks to the database."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in due:
        by_host[outgoing.host_of(address)].append(address)
    hosts: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for addresses in by_host.values():
        hosts.put(addresses)
    answers: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            try:
                addresses = hosts.get_nowait()
            except queue.Empty:
                return
            for address in addresses:
                if over.is_set():
                    return
                try:
                    answer = ask(address, manners, turns)
                except Exception:  # one odd address must not leave the others unasked
                    answer = Answer(Said.UNTOLD, why="unforeseen")
                answers.put((address, answer))

    for _thread in range(min(HOSTS_AT_ONCE, len(by_host))):
        threading.Thread(target=work, daemon=True).start()
    try:
        for _address in due:
            yield answers.get()
    finally:
        over.set()


def _kept(answered: list[tuple[str, Answer]]) -> Iterator[tuple[str, Answer]]:
    for address, answer in answered:
        keep(address, answer)
        yield address, answer


@transaction.atomic
def keep(address: str, answer: Answer) -> Link:
    """Write down what was found. Readers are told of a page that is gone, and of one silent for a week at least twice."""
    link = Link.objects.select_for_update().filter(address=address).first() or Link(address=address)
    was_dead, now = link.is_dead, timezone.now()
    link.said, link.status, link.why, link.asked_at = answer.said.value, answer.status, answer.why, now
    link.moved_to = answer.moved_to[:2000]
    if answer.said in (Said.GONE, Said.SILENT):
        link.failures += 1
        link.failing_since = link.failing_since or now
        is_long_silent = link.failures > 1 and now - link.failing_since >= SILENT_FOR
        link.is_dead = answer.said is Said.GONE or is_long_silent
    elif answer.said is Said.FINE:
        link.failures, link.failing_since, link.is_dead = 0, None, False
    link.save()
    if link.is_dead != was_dead:
        transaction.on_commit(content_version.renew)
    return link


@transaction.atomic
def forget(found: Iterable[str]) -> int:
    """Links that stand nowhere any more."""
    known = set(found)
    gone = [pk for pk, address in Link.objects.values_list("pk", "address") if address not in known]
    if gone:
        transaction.on_commit(content_version.renew)
    return Link.objects.filter(pk__in=gone).delete()[0]
