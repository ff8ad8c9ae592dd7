"""Two hundred pages in use while somebody edits, and while somebody asks for nonsense.

What a reader waits is told twice: of the answers that were given, and as wrk corrects it for those that were not asked for because
whoever asks was waiting. Eight who ask without a pause meet pages of before in turn, so the second cannot be less than eight pages' time.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import contents
from benchmarks.servers import Side, answers, get, granian, weight, wrk

# Asks for the pages of a list in no order, notes what each answer took by a tenth of a millisecond, and tells it at the end. One
# connection to each of its threads, so that the next answer is the one to the last question.
MANY = """
local ffi = require("ffi")
ffi.cdef[[ typedef struct {{ long seconds; long nanoseconds; }} moment; int clock_gettime(int clock, moment *at); ]]
local at = ffi.new("moment")
local function now()
  ffi.C.clock_gettime(1, at)
  return tonumber(at.seconds) * 1e4 + tonumber(at.nanoseconds) / 1e5
end
local paths = {{ {paths} }}
local threads, asked = {{}}, 0
setup = function(thread) table.insert(threads, thread); thread:set("number", #threads) end
init = function() math.randomseed(number); took = {{}} end
request = function()
  asked = now()
  return wrk.format("GET", paths[math.random(#paths)], {{["Accept-Encoding"] = "br"}})
end
response = function()
  local tenths = math.floor(now() - asked)
  took[tenths] = (took[tenths] or 0) + 1
end
done = function(summary, latency, requests)
  for _, thread in ipairs(threads) do
    for tenths, times in pairs(thread:get("took")) do print(string.format("TOOK %d %d", tenths, times)) end
  end
  print(string.format("CORRECTED %d", latency:percentile(99)))
end
"""
FLOOD = """
local n = 0
local number = 0
setup = function(thread) thread:set("number", n); n = n + 1 end
request = function()
  number = number + 2
  return wrk.format("GET", string.format("{path}", number), {{["Accept-Encoding"] = "br"}})
end
"""


# An editor who has the page open already, and saves it when told.
SAVE = """
import time
from editions.models import Page
page = Page.objects.first()
print("ready", flush=True)
time.sleep(float(input()))
page.save()
"""


class Made:
    """The pages that Django was asked for, which ``benchmarks.counted`` writes down."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def so_far(self) -> int:
        return len(self.file.read_text().splitlines())

    def since(self, lines: int) -> Counter[str]:
        return Counter(self.file.read_text().splitlines()[lines:])


@contextmanager
def in_use(folder: Path) -> Iterator[tuple[Side, Made, list[str]]]:
    """A site of which 200 pages are in use, what is made there, and those pages."""
    with (
        tempfile.TemporaryDirectory() as name,
        granian("benchmarks.counted:application", folder, MADE=f"{name}/made") as ours,
    ):
        yield ours, Made(Path(name) / "made"), hot_paths(ours, 200)


def edit_under_load(folder: Path, seconds: int) -> None:
    """200 pages in use, 8 connections, and one save by another process after a second."""
    with in_use(folder) as (ours, made, paths):
        script = MANY.format(paths=", ".join(f'"{path}"' for path in paths))
        quiet = wrk(ours, "/", seconds, 8, script, threads=8, Host="localhost")
        lines = made.so_far()
        call = [sys.executable, "-W", "ignore", "manage.py", "shell", "--verbosity", "0", "-c", SAVE]
        with subprocess.Popen(
            call, cwd=contents.ROOT, env=contents.environment(folder), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as editor:  # fmt: skip
            assert editor.stdin
            assert editor.stdout
            while "ready" not in (line := editor.stdout.readline()):
                if not line:
                    sys.exit("The editor did not come.")
            print(1, file=editor.stdin, flush=True)
            told = wrk(ours, "/", seconds + 5, 8, script, threads=8, Host="localhost")
        again = made.since(lines)
        one = alone(ours, paths) * 1000
    print(f"\nAn edit under load, {len(paths)} pages in use, 8 connections, {seconds + 5} s:")
    print(f"  pages made anew {len(again)}, at most {max(again.values(), default=0)} times each")
    for label, text in {"without an edit": quiet, "with it": told}.items():
        took = waits(text)
        p99, p999, most = (share(took, part) for part in (0.99, 0.999, 1))
        corrected = int(re.search(r"CORRECTED (\d+)", text)[1]) / 1000  # type: ignore[index]
        print(
            f"  {label}: {took.total():,} answers, p99 {p99:.1f} ms ({p99 / one:.1f} pages made alone), p99.9 {p999:.1f} ms, "
            f"longest {most:.0f} ms; p99 corrected for waiting {corrected:.1f} ms ({corrected / one:.1f})"
        )
    print(f"  a page made anew, alone: {one:.1f} ms (median of these pages)")


def waits(told: str) -> Counter[float]:
    """How many answers took so many milliseconds."""
    took: Counter[float] = Counter()
    for tenths, times in re.findall(r"TOOK (\d+) (\d+)", told):
        took[int(tenths) / 10] += int(times)
    return took


def share(took: Counter[float], part: float) -> float:
    """Milliseconds within which that part of the answers came."""
    left = part * took.total()
    for milliseconds in sorted(took):
        left -= took[milliseconds]
        if left <= 0:
            return milliseconds
    return 0.0


def hot_paths(side: Side, most: int) -> list[str]:
    """Pages that the sitemap names, each asked for twice, so that it is in use."""
    files = re.findall(rb"<loc>http://localhost(/[^<]+)</loc>", get(side, "/sitemap.xml", **{"Accept-Encoding": ""})[0])
    paths: list[str] = []
    for file in files:
        paths += re.findall(
            r"<loc>http://localhost(/[^<]+)</loc>", get(side, file.decode(), **{"Accept-Encoding": ""})[0].decode()
        )
    paths = paths[:: max(1, len(paths) // most)][:most]
    for path in paths * 2:
        get(side, path)
    return paths


def alone(side: Side, paths: list[str]) -> float:
    """Seconds that a page takes when it is made anew, nobody else asking: the session of nobody passes by what is kept."""
    found = []
    for path in paths[:60]:
        began = time.perf_counter()
        get(side, path, Cookie="messages=none")
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def flood(folder: Path, seconds: float) -> None:
    with in_use(folder) as (ours, made, paths):
        before = weight(ours)
        print("\nA flood of query strings, 200 pages in use:")
        for label, path in {
            "a name no list knows": "/en/press/?n%d=1",
            "nonsense for a filter": "/en/press/?year=%d",
        }.items():
            asked = 0
            lines = made.so_far()
            while asked < 100_000 and (asked == 0 or "knows" in label):
                told = wrk(ours, "/", seconds, 8, FLOOD.format(path=path), Host="localhost")
                asked += answers(told)
            lines_after = made.so_far()
            for hot in paths:
                get(ours, hot)
            again = sum(made.since(lines_after)[f"{hot}?"] for hot in paths)
            print(
                f"  {label}: {asked:,} addresses, Django asked {lines_after - lines:,} times; pages in use made anew after it: {again}; "
                f"the worker weighs {weight(ours):.1f} MiB, before {before:.1f}"
            )
