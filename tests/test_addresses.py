"""No address that was ever public dies, and none that was not is told."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from editions import models
from editions.importers import import_redirects
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", factories.SLUGGED)
def test_a_changed_slug_leads_on_in_the_language_of_the_old_address(client, kind):
    item = factories.SLUGGED[kind](slug="old-word")
    old = models.path_of(item)
    item.slug = "new-word"
    item.save()
    for language in ("en", "zh-hans", "ja"):
        answer = client.get(f"/{language}/{old}?from=mail")
        assert (answer.status_code, answer["Location"]) == (301, f"/{language}/{models.path_of(item)}?from=mail")
        assert client.get(answer["Location"]).status_code == 200
    assert client.head(f"/en/{old}").status_code == 301


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_a_language_without_a_slash_leads_to_its_front_page(client, language):
    answer = client.get(f"/{language}")
    assert (answer.status_code, answer["Location"]) == (301, f"/{language}/")


@pytest.mark.parametrize("kind", factories.SLUGGED)
@pytest.mark.parametrize(
    "state",
    [
        lambda: {"status": "draft", "publish_at": None},
        lambda: {"publish_at": factories.tomorrow()},
        lambda: {"status": "withdrawn", "publish_at": None, "withdrawn_at": timezone.now()},
    ],
    ids=["draft", "embargoed", "taken back unseen"],
)
def test_the_old_address_of_what_was_never_public_is_an_address_that_never_was(client, kind, state):
    item = factories.SLUGGED[kind](slug="old-word", **state())
    old = models.path_of(item)
    item.slug = "new-word"
    item.save()
    hidden, missing = client.get(f"/en/{old}"), client.get(f"/en/{old.replace('old-word', 'never-was')}")
    told = [(one.status_code, {**one.headers, "ETag": ""}, one.content) for one in (hidden, missing)]
    assert told[0] == told[1]
    assert hidden.status_code == 404


def test_what_belongs_to_a_page_moves_with_it(client):
    release = factories.make_release(slug="old-word")
    factories.make_correction(release=release, earlier={"body_en": "Before"})
    release.slug = "new-word"
    release.save()
    for rest in (".txt", ".bib", ".ris", "/versions/1/"):
        answer = client.get(f"/en/press/2020/old-word{rest}")
        assert (answer.status_code, answer["Location"]) == (301, f"/en/press/2020/new-word{rest}")
        assert client.get(answer["Location"]).status_code == 200
    assert client.get("/en/press/2020/new-word/nothing/").status_code == 404
    edition = factories.make_edition(number=2, year=2002)
    edition.number = 3
    edition.save()
    assert client.get("/en/editions/2/programme/")["Location"] == "/en/editions/3/programme/"


def test_an_embargo_holds_under_the_old_address_too_until_its_second(client, time_machine):
    time_machine.move_to("2030-01-01T00:00:00Z", tick=False)
    release = factories.make_release(slug="old-word", publish_at=factories.tomorrow())
    release.slug = "new-word"
    release.save()
    time_machine.move_to("2030-01-01T23:59:59Z", tick=False)
    assert client.get("/en/press/2020/old-word/").status_code == 404
    time_machine.move_to("2030-01-02T00:00:00Z", tick=False)
    assert client.get("/en/press/2020/old-word/")["Location"] == "/en/press/2020/new-word/"


def test_what_was_withdrawn_says_so_under_its_old_address(client):
    release = factories.make_release(slug="old-word")
    release.slug = "new-word"
    release.save()
    release.status, release.withdrawal_note_en = "withdrawn", "It was sent too early."
    release.save()
    answer = client.get("/en/press/2020/old-word/")
    assert answer.status_code == 410
    assert "It was sent too early." in answer.content.decode()


def test_what_is_a_draft_again_is_not_told_under_any_address(client):
    release = factories.make_release(slug="old-word")
    release.slug, release.status = "new-word", "draft"
    release.save()
    assert client.get("/en/press/2020/old-word/").status_code == 404


@pytest.mark.parametrize("by_query", [True, False])
def test_what_was_public_and_is_deleted_was_there(client, by_query):
    release = factories.make_release(slug="public-one")
    hidden = factories.make_release(slug="hidden-one", publish_at=factories.tomorrow())
    for item in (release, hidden):
        models.PressRelease.objects.filter(pk=item.pk).delete() if by_query else item.delete()
    answer = client.get("/ja/press/2020/public-one/")
    assert answer.status_code == 410
    assert "<h1" in answer.content.decode()
    assert client.get("/ja/press/2020/hidden-one/").status_code == 404


def test_an_address_that_was_another_s_is_not_given_again(client):
    first = factories.make_topic(slug="test-topic")
    first.slug = "first-topic"
    first.save()
    second = factories.make_topic(slug="", name_en="Test Topic")
    assert second.slug == "test-topic-2"
    second.slug = "test-topic"
    with pytest.raises(ValidationError, match="the address of something else"):
        second.full_clean()
    first.slug = "test-topic"
    first.full_clean()


def test_what_stands_there_now_goes_before_what_stood_there(client):
    first = factories.make_release(slug="a-word")
    models.PressRelease.objects.filter(pk=first.pk).update(slug="another-word")
    factories.make_release(slug="a-word", headline_en="The second one")
    assert "The second one" in client.get("/en/press/2020/a-word/").content.decode()
    assert client.get("/en/press/2020/another-word/").status_code == 200


def test_a_change_of_many_at_once_is_in_the_ledger(client):
    draft = factories.make_release(slug="a-word", status="draft")
    models.PressRelease.objects.filter(pk=draft.pk).update(status="published")
    models.PressRelease.objects.filter(pk=draft.pk).update(slug="another-word")
    assert client.get("/en/press/2020/a-word/")["Location"] == "/en/press/2020/another-word/"
    models.Topic.objects.bulk_create([models.Topic(slug="a-topic", name_en="Topic", **factories.public({}))])
    assert models.Address.objects.filter(path="topics/a-topic/").exists()


def test_the_ledger_replayed_leads_every_reader_somewhere(client):
    items = [make(slug=f"{kind}-one") for kind, make in factories.SLUGGED.items()]
    items += [factories.make_edition(number=2, year=2002), factories.make_photo(), factories.make_survey(year=2002)]
    for item in items[:8]:
        item.slug += "-renamed"
        item.save()
    items[2].status = "withdrawn"
    items[2].save()
    items[3].delete()
    ledger = list(models.Address.objects.all())
    assert len(ledger) >= len(items) + 8
    answers = {}
    for record in ledger:
        answer = client.get(f"/en/{record.path}", follow=True)
        answers[record.path] = answer.status_code
    assert set(answers.values()) <= {200, 410}
    assert [path for path, status in answers.items() if status == 410] == [
        "documents/document-one-renamed/",
        "documents/document-one/",
        "press/2020/release-one-renamed/",
        "press/2020/release-one/",
    ]


# Old addresses of other sites


@pytest.fixture
def table(tmp_path):
    def write(*rows):
        path = tmp_path / "redirects.csv"
        path.write_text("\n".join(["address,item", *rows]), encoding="utf-8")
        return path

    return write


def test_old_addresses_of_other_sites_lead_here(client, table, settings):
    settings.ALLOWED_HOSTS = ["testserver", "old.example"]
    release = factories.make_release(slug="opening")
    path = table(
        f"/forum/page.php?id=7,{release.permanent_id}",
        "http://old.example/index.html,/ja/press/2020/opening/",
        "/开幕.html,press/2020/opening/",
    )
    assert str(import_redirects(path)) == "3 created"
    assert str(import_redirects(path)) == "3 unchanged"
    permanent = reverse("permalink", args=[release.permanent_id])
    for address, host in (
        ("/forum/page.php?id=7", "testserver"),
        ("/index.html", "old.example"),
        ("/开幕.html", "testserver"),
    ):
        answer = client.get(address, headers={"host": host})
        assert (answer.status_code, answer["Location"]) == (301, permanent), address
    assert client.get("/index.html").status_code == 404
    assert client.get("/forum/page.php?id=8").status_code == 404
    release.status = "draft"
    release.save()
    assert client.get("/forum/page.php?id=7").status_code == 404
    release.status, release.publish_at = "published", factories.PUBLIC_SINCE
    release.save()
    release.status = "withdrawn"
    release.save()
    assert client.get("/forum/page.php?id=7").status_code == 410


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("page.html,{id}", "is not an old address"),
        ("ftp://old.example/a,{id}", "is not an old address"),
        ("/,{id}", "is not an old address"),
        ("/en/press/,{id}", "is an address of this site"),
        ("/media/x,{id}", "is an address of this site"),
        ("/a.html,nothing1", "There is no item"),
        ("/" + "a" * 600 + ",{id}", "is too long"),
    ],
)
def test_one_bad_row_and_none_is_kept(table, row, reason):
    release = factories.make_release()
    before = models.Address.objects.count()
    report = import_redirects(table(f"/good.html,{release.permanent_id}", row.format(id=release.permanent_id)))
    assert [reason in str(refusal) for refusal in report.refusals] == [True]
    assert models.Address.objects.count() == before


def test_the_command_takes_them_and_says_what_it_did(table, capsys):
    release = factories.make_release()
    path = table(f"/good.html,{release.permanent_id}")
    call_command("import_table", "redirects", path, "--dry-run")
    assert not models.Address.objects.filter(path="/good.html").exists()
    call_command("import_table", "redirects", path)
    assert "redirects: 1 created." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("import_table", "redirects", table("a"))


@pytest.mark.parametrize(
    "address", ["/en/" + "a/" * 50, "/en/" + "x" * 900 + "/", "/nothing.html?" + "q" * 900, "/en//", "/%ff.html"]
)
def test_nonsense_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_an_address_not_found_costs_one_question(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/no/such/page.html")
