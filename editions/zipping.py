"""A ZIP file written while it is sent: as much memory as one piece, however many files there are."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

PIECE = 64 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = b"\xef\xbb\xbf"


class _Pipe(io.RawIOBase):
    """What the archive writes, kept until it is taken away. It cannot be rewound, so the archive does not try."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def stream(entries: Iterable[tuple[str, Callable[[], Iterable[bytes]]]], moment: datetime) -> Iterator[bytes]:
    """The pieces of an archive of (name, function that yields the content). Contents are stored: pictures do not shrink.

    Each function is called when its turn comes; one that raises ``FileNotFoundError`` before its first piece is left out.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, content in entries:
            pieces = iter(content())
            try:
                first = next(pieces, b"")
            except FileNotFoundError:
                continue
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            with archive.open(info, "w") as entry:
                entry.write(first)
                for piece in pieces:
                    entry.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that spreadsheets open rightly: with the mark of UTF-8, and no cell that they would take for a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([neutral(cell) for cell in row] for row in rows)
    return _MARK + out.getvalue().encode()


def table_pieces(columns: Sequence[str], rows: Iterable[Sequence[str]], at_once: int = 500) -> Iterator[bytes]:
    """The pieces of such a file, as its rows come."""
    yield table([columns])
    waiting: list[Sequence[str]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == at_once:
            yield table(waiting).removeprefix(_MARK)
            waiting.clear()
    if waiting:
        yield table(waiting).removeprefix(_MARK)


def neutral(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def meant(cell: str) -> str:
    """What ``neutral`` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
