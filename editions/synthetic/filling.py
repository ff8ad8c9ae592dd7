"""Rows of a made-up forum, written many at once."""

import datetime
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db import models as db

from editions import entries, models
from editions.models import ContentVersion, Status

from .texts import LANGUAGES, RARE_EVERY, line, paragraphs, syllables

AT_ONCE = 500  # rows written together
SESSIONS = 9  # of an edition
APPEARANCES = 3  # of a speaker
CHARACTERS = 1_500  # of a release in each language
LAST_YEAR = 2025
PUBLIC_SINCE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
KINDS_OF_SESSION = ["opening", "keynote", "plenary", *["parallel"] * (SESSIONS - 4), "closing"]

Progress = Callable[[str, int, int], None]


class AlreadyFilled(Exception):
    """The database has content; made-up content is never mixed with it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make."""

    releases: int
    speakers: int
    photos: int
    editions: int = 60


def fill(size: Size, *, seed: int = 1, progress: Progress = lambda _what, _done, _all: None) -> dict[str, int]:
    """Fill an empty database, search entries included; returns how many rows there are of what."""
    filled = (models.Forum, models.Edition, models.Speaker, models.PressRelease, models.Photo)
    if any(model.objects.exists() for model in filled):
        raise AlreadyFilled("This database has content already; made-up content goes into an empty one only.")
    made = _Filling(size, seed, progress)
    with _in_a_hurry():
        for make in (made.forum, made.editions, made.photos, made.speakers, made.releases, made.coverage):
            make()
        made.search_entries()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # how much there is of what, by which a database chooses its ways
    ContentVersion.objects.update_or_create(pk=1, defaults={"number": seed + 1})
    return made.counts


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """SQLite with more memory and without waiting for the disk: what is cut short here is made again from nothing."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        usual = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "cache_size")}
        try:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")
            yield
        finally:
            for name, value in usual.items():
                cursor.execute(f"PRAGMA {name} = {value}")


def _in_languages(name: str, text: Callable[[str], str]) -> dict[str, str]:
    return {f"{name}_{language}": text(language) for language in LANGUAGES}


def _alike(name: str, text: str) -> dict[str, str]:
    return _in_languages(name, lambda _language: text)


def _public(kind: str, number: int, since: datetime.datetime = PUBLIC_SINCE) -> dict[str, Any]:
    return {"permanent_id": f"{kind}{number:07}", "status": Status.PUBLISHED, "publish_at": since}


def _written(model: Any, rows: Iterable[Any]) -> list[Any]:
    """The rows, written past the listener, who would renew the search entries of each portion."""
    manager: db.QuerySet[Any] = db.QuerySet(model)
    return manager.bulk_create(rows)


class _Filling:
    """What has been made so far, which the next rows point to."""

    def __init__(self, size: Size, seed: int, progress: Progress) -> None:
        self.size, self.progress = size, progress
        self.chance = random.Random(seed)  # noqa: S311 - the same made-up content each time
        self.counts: dict[str, int] = {}
        self.sides: list[Any] = []
        self.contacts: list[Any] = []
        self.topics: list[Any] = []
        self.made_editions: list[Any] = []
        self.sessions: dict[int, list[Any]] = {}
        self.made_photos: list[Any] = []
        self.made_speakers: list[Any] = []

    def write(self, model: Any, rows: Iterable[Any], total: int = 0, *, keep: bool = True) -> list[Any]:
        waiting, kept, done = iter(rows), [], 0
        name = str(model._meta.verbose_name_plural)
        while portion := list(islice(waiting, AT_ONCE)):
            with transaction.atomic():
                written = _written(model, portion)
            done += len(portion)
            kept += written if keep else []
            self.progress(name, done, max(total, done))
        self.counts[name] = self.counts.get(name, 0) + done
        return kept

    def words(self, name: str, number: int) -> dict[str, str]:
        return _in_languages(name, lambda language: line(language, self.chance, number))

    def prose(self, name: str, characters: int, *, is_rare: bool = False) -> dict[str, str]:
        def text(language: str) -> str:
            made = paragraphs(language, self.chance, characters, is_rare=is_rare)
            return "".join(f"<p>{paragraph}</p>" for paragraph in made)

        return _in_languages(name, text)

    def forum(self) -> None:
        self.write(models.Forum, [models.Forum(**_alike("name", "Made-up Forum"), founded=1)])
        letters = {"a": ("Asia/Seoul", "ja", "indigo"), "b": ("Asia/Singapore", "zh-hans", "cinnabar")}
        self.sides = self.write(
            models.Side,
            [
                models.Side(
                    code=f"side-{letter}",
                    order=n,
                    time_zone=zone,
                    language=language,
                    palette=palette,
                    **_alike("country", f"Country {letter.upper()}"),
                    **_alike("capital", f"Capital {letter.upper()}"),
                    **_alike("delegation", f"Delegation {letter.upper()}"),
                    **_alike("forum_name", f"Forum {letter.upper()}"),
                )
                for n, (letter, (zone, language, palette)) in enumerate(letters.items())
            ],
        )
        self.contacts = self.write(
            models.Contact,
            [
                models.Contact(side=side, order=n, email=f"desk-{n}@made-up.example", **self.words("name", n))
                for n, side in enumerate(self.sides)
            ],
        )
        self.topics = self.write(
            models.Topic,
            [
                models.Topic(slug=f"topic-{n}", order=n, **_public("t", n), **self.words("name", n))
                for n in range(1, SESSIONS + 1)
            ],
        )

    def editions(self) -> None:
        size = self.size
        numbers = range(1, size.editions + 1)
        first_days = [datetime.date(LAST_YEAR - size.editions + n, 10, 20) for n in numbers]
        self.made_editions = self.write(
            models.Edition,
            (
                models.Edition(
                    number=n,
                    year=day.year,
                    state="held",
                    mode="in-person",
                    starts_on=day,
                    ends_on=day + datetime.timedelta(days=1),
                    theme_is_official_en=True,
                    **_public("e", n),
                    **self.words("theme", n),
                    **self.prose("summary", 300),
                )
                for n, day in zip(numbers, first_days, strict=True)
            ),
        )
        self.write(
            models.Venue,
            [
                models.Venue(
                    edition=edition,
                    side=self.sides[edition.number % 2],
                    **_alike("city", f"City {'AB'[edition.number % 2]}"),
                    **_alike("name", f"Hall {edition.number}"),
                )
                for edition in self.made_editions
            ],
        )
        self.write(
            models.Figure,
            [models.Figure(edition=edition, value=200 + edition.number) for edition in self.made_editions],
        )
        sessions = self.write(models.Session, self._sessions(), size.editions * SESSIONS)
        for session in sessions:
            self.sessions.setdefault(session.edition_id, []).append(session)
        organisations = self.write(
            models.Organisation,
            [
                models.Organisation(slug=f"organisation-{n}", side=self.sides[n % 2], **_public("o", n))
                for n in range(1, 41)
            ],
        )
        self.write(
            models.OrganisationName,
            [
                models.OrganisationName(organisation=organisation, **self.words("name", n))
                for n, organisation in enumerate(organisations, 1)
            ],
        )
        self.write(
            models.Partnership,
            [
                models.Partnership(edition=edition, organisation=organisations[(edition.number + n) % 40], order=n)
                for edition in self.made_editions
                for n in range(6)
            ],
        )
        documents = self.write(
            models.Document,
            [
                models.Document(
                    slug=f"document-{edition.number}",
                    edition=edition,
                    kind="consensus",
                    adopted_on=edition.ends_on,
                    **_public("d", edition.number),
                    **self.words("title", edition.number),
                    **self.prose("body", 600),
                )
                for edition in self.made_editions
            ],
        )
        self.write(
            models.Clause,
            [
                models.Clause(document=document, number=n, **self.words("text_line", n))
                for document in documents
                for n in range(1, 6)
            ],
        )

    def _sessions(self) -> Iterator[Any]:
        for edition in self.made_editions:
            for n, kind in enumerate(KINDS_OF_SESSION):
                yield models.Session(
                    slug=f"session-{edition.number}-{n}",
                    edition=edition,
                    kind=kind,
                    state="held",
                    topic=self.topics[n] if kind == "parallel" else None,
                    day=edition.starts_on + datetime.timedelta(days=n // 5),
                    start_time=datetime.time(9 + n % 5),
                    end_time=datetime.time(10 + n % 5),
                    time_zone=self.sides[edition.number % 2].time_zone,
                    order=n,
                    **_public("s", edition.number * 10 + n),
                    **self.words("title", edition.number * 10 + n),
                    **self.prose("description", 300),
                )

    def photos(self) -> None:
        """Rows as an upload leaves them, without files."""
        rows = (self._photo(n, self._edition_of(n, self.size.photos)) for n in range(self.size.photos))
        self.made_photos = self.write(models.Photo, rows, self.size.photos)

    def _edition_of(self, n: int, total: int) -> Any:
        return self.made_editions[n * len(self.made_editions) // total]

    def _photo(self, n: int, edition: Any) -> Any:
        sizes = [("small", 375, "webp"), ("medium", 750, "webp"), ("large", 1500, "webp")]
        sizes += [("web", 750, "jpeg"), ("screen", 1500, "jpeg"), ("print", 3000, "jpeg")]
        renditions = [
            {
                "name": name,
                "file": f"{name}.{kind.replace('e', '') if kind == 'jpeg' else kind}",
                "type": f"image/{kind}",
            }
            | {"width": width, "height": width * 2 // 3, "bytes": width * 40}
            for name, width, kind in sizes
        ]
        return models.Photo(
            token=f"made-up-{n:08}",
            original=f"originals/made-up-{n:08}",
            original_name=f"made-up-{n}.jpg",
            content_type="image/jpeg",
            content_hash=f"{n:064x}",
            byte_size=2_000_000,
            width=3000,
            height=2000,
            colour="#808080",
            renditions=renditions,
            credit="Made-up Photographer",
            rights="house",
            taken_at=datetime.datetime.combine(edition.starts_on, datetime.time(9, n % 60), datetime.UTC),
            edition=edition,
            session=self.sessions[edition.pk][n % SESSIONS],
            **_public("p", n),
            **self.words("caption", n),
            **self.words("alt", n),
        )

    def speakers(self) -> None:
        size = self.size
        self.made_speakers = self.write(models.Speaker, map(self._speaker, range(size.speakers)), size.speakers)
        total = size.speakers * APPEARANCES
        self.write(models.Appearance, map(self._appearance, range(total)), total, keep=False)

    def _speaker(self, n: int) -> Any:
        family, given = syllables(n * 31 + 5).capitalize(), syllables(n * 17 + 3, 2).capitalize()
        characters = f"试{chr(0x4E00 + n % 6000)}{chr(0x5E00 + n // 6000)}"
        speaker = models.Speaker(
            slug=f"speaker-{n}",
            family_name=family,
            given_name=given,
            name_en=f"{given} {family}",
            name_zh_hans=characters,
            name_ja=characters,
            delegation=self.sides[n % 2],
            **_public("k", n),
        )
        speaker.folded_names = speaker.fold_names()
        return speaker

    def _appearance(self, n: int) -> Any:
        role: Any = ["keynote" if n % 20 == 0 else "panelist"]
        nth, which = divmod(n, self.size.speakers)
        edition = self.made_editions[(which * 7 + nth * 13) % len(self.made_editions)]
        return models.Appearance(
            edition=edition,
            speaker=self.made_speakers[which],
            session=self.sessions[edition.pk][n % SESSIONS],
            roles=role,
            order=n,
            **self.words("title", n),
        )

    def releases(self) -> None:
        total = self.size.releases
        rows = map(self._release, range(total))
        written, name = 0, str(models.PressRelease._meta.verbose_name_plural)
        while portion := list(islice(rows, AT_ONCE)):
            with transaction.atomic():
                releases = _written(models.PressRelease, portion)
                self._beside(releases, written)
            written += len(portion)
            self.progress(name, written, total)
        self.counts[name] = written

    def _release(self, n: int) -> Any:
        edition = self._edition_of(n, self.size.releases)
        of_edition = max(self.size.releases // len(self.made_editions), 1)
        minutes = 500_000 * (n % of_edition) // of_edition
        moment = datetime.datetime(edition.year, 1, 2, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
        return models.PressRelease(
            slug=f"release-{n}",
            year=moment.year,
            edition=edition,
            kind=("release", "release", "release", "advisory", "statement", "report")[n % 6],
            dateline_date=moment.date(),
            **_alike("dateline_city", f"City {'AB'[n % 2]}"),
            **_public("r", n, moment),
            **self.words("headline", n),
            **self.words("standfirst", n),
            **self.prose("body", CHARACTERS, is_rare=n % RARE_EVERY == 7),
        )

    def _beside(self, releases: list[Any], first: int) -> None:
        """A photograph, a speaker and a contact of each of these releases; a correction of every fiftieth."""
        numbered = list(enumerate(releases, first))
        if photos := self.made_photos:
            rows = [models.ReleasePhoto(release=one, photo=photos[n * 7 % len(photos)]) for n, one in numbered]
            _written(models.ReleasePhoto, rows)
        mentioned, asked = models.PressRelease.speakers.through, models.PressRelease.contacts.through
        if speakers := self.made_speakers:
            mentioned.objects.bulk_create(
                mentioned(pressrelease_id=one.pk, speaker_id=speakers[n * 11 % len(speakers)].pk) for n, one in numbered
            )
        asked.objects.bulk_create(
            asked(pressrelease_id=one.pk, contact_id=self.contacts[n % len(self.contacts)].pk) for n, one in numbered
        )
        _written(
            models.Correction,
            [
                models.Correction(release=one, made_at=one.publish_at, **self.words("note", n))
                for n, one in numbered
                if n % 50 == 0
            ],
        )

    def coverage(self) -> None:
        total = self.size.releases // 10
        rows = (
            models.Coverage(
                title=line("en", self.chance, n),
                language="en",
                publisher=f"Made-up Paper {n % 30}",
                published_on=self._edition_of(n, total).starts_on,
                edition=self._edition_of(n, total),
                link=f"https://made-up.example/{n}",
                **_public("c", n),
            )
            for n in range(total)
        )
        self.write(models.Coverage, rows, total, keep=False)

    def search_entries(self) -> None:
        changed = {kind: entries for kind, _items, entries in self._rebuilt()}
        self.counts["search entries"] = sum(changed.values())

    def _rebuilt(self) -> Iterator[tuple[str, int, int]]:
        for kind, items, changed in entries.rebuild():
            self.progress(f"search entries: {kind}", items, items)
            yield kind, items, changed
