"""What is kept, in which coding it is given, how long others may keep it, and what falls off the shelves."""

import zlib
from itertools import pairwise

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions import kept_pages
from editions.kept_pages import Page, Shelf, Shelves

CONTROL = "public, max-age=0, must-revalidate"
BODY = b"<p>\xe6\x9d\xb1\xe4\xba\xac</p>" * 40


def make_page(body=BODY, status="200 OK", **said):
    own = {"Content_Type": "text/html", "Content_Length": str(len(body)), "ETag": '"one"', "Cache_Control": CONTROL}
    headers = {name.replace("_", "-"): value for name, value in (own | said).items() if value is not None}
    return Page(status, list(headers.items()), body)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=none", ""),
        ("identity", ""),
        ("br;q=0.5, identity", ""),
        ("identity, br, *;q=0", "br"),
        ("gzip, " + "x" * 200, "gzip"),
    ],
)
def test_the_best_coding_that_is_taken_is_given(accepted, coding):
    assert kept_pages.coding(accepted) == coding


@given(st.text())
def test_no_accepted_coding_breaks_it(accepted):
    assert kept_pages.coding(accepted) in kept_pages.CODINGS


@pytest.mark.parametrize(
    ("coding", "read"), [("br", brotli.decompress), ("gzip", lambda b: zlib.decompress(b, 31)), ("", bytes)]
)
def test_each_coding_says_the_same(coding, read):
    headers, unchanged, [body] = make_page(Vary="Accept-Encoding", Content_Language="en").in_coding(coding)
    assert read(body) == BODY
    said = dict(headers)
    assert said["Content-Length"] == str(len(body))
    assert said.get("Content-Encoding", "") == coding
    assert said["ETag"] == ('W/"one"' if coding else '"one"')
    assert dict(unchanged) == {"ETag": said["ETag"], "Vary": "Accept-Encoding"}


@pytest.mark.parametrize(
    "said",
    [
        {"status": "404 Not Found"},
        {"Cache_Control": "no-store"},
        {"Cache_Control": "public, no-store"},
        {"Cache_Control": "private"},
        {"Cache_Control": None},
        {"Set_Cookie": "a=b"},
        {"Vary": "Accept-Encoding, Cookie"},
        {"Vary": "Accept-Language"},
        {"Vary": "*"},
        {"Content_Encoding": "gzip"},
        {"ETag": None},
    ],
)
def test_what_is_not_for_everybody_is_not_kept(said):
    assert make_page().is_for_all
    assert make_page(Vary="Accept-Encoding").is_for_all
    assert not make_page(**said).is_for_all


@pytest.mark.parametrize(
    ("said", "is_compressible"),
    [
        ({}, True),
        ({"Content_Type": "application/manifest+json"}, True),
        ({"Content_Type": "application/xml"}, True),
        ({"status": "404 Not Found"}, True),
        ({"body": b"short"}, False),
        ({"Content_Type": "image/png"}, False),
        ({"Content_Encoding": "gzip"}, False),
        ({"Cache_Control": "no-store"}, False),
        ({"Vary": "Cookie"}, False),
    ],
)
def test_texts_for_everybody_are_compressed_and_secrets_are_not(said, is_compressible):
    assert make_page(**said).is_compressible is is_compressible


@pytest.mark.parametrize(
    ("control", "left", "lasting"),
    [
        (CONTROL, 3600, f"{CONTROL}, s-maxage=30, stale-while-revalidate=30"),
        (CONTROL, 60, f"{CONTROL}, s-maxage=30, stale-while-revalidate=30"),
        (CONTROL, 45.9, f"{CONTROL}, s-maxage=30, stale-while-revalidate=15"),
        (CONTROL, 12, f"{CONTROL}, s-maxage=12, stale-while-revalidate=0"),
        (CONTROL, -1, f"{CONTROL}, s-maxage=0, stale-while-revalidate=0"),
        ("public, max-age=3600, s-maxage=60", 90, "public, max-age=90, s-maxage=30, stale-while-revalidate=30"),
        ("public, max-age=3600, s-maxage=60", 9000, "public, max-age=3600, s-maxage=30, stale-while-revalidate=30"),
    ],
)
def test_nobody_may_keep_a_page_past_its_moment(control, left, lasting):
    page = make_page(Cache_Control=control)
    page.keep(1, 10_000 + left)
    assert page.lasts(10_000) == [("Cache-Control", lasting)]


def test_what_is_not_kept_says_what_its_view_said():
    assert make_page(Cache_Control="no-store").lasts(5) == [("Cache-Control", "no-store")]
    assert make_page(Cache_Control=None).lasts(5) == []


@pytest.mark.parametrize("asked", ['"one"', 'W/"one"', '"two", W/"one"', "*"])
def test_who_holds_the_page_is_known(asked):
    assert make_page().is_held(asked)


def test_who_holds_another_page_is_given_this_one():
    assert not make_page().is_held('"two"')
    assert not make_page(ETag=None).is_held("*")
    assert not make_page(status="404 Not Found").is_held('"one"')


def weights(shelf):
    return sum(page.weight for page in shelf.pages.values())


def test_a_shelf_holds_so_many_pages_and_so_many_bytes():
    shelf = Shelf(most=3, room=10**6)
    for number in range(5):
        shelf.put(number, make_page())
    assert list(shelf.pages) == [2, 3, 4]
    heavy = Shelf(most=100, room=3 * make_page().weight)
    for number in range(5):
        heavy.put(number, make_page())
    assert list(heavy.pages) == [2, 3, 4]
    assert heavy.weight == weights(heavy)
    assert heavy.take(9) is None


def test_what_is_used_stays():
    shelves = Shelves(most=4, room=10**7)
    for number in range(4):
        shelves.put(number, make_page())
        assert shelves.get(number)
    assert list(shelves.used.pages) == [1, 2, 3]
    shelves.get(1)
    shelves.put(4, make_page())
    shelves.get(4)
    assert list(shelves.used.pages) == [3, 1, 4]


def test_a_flood_of_addresses_asked_for_once_clears_no_page_that_is_used():
    shelves = Shelves(most=100, room=10**7)
    used = make_page()
    shelves.put("used", used)
    shelves.get("used")
    for number in range(10_000):
        shelves.put(number, make_page(b"x"))
        shelves.get(f"{number} that is not there")
    assert shelves.get("used") is used
    assert len(shelves.new.pages) == 25
    assert len(shelves.used.pages) == 1


def test_a_page_made_anew_takes_the_place_of_the_old_one():
    shelves = Shelves(most=8, room=10**6)
    new = make_page()
    shelves.put("one", make_page())
    shelves.get("one")
    shelves.put("one", new)
    assert shelves.get("one") is new
    assert len(shelves.used.pages) == 1
    assert not shelves.new.pages


def test_a_page_that_fell_off_while_it_was_looked_at_is_not_put_back():
    shelves = Shelves(most=8, room=10**6)
    assert shelves._promoted("gone") is None
    page = make_page()
    shelves.put("one", page)
    shelves.get("one")
    shelves.used.pages = Falling(shelves.used.pages)
    assert shelves.get("one") is page


class Falling(kept_pages.OrderedDict):
    def move_to_end(self, key, last=True):
        del self[key]
        super().move_to_end(key)


def test_another_coding_makes_a_page_heavier_and_the_shelf_stays_within_its_room():
    one, other = make_page(), make_page()
    shelves = Shelves(most=100, room=4 * (one.weight + 50))
    shelves.put("one", one)
    shelves.weigh("one", one, 10)
    assert shelves.new.weight == one.weight == weights(shelves.new)
    shelves.get("one")
    shelves.put("one", one)
    shelves.weigh("one", one, 10)
    assert shelves.used.weight == one.weight
    shelves.put("other", other)
    shelves.weigh("other", other, 10**6)
    assert not shelves.new.pages
    assert shelves.new.weight == 0


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["get", "put", "weigh"]), st.integers(0, 9000))))
def test_whatever_happens_the_weights_are_right(steps):
    shelves = Shelves(most=6, room=60_000)
    for address, step, size in steps:
        page = shelves.get(address) if step != "put" else make_page(b"x" * size)
        if step == "put":
            shelves.put(address, page)
        elif step == "weigh" and page:
            shelves.weigh(address, page, size)
        for shelf in (shelves.new, shelves.used):
            assert shelf.weight == weights(shelf) <= shelf.room
            assert len(shelf.pages) <= shelf.most
        assert not shelves.new.pages.keys() & shelves.used.pages.keys()
    assert all(a != b for a, b in pairwise(shelves.used.pages))
