"""At its second a release is public in every language and through every door at once, and not one second before."""

import datetime
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.wsgi import get_wsgi_application

from editions import entries, models
from editions.page_cache import PageCache
from forumsite import middleware
from tests import factories
from tests.asking import ask

pytestmark = pytest.mark.django_db
HOUR = datetime.datetime(2030, 5, 6, 1, 0, 0, tzinfo=datetime.UTC)
WORD = "Zweisprachig"  # stands nowhere else
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def embargoed(time_machine):
    """A release under embargo until HOUR, with a photograph and a document under the same; its edition has been public for long."""
    time_machine.move_to(HOUR - datetime.timedelta(hours=1), tick=False)
    edition = factories.make_edition(number=20, year=2020)
    until = {"publish_at": HOUR}
    release = factories.make_release(
        slug="opening",
        edition=edition,
        dateline_date=HOUR.date(),
        **factories.in_languages("headline", WORD),
        **factories.in_languages("body", f"<p>{WORD}</p>"),
        **until,
    )
    photo = factories.make_photo(
        edition=edition,
        token="photo-token",
        permanent_id="embargo1",
        **factories.in_languages("caption", WORD),
        **until,
    )
    default_storage.save(photo.rendition_path("print.jpg"), ContentFile(b"picture"))
    default_storage.save(photo.rendition_path("small.webp"), ContentFile(b"picture"))
    document = factories.make_document(slug="paper", **factories.in_languages("title", WORD), **until)
    path = default_storage.save("documents/x", ContentFile(b"%PDF-1.4"))
    file = models.DocumentFile.objects.create(document=document, token="file-token", file=path, language="ja")
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    models.ReleaseDocument.objects.create(release=release, document=document)
    list(entries.rebuild())
    return {"release": release, "photo": photo, "file": file}


def doors(embargoed) -> dict[str, str]:
    """Addresses that stand only once it is public, in every language; and of its files."""
    own = ["press/2030/opening/", "documents/paper/", "photos/embargo1/", "press/2030/opening/kit.zip"]
    own += [f"press/2030/opening.{ending}" for ending in ("txt", "bib", "ris")]
    own += [f"cards/{embargoed['release'].permanent_id}.png", f"cards/{embargoed['photo'].permanent_id}.png"]
    found = [f"/{code}/{address}" for code in models.language_codes() for address in own]
    return [*found, "/media/photo-token/print.jpg", "/media/photo-token/small.webp", embargoed["file"].url()]


def lists() -> list[str]:
    """Addresses that stand all the time, and name it once it is public."""
    everywhere = [
        "press/",
        "press/feed/",
        "press/feed/editions/20/",
        f"search/?q={WORD}",
        "editions/20/",
        "photos/",
        "documents/",
        "editions/20/photos/",
    ]
    found = [f"/{code}/{address}" for code in models.language_codes() for address in everywhere]
    whole = [f"/en/data/releases.{ending}" for ending in ("csv", "json")]
    return [*found, *whole, "/en/editions/20/data.json", "/sitemaps/press-1.xml", "/news-sitemap.xml"]


def text(client, address) -> str:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    asked = f'value="{WORD}"'  # the box of the search
    return content.decode(errors="replace").replace(asked, "")


def names_it(client, address) -> bool:
    if "search" in address:
        return bool(client.get(address).context["results"])
    return "/press/2030/opening/" in text(client, address) or WORD in text(client, address)


def test_not_one_second_before_and_at_its_second_through_every_door(client, embargoed, time_machine):
    time_machine.move_to(HOUR - SECOND, tick=False)
    early = {address: client.get(address).status_code for address in doors(embargoed)}
    assert set(early.values()) == {404}, early
    assert [address for address in lists() if names_it(client, address)] == []
    time_machine.move_to(HOUR, tick=False)
    late = {address: client.get(address) for address in doors(embargoed)}
    assert {address: answer.status_code for address, answer in late.items() if answer.status_code != 200} == {}
    for answer in late.values():
        list(answer)  # a file is closed once it is read
    assert [address for address in lists() if not names_it(client, address)] == []


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_in_front_of_the_site_turns_at_the_same_second(embargoed, time_machine):
    """Asked twice before, so that lists are kept; and what was not found is there, in every language at once."""
    kept = PageCache(get_wsgi_application(), admits=middleware.gate(), room=10**7)
    pages = [f"/{code}/press/2030/opening/" for code in models.language_codes()]
    around = [f"/{code}/{name}" for code in models.language_codes() for name in ("press/", "press/feed/", "")]
    around.append("/sitemaps/press-1.xml")
    time_machine.move_to(HOUR - SECOND, tick=False)
    for _twice in range(2):
        assert {ask(kept, address).code for address in pages} == {404}
        assert [address for address in around if WORD.encode() in ask(kept, address).body] == []
    time_machine.move_to(HOUR, tick=False)
    for _twice in range(2):
        assert {ask(kept, address).code for address in pages} == {200}
        said = {address: ask(kept, address).body for address in around}
        assert [address for address, body in said.items() if b"/press/2030/opening/" not in body] == []


def test_the_kit_of_the_edition_takes_it_in_at_its_second(client, embargoed, time_machine):
    factories.make_release(slug="earlier", edition=embargoed["release"].edition)

    def names():
        answer = client.get("/en/editions/20/kit.zip")
        return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()

    time_machine.move_to(HOUR - SECOND, tick=False)
    assert not [name for name in names() if "2030" in name or name.startswith("photographs")]
    time_machine.move_to(HOUR, tick=False)
    assert "texts/2030-opening.ja.txt" in names()
    assert "photographs/print/001-embargo1.jpg" in names()
