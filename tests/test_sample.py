"""The sample forum, loaded whole once: what must be in it, and what the search finds in it."""

import contextlib
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from editions import entries, models, search, tokens
from tests.test_search import found

TABLE = Path(__file__).with_name("search_table.tsv")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """What loading it said; it is taken back afterwards."""
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path_factory.mktemp("files")}
    storages = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        with contextlib.redirect_stdout(io.StringIO()) as said:
            call_command("load_sample")
        list(entries.rebuild())
        yield said.getvalue()
        transaction.set_rollback(True)


def test_the_sample_is_complete(sample):
    assert "0 refused" in sample
    assert "Still uncertain" in sample

    wang_yi = models.Speaker.objects.published().get(slug="wang-yi")
    titles = wang_yi.appearances.order_by("edition__number").values_list("title_en", flat=True)
    assert titles[0] == "Chinese ambassador to Japan"
    assert len(set(titles)) >= 3

    for spelling in ("Muto Toshiro", "Toshio Muto", "武藤敏郎", "武藤"):
        found = models.Speaker.objects.published().named(spelling).values_list("slug", flat=True)
        assert "toshiro-muto" in found, spelling

    fifth = models.Edition.objects.published().get(number=5)
    assert [venue.city_en for venue in fifth.venues.all()] == ["Dalian"]

    last = models.Edition.objects.published().get(number=21)
    assert (last.state, last.starts_on) == (models.Edition.State.POSTPONED, None)
    assert last.plans.count() == 3

    house = models.Organisation.objects.published().get(slug="cicg")
    assert [house.name_in(year).short_name_en for year in (2016, 2024)] == ["CIPG", "CICG"]


@pytest.mark.sqlite_only  # it compares tables with rows, in Python
def test_loading_it_again_creates_nothing(sample, capsys):
    call_command("load_sample", quiet_about_doubts=True)
    assert "0 created" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.usefixtures("sample")
class TestTheTable:
    """Questions in three languages on the sample forum, by hand; both databases answer in the same order."""

    def test_every_question_finds_what_it_should(self):
        wrong, count = [], 0
        for line in TABLE.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            language, question, wanted = line.split("\t")
            addresses = [entry.address for entry in found(question, language)]
            count += 1
            if wanted == "-":
                fine = not addresses
            else:
                fine = all(
                    addresses[:1] and addresses[0].startswith(part[1:])
                    if part.startswith("^")
                    else any(part in address for address in addresses)
                    for part in wanted.split()
                )
            if not fine:
                wrong.append(f"{line} -> {addresses[:4]} of {len(addresses)}")
        assert wrong == []
        assert count >= 150

    def test_the_order_is_title_then_newest_on_both_databases(self):
        for question, language in (("forum", "en"), ("国", "zh-hans"), ("日中", "ja"), ("media", "en")):
            groups = tokens.ask(question)
            keys = search.find(groups, language).keys
            found_there = models.SearchEntry.objects.in_bulk(keys)
            in_title = {key for key, entry in found_there.items() if tokens.holds(entry.title_tokens, groups)}
            assert in_title
            assert len(in_title) < len(keys) == len(set(keys))
            assert keys == sorted(keys, key=lambda key: (key not in in_title, -key))
