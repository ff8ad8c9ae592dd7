"""A ZIP file in pieces: whole, in constant memory, with a table that no spreadsheet misreads."""

import datetime
import io
import tracemalloc
import zipfile

import pytest

from editions import zipping

MOMENT = datetime.datetime(2024, 12, 4, 10, 0, tzinfo=datetime.UTC)


def test_the_pieces_make_an_archive():
    pieces = zipping.stream([("a.txt", lambda: [b"one", b"two"]), ("开幕.txt", lambda: [b""])], MOMENT)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {"a.txt": b"onetwo", "开幕.txt": b""}


def test_a_file_that_is_gone_is_left_out():
    def gone():
        raise FileNotFoundError
        yield b""

    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipping.stream([("a", gone), ("b", lambda: [b"x"])], MOMENT))))
    assert archive.namelist() == ["b"]


def test_fifty_megabytes_pass_through_two():
    piece = bytes(zipping.PIECE)
    entries = [(f"{n}.bin", lambda: (piece for _n in range(80))) for n in range(10)]
    tracemalloc.start()
    total = sum(len(part) for part in zipping.stream(entries, MOMENT))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 50_000_000
    assert peak < 2_000_000


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_takes_for_a_formula_is_text(cell):
    assert zipping.neutral(cell) == f"'{cell}"


def test_a_table_says_that_it_is_utf8():
    assert (
        zipping.table([["説明", 'with "quotes", and comma']])
        == b"\xef\xbb\xbf" + '説明,"with ""quotes"", and comma"\r\n'.encode()
    )
