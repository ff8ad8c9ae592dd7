"""Wagtail's site with the content of one of ours; run with the Python of Wagtail's environment.

    VAR=FOLDER python -m benchmarks.wagtail.fill

FOLDER holds ``site.sqlite3`` of ours, made by ``manage.py make_content``; Wagtail's goes to ``FOLDER/wagtail``. Rows are written past
Wagtail's listeners, which would index each of them.
"""

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "en", "zh-hans": "zh_hans", "ja": "ja"}
HALF_SIZES = {"width-375": 375, "width-750": 750, "width-1500": 1500}

Row = dict[str, Any]


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.wagtail.site.settings"
    here = Path(os.environ["VAR"])
    (here / "wagtail").mkdir(exist_ok=True)
    (here / "wagtail" / "site.sqlite3").unlink(missing_ok=True)

    import django

    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection, transaction
    from wagtail.signal_handlers import disable_reference_index_auto_update

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("measured_site").get_models():
            editor.create_model(model)
    source = sqlite3.connect(f"file:{here / 'site.sqlite3'}?mode=ro", uri=True)
    source.row_factory = lambda cursor, row: {
        column[0]: value for column, value in zip(cursor.description, row, strict=False)
    }
    with transaction.atomic(), disable_reference_index_auto_update():
        Filling(source).fill()
    (here / "wagtail" / "filled").write_text(models_of_the_site())


def models_of_the_site() -> str:
    """What a site was filled for: one of other models is filled anew."""
    return (Path(__file__).parent / "site" / "models.py").read_text()


class Filling:
    """One language after the other; ``made`` leads from a row of ours and a language to a row of Wagtail's."""

    def __init__(self, source: sqlite3.Connection) -> None:
        from django.contrib.contenttypes.models import ContentType

        from benchmarks.wagtail.site import models

        self.source, self.models, self.types = source, models, ContentType.objects
        self.made: dict[tuple[str, int, str], Any] = {}
        self.keys: dict[tuple[str, int], uuid.UUID] = {}
        self.children: dict[str, int] = {}

    def rows(self, table: str, order: str = "id") -> Iterator[Row]:
        return iter(self.source.execute(f"SELECT * FROM editions_{table} ORDER BY {order}"))

    def page(self, kind: str, number: int, language: str, parent: Any, slug: str, made: Callable[[], Any]) -> Any:
        """Below ``parent``, past ``Page.save``, which would ask the database for each what is known here."""
        from django.db.models import Model
        from wagtail.models import Locale, Page

        page = made()
        self.children[parent.path] = self.children.get(parent.path, 0) + 1
        page.path, page.depth = (
            Page._get_path(parent.path, parent.depth + 1, self.children[parent.path]),
            parent.depth + 1,
        )
        page.slug, page.url_path, page.draft_title = slug, f"{parent.url_path}{slug}/", page.title
        page.translation_key = self.keys.setdefault((kind, number), uuid.uuid4())
        page.locale, page.content_type = self.locales[language], self.types.get_for_model(type(page))
        page.live = True
        Model.save(page)
        self.made[kind, number, language] = page
        assert isinstance(page.locale, Locale)
        return page

    def fill(self) -> None:
        from wagtail.models import Locale, Page, Site

        m = self.models
        Page.objects.filter(depth=2).delete()
        self.locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
        root = Page.objects.get(depth=1)
        for row in self.rows("side"):
            names = {name: row[f"{name}_en"] for name in ("country", "capital", "delegation")}
            names |= {name: row[name] for name in ("code", "order", "time_zone")}
            self.made["side", row["id"], ""] = m.Side.objects.create(**names)
        self.images()
        for language, column in LANGUAGES.items():
            title = next(self.rows("forum"))[f"name_{column}"]
            slug = "home" if language == "en" else f"home-{language}"
            home = self.page("home", 0, language, root, slug, lambda title=title: m.HomePage(title=title))
            if language == "en":
                Site.objects.update_or_create(
                    is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
                )
            self.language(language, column, home)
        for page in self.made.values():
            if isinstance(page, Page) and page.path in self.children:
                Page.objects.filter(pk=page.pk).update(numchild=self.children[page.path])
        Page.objects.filter(pk=root.pk).update(numchild=len(LANGUAGES))
        m.Coverage.objects.bulk_create(
            m.Coverage(
                title=row["title"],
                publisher=row["publisher"],
                link=row["link"],
                published_on=row["published_on"],
                edition_number=self.made["edition", row["edition_id"], "en"].number,
            )
            for row in self.rows("coverage")
        )

    def images(self) -> None:
        """Images and their renditions as rows without files, as ours are."""
        from wagtail.images.models import Image, Rendition

        rows = list(self.rows("photo"))
        images = Image.objects.bulk_create(
            Image(title=row["caption_en"][:255], file=f"original_images/{row['id']}.jpg", width=3000, height=2000)
            for row in rows
        )
        Rendition.objects.bulk_create(
            Rendition(
                image=image, filter_spec=spec, focal_point_key="", file=f"images/{row['id']}.{spec}.jpg",
                width=width, height=width * 2 // 3,
            )
            for row, image in zip(rows, images, strict=True)
            for spec, width in HALF_SIZES.items()
        )  # fmt: skip
        self.made |= {("image", row["id"], ""): image for row, image in zip(rows, images, strict=True)}

    def language(self, language: str, column: str, home: Any) -> None:
        m = self.models

        def text(row: Row, name: str) -> str:
            return str(row[f"{name}_{column}"] or "")

        def of(kind: str, key: int | None) -> Any:
            return self.made.get((kind, key, language)) or self.made.get((kind, key, "")) if key else None

        def index(number: int, title: str, slug: str, kind: type) -> Any:
            return self.page("index", number, language, home, slug, lambda: kind(title=title, show_in_menus=True))

        editions = index(1, "Editions", "editions", m.EditionIndex)
        speakers = index(2, "Speakers", "speakers", m.SpeakerIndex)
        press = index(3, "Press", "press", m.PressIndex)
        for row in self.rows("contact"):
            contact = m.Contact(
                language=language, side=of("side", row["side_id"]), name=text(row, "name"), email=row["email"]
            )
            contact.save()
            self.made["contact", row["id"], language] = contact
        for row in self.rows("topic"):
            topic = m.Topic(slug=row["slug"], language=language, name=text(row, "name"))
            topic.save()
            self.made["topic", row["id"], language] = topic
        venues = {row["edition_id"]: row for row in self.rows("venue")}
        visitors = {row["edition_id"]: row["value"] for row in self.rows("figure")}
        for row in self.rows("edition"):
            venue = venues[row["id"]]
            fields = {name: date.fromisoformat(row[name]) for name in ("starts_on", "ends_on")}
            edition = m.EditionPage(
                title=f"Edition {row['number']}: {text(row, 'theme')}"[:255], number=row["number"], year=row["year"],
                host=of("side", venue["side_id"]), city=text(venue, "city"), hall=text(venue, "name"),
                theme=text(row, "theme"), visitors=visitors[row["id"]], summary=text(row, "summary"), **fields,
            )  # fmt: skip
            self.page("edition", row["id"], language, editions, str(row["number"]), lambda made=edition: made)
            programme = lambda: m.ProgrammePage(title="Programme")  # noqa: E731
            self.page("programme", row["id"], language, edition, "programme", programme)
        for row in self.rows("session"):
            session = m.SessionPage(
                title=text(row, "title")[:255], kind=row["kind"], topic=of("topic", row["topic_id"]), day=row["day"],
                start=row["start_time"], end=row["end_time"], description=text(row, "description"),
            )  # fmt: skip
            self.page(
                "session", row["id"], language, of("edition", row["edition_id"]), row["slug"], lambda made=session: made
            )
        for row in self.rows("document"):
            document = m.DocumentPage(
                title=text(row, "title")[:255], kind=row["kind"], adopted_on=row["adopted_on"], body=text(row, "body")
            )
            self.page(
                "document",
                row["id"],
                language,
                of("edition", row["edition_id"]),
                row["slug"],
                lambda made=document: made,
            )
        names = {row["organisation_id"]: text(row, "name") for row in self.rows("organisationname")}
        for row in self.rows("organisation"):
            made = m.Organisation(slug=row["slug"], language=language, name=names[row["id"]])
            made.save()
            self.made["organisation", row["id"], language] = made
        m.Partnership.objects.bulk_create(
            m.Partnership(
                edition=of("edition", row["edition_id"]), sort_order=row["order"],
                organisation=of("organisation", row["organisation_id"]),
            )
            for row in self.rows("partnership")
        )  # fmt: skip
        for row in self.rows("speaker"):
            speaker = m.SpeakerPage(
                title=text(row, "name"), name=text(row, "name"), native=row["name_zh_hans"],
                delegation=of("side", row["delegation_id"]), biography=text(row, "biography"),
            )  # fmt: skip
            self.page("speaker", row["id"], language, speakers, row["slug"], lambda made=speaker: made)
        m.Appearance.objects.bulk_create(
            m.Appearance(
                edition=of("edition", row["edition_id"]), speaker=of("speaker", row["speaker_id"]),
                session=of("session", row["session_id"]), role=row["roles"].strip(","), title=text(row, "title"),
                sort_order=row["order"],
            )
            for row in self.rows("appearance")
        )  # fmt: skip
        numbers = {
            key: page.number for (kind, key, code), page in self.made.items() if (kind, code) == ("edition", language)
        }
        for row in self.rows("photo"):
            photo = m.Photo(
                image=of("image", row["id"]), language=language, edition_number=numbers[row["edition_id"]],
                taken_at=row["taken_at"] + "Z", alt=text(row, "alt"), caption=text(row, "caption"), credit=row["credit"],
            )  # fmt: skip
            photo.save()
            self.made["photo", row["id"], language] = photo
        self.releases(language, press, text, of)

    def releases(self, language: str, press: Any, text: Callable[[Row, str], str], of: Callable[..., Any]) -> None:
        m = self.models
        photos = {row["release_id"]: row["photo_id"] for row in self.rows("releasephoto")}
        contacts = {row["pressrelease_id"]: row["contact_id"] for row in self.rows("pressrelease_contacts")}
        for row in self.rows("pressrelease"):
            release = m.ReleasePage(
                title=text(row, "headline")[:255], kind=row["kind"], year=row["year"],
                date=date.fromisoformat(row["dateline_date"]), city=text(row, "dateline_city"),
                standfirst=text(row, "standfirst"), body=text(row, "body"), edition=of("edition", row["edition_id"]),
                photo=of("photo", photos.get(row["id"])), contact=of("contact", contacts.get(row["id"])),
                first_published_at=datetime.fromisoformat(row["publish_at"] + "+00:00"),
            )  # fmt: skip
            self.page("release", row["id"], language, press, row["slug"], lambda made=release: made)
        through = m.ReleasePage.speakers.through
        through.objects.bulk_create(
            through(
                releasepage_id=of("release", row["pressrelease_id"]).pk,
                speakerpage_id=of("speaker", row["speaker_id"]).pk,
            )
            for row in self.rows("pressrelease_speakers")
        )
        m.Correction.objects.bulk_create(
            m.Correction(
                release=of("release", row["release_id"]),
                note=text(row, "note"),
                made_on=row["made_at"][:10],
                sort_order=0,
            )
            for row in self.rows("correction")
        )


if __name__ == "__main__":
    main()
