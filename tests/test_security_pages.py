"""The pages that say what holds: every number of the standard is there, and every test they name exists."""

import re

import pytest
from django.conf import settings

PAGES = ["docs/security.md", "docs/asvs.md", "SECURITY.md"]
# Level 1, and level 2 of files, access, cookies, headers, foreign windows and what is kept where.
LEVEL_1 = """1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2
6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1"""
LEVEL_2 = "3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2 5.1.1 5.2.3 5.4.1-3 8.1.2 8.2.3 8.4.1 14.1.1-2 14.2.2-4 14.3.2-3"


def read(page):
    return (settings.BASE_DIR / page).read_text("utf-8")


def numbers(spans):
    for span in spans.split():
        chapter, _dash, last = span.partition("-")
        front, _dot, first = chapter.rpartition(".")
        yield from (f"V{front}.{n}" for n in range(int(first), int(last or first) + 1))


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_exists(page):
    named = set(re.findall(r"`(?:tests/)?([\w/]*test_[\w*]+\.py)`", read(page)))
    assert named
    assert [name for name in named if not list((settings.BASE_DIR / "tests").glob(name))] == []


def test_every_item_of_the_standard_stands_once():
    firsts = [row.split("|")[1] for row in read("docs/asvs.md").splitlines() if row.startswith("| V")]
    found = [
        number
        for first in firsts
        for number in ([*numbers("10.4.1-5")] if " to " in first else [one.strip() for one in first.split(",")])
    ]
    assert sorted(found) == sorted([*numbers(LEVEL_1), *numbers(LEVEL_2)])
    assert len([*numbers(LEVEL_1)]) == 70


def test_every_requirement_of_ours_stands_once():
    assert re.findall(r"^\| (R\d+) \|", read("docs/security.md"), re.MULTILINE) == [f"R{n}" for n in range(1, 41)]
