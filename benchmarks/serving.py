"""Kept pages against a bare Django view on the same server and against nginx with a file, in one run.

    python -m benchmarks.serving [--short] [--folder FOLDER]

One worker on one core, wrk on the others, 32 connections. Rounds go through all sides in turn, so that whatever else the machine
does falls on each; a ratio is taken within its round, and its median is given with the smallest and the largest. Ratios are of
answers in a second of the server's own processor time: where a core is its own that is the rate, and where others use the machine
too it still tells one side from the other. Then: a page
that the reader has already (304), an edit under load, a flood of query strings, the time from the start to the first page, and
what a worker weighs. The sample forum is loaded into FOLDER (a temporary one by default), which is used again.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import contents

PAGES = {"edition": "/en/editions/20/", "press list": "/en/press/", "release": "/en/press/2024/20-opening/"}
CORES = sorted(os.sched_getaffinity(0))
NGINX = """
worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log; daemon off;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t; keepalive_requests 100000000; sendfile on;
  server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/www; }} }}
}}
"""
# Asks for the pages of a list in no order, and tells the whole distribution at the end.
MANY = """
local paths = {{ {paths} }}
math.randomseed(7)
request = function() return wrk.format("GET", paths[math.random(#paths)], {{["Accept-Encoding"] = "br"}}) end
done = function(s, l, r) print(string.format("TOLD %d %d %d %d", s.requests, l:percentile(99), l:percentile(99.9), l.max)) end
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


@dataclass
class Side:
    """One of those compared: its server's process, its port and what is asked of it."""

    process: subprocess.Popen
    port: int

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Sides = dict[str, tuple[Side, str, dict[str, str]]]
Figures = dict[str, list[float]]


def not_installed(*programs: str) -> str:
    """What to say of those that are not there; empty when all are."""
    missing = [program for program in programs if not shutil.which(program)]
    return f"Not installed: {', '.join(missing)}." if missing else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare(folder: Path) -> None:
    contents.compiled()
    contents.manage(folder, "migrate", "-v0")  # a folder that is used again may be of an older day
    if not (folder / "prepared").exists():
        contents.manage(folder, "createcachetable")
        contents.manage(folder, "load_sample")
    contents.manage(folder, "collectstatic", "--noinput", "-v0")
    (folder / "prepared").touch()


@contextmanager
def granian(application: str, folder: Path, *, python: str = sys.executable, **own: str) -> Iterator[Side]:
    port = free_port()
    command = [python, "-m", "granian", application, "--interface", "wsgi", "--http", "1", "--no-ws"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "error"]
    yield from running(command, port, contents.environment(folder, **own))


@contextmanager
def nginx(folder: Path) -> Iterator[Side]:
    port = free_port()
    (folder / "www").mkdir(exist_ok=True)
    (folder / "www" / "page").write_bytes(b"x" * 20_000)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    folder.chmod(0o755)
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    yield from running(command, port, dict(os.environ))


def running(command: list[str], port: int, env: dict[str, str]) -> Iterator[Side]:
    pinned = ["taskset", "-c", str(CORES[0]), *command]
    with subprocess.Popen(pinned, cwd=contents.ROOT, env=env, stderr=subprocess.DEVNULL) as process:
        side = Side(process, port)
        try:
            wait_for(side)
            yield side
        finally:
            process.send_signal(signal.SIGTERM)


def wait_for(side: Side) -> None:
    for _ in range(3000):
        try:
            socket.create_connection(("127.0.0.1", side.port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.01)
    sys.exit("A server did not start.")


def wrk(side: Side, path: str, seconds: float, connections: int = 32, script: str = "", **headers: str) -> str:
    command = [
        "taskset",
        "-c",
        ",".join(map(str, CORES[1:] or CORES)),
        "wrk",
        "-t2",
        f"-c{connections}",
        f"-d{seconds}s",
    ]
    for name, value in headers.items():
        command += ["-H", f"{name.replace('_', '-')}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if script:
            file.write(script)
            file.flush()
            command += ["-s", file.name]
        run = subprocess.run([*command, side.site + path], capture_output=True, text=True, check=True)
    if "Non-2xx" in run.stdout and "304" not in str(headers):
        print(run.stdout, file=sys.stderr)
    return run.stdout


def rate(told: str) -> float:
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(found[1]) if found else 0.0


def get(side: Side, path: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    request = urllib.request.Request(side.site + path, headers={"Host": "localhost", "Accept-Encoding": "br"} | headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read(), dict(answer.headers)


def spread(ratios: list[float], digits: int = 2) -> str:
    return f"{statistics.median(ratios):.{digits}f} ({min(ratios):.{digits}f} to {max(ratios):.{digits}f})"


def compare(sides: Sides, rounds: int, seconds: float) -> tuple[Figures, Figures]:
    """Answers in a second, and in a second of the server's processor time, in rounds that go through all sides."""
    rates: Figures = {name: [] for name in sides}
    effort: Figures = {name: [] for name in sides}
    for _ in range(rounds):
        for name, (side, path, headers) in sides.items():
            before = processor_time(side)
            # What is made anew takes so long that more would only wait.
            told = wrk(side, path, seconds, 4 if "anew" in name else 32, **headers)
            rates[name].append(rate(told))
            effort[name].append(answers(told) / max(processor_time(side) - before, 0.01))
    return rates, effort


def processor_time(side: Side) -> float:
    """Seconds that the server and its workers have used."""
    pids = [str(side.process.pid), *children(side)]
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(found[11]) + int(found[12]) for found in fields) / os.sysconf("SC_CLK_TCK")


def children(side: Side) -> list[str]:
    return Path(f"/proc/{side.process.pid}/task/{side.process.pid}/children").read_text().split()


def answers(told: str) -> int:
    return int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]


def kept_pages(folder: Path, rounds: int, seconds: float) -> None:
    brotli = {"Accept_Encoding": "br", "Host": "localhost"}
    with ExitStack() as stack:
        ours = stack.enter_context(granian("forumsite.worker:application", folder))
        anew = stack.enter_context(granian("forumsite.worker:application", folder, PAGE_CACHE_MB="0"))
        bare = stack.enter_context(granian("benchmarks.bare:application", folder))
        static = stack.enter_context(nginx(folder))
        sides = {"bare Django view, 20 kB": (bare, "/", brotli), "nginx, file of 20 kB": (static, "/page", brotli)}
        for name, path in PAGES.items():
            body, headers = get(ours, path)
            get(ours, path)
            print(f"{name}: {len(body)} bytes in brotli")
            sides[f"{name}, kept"] = (ours, path, brotli)
            sides[f"{name}, not modified"] = (ours, path, brotli | {"If_None_Match": headers["etag"]})
            sides[f"{name}, made anew"] = (anew, path, {"Accept_Encoding": "gzip", "Host": "localhost"})
        rates, effort = compare(sides, rounds, seconds)
    print("\n| | answers a second | in a second of processor time | × bare view | × nginx |\n|---|---|---|---|---|")
    own, files = effort["bare Django view, 20 kB"], effort["nginx, file of 20 kB"]
    for name, found in effort.items():
        against = [spread([a / b for a, b in zip(found, other, strict=True)]) for other in (own, files)]
        middle = [f"{statistics.median(figures):,.0f}" for figures in (rates[name], found)]
        print("| " + " | ".join([name, *middle, *against]) + " |")
    for name in PAGES:
        ratios = [a / b for a, b in zip(effort[f"{name}, not modified"], effort[f"{name}, kept"], strict=True)]
        print(f"not modified against kept, {name}: {spread(ratios)}")


def made_since(file: Path, lines: int) -> Counter[str]:
    return Counter(file.read_text().splitlines()[lines:])


def edit_under_load(folder: Path, seconds: float) -> None:
    """200 pages in use, 8 connections, and one save by another process in the middle."""
    with (
        tempfile.TemporaryDirectory() as name,
        granian("benchmarks.counted:application", folder, MADE=f"{name}/made") as ours,
    ):
        made = Path(name) / "made"
        paths = hot_paths(ours, 200)
        script = MANY.format(paths=", ".join(f'"{path}"' for path in paths))
        quiet = wrk(ours, "/", seconds, 8, script, Host="localhost")
        lines = len(made.read_text().splitlines())
        save = "import time; from editions.models import Page; page = Page.objects.first(); time.sleep({}); page.save()"
        editor = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-c", save.format(seconds / 3)],
            cwd=contents.ROOT, env=contents.environment(folder), stdout=subprocess.DEVNULL,
        )  # fmt: skip
        told = wrk(ours, "/", seconds + 2, 8, script, Host="localhost")
        editor.wait()
        again = made_since(made, lines)
        one = alone(ours, paths)
    print(f"\nAn edit under load, {len(paths)} pages in use, 8 connections, {seconds + 2:.0f} s:")
    print(f"  pages made anew {len(again)}, at most {max(again.values(), default=0)} times each")
    for label, text in {"without an edit": quiet, "with it": told}.items():
        count, p99, p999, most = map(int, re.search(r"TOLD (\d+) (\d+) (\d+) (\d+)", text).groups())  # type: ignore[union-attr]
        print(
            f"  {label}: {count:,} answers, p99 {p99 / 1000:.1f} ms, p99.9 {p999 / 1000:.1f} ms, longest {most / 1000:.0f} ms"
        )
    print(f"  a page made anew, alone: {one * 1000:.1f} ms (median of these pages)")


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
    with (
        tempfile.TemporaryDirectory() as name,
        granian("benchmarks.counted:application", folder, MADE=f"{name}/made") as ours,
    ):
        made = Path(name) / "made"
        paths = hot_paths(ours, 200)
        before = weight(ours)
        print("\nA flood of query strings, 200 pages in use:")
        for label, path in {
            "a name no list knows": "/en/press/?n%d=1",
            "nonsense for a filter": "/en/press/?year=%d",
        }.items():
            asked = 0
            lines = len(made.read_text().splitlines())
            while asked < 100_000 and (asked == 0 or "knows" in label):
                told = wrk(ours, "/", seconds, 8, FLOOD.format(path=path), Host="localhost")
                asked += answers(told)
            lines_after = len(made.read_text().splitlines())
            for hot in paths:
                get(ours, hot)
            again = sum(made_since(made, lines_after)[f"{hot}?"] for hot in paths)
            print(
                f"  {label}: {asked:,} addresses, Django asked {lines_after - lines:,} times; pages in use made anew after it: {again}; "
                f"the worker weighs {weight(ours):.1f} MiB, before {before:.1f}"
            )


def weight(side: Side) -> float:
    """MiB of the worker, what it shares counted by parts (PSS): the server's only child."""
    worker = [*children(side), str(side.process.pid)][0]
    text = Path(f"/proc/{worker}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) / 1024  # type: ignore[index]


def start(folder: Path, rounds: int) -> None:
    took, weights = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        with granian("forumsite.worker:application", folder) as ours:
            get(ours, "/en/")
            took.append(time.perf_counter() - began)
            weights.append(weight(ours))
    print(
        f"\nFrom the start of the server to the first page: {spread(took)} s; a worker then weighs {spread(weights, 1)} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="three rounds of one second instead of seven of three")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if wanting := not_installed("wrk", "nginx", "taskset"):
        sys.exit(wanting)
    rounds, seconds = (3, 1) if asked.short else (7, 3)
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        prepare(folder)
        kept_pages(folder, rounds, seconds)
        edit_under_load(folder, 5 if asked.short else 10)
        flood(folder, seconds)
        start(folder, 3 if asked.short else 7)


if __name__ == "__main__":
    main()
