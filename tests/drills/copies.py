"""Backups and restorations: killed at any moment, repeated, and every page compared."""

import random
import re
import time
from pathlib import Path

from .places import Place, Seeds, Server

KILLS = 6
SITE = "http://localhost:8000"  # the same for both, since archives name it inside


def backups(seeds: Seeds):
    """Killed backups leave a whole one or none."""
    place = seeds.copy()
    begun = time.monotonic()
    place.manage("backup", str(place.var / "whole.tar"))
    whole, struck, halves = time.monotonic() - begun, 0, 0
    for number in range(KILLS):
        target = place.var / f"killed-{number}.tar"
        struck += killed(place, random.uniform(0.3, 1) * whole, "backup", str(target))
        halves += target.exists() and place.start("verify", str(target)).wait() != 0
    figure = f"{struck} of {KILLS} struck, half-done {halves}; a whole one takes {whole:.1f} s"
    yield "kill -9 during backup", place.on, figure, not halves


def killed(place: Place, after: float, *words: str) -> bool:
    """Whether the command was still at work when it was killed."""
    run = place.start(*words)
    time.sleep(after)
    at_work = run.poll() is None
    run.kill()
    run.communicate()
    return at_work


def restorations(seeds: Seeds):
    """Killed at each of its steps, and once more at random, in one place; the last try brings everything back."""
    for postgres in seeds.both():
        place = seeds.empty(postgres=postgres)
        struck = [killed(place, 2 + random.uniform(0, 1), "restore", str(seeds.backup))]
        for step in ("files put back", "Tables made", "rows put back"):
            struck.append(killed_after(place, step, random.uniform(0, 0.4), seeds.backup))
        begun = time.monotonic()
        if struck[-1]:  # else it had come to its end
            place.manage("restore", str(seeds.backup))
        took = time.monotonic() - begun
        whole = place.is_whole()
        again = place.var / "again.tar"
        place.manage("backup", str(again))
        same = rows_of(again) == rows_of(seeds.backup)
        figure = f"{sum(struck)} of {len(struck)} struck, each tried again in the same place, lost {0 if same and whole else 'something'}"
        yield "kill -9 during restore", place.on, f"{figure}; the last try took {took:.1f} s", same and whole


def killed_after(place: Place, step: str, more: float, backup: Path) -> bool:
    """Killed some moments after it said this step."""
    run = place.start("restore", str(backup), stdout=-1)
    for line in run.stdout:
        if step in line:
            break
    time.sleep(more)
    at_work = run.poll() is None
    run.kill()
    run.communicate()
    return at_work


def rows_of(backup: Path) -> dict[str, int]:
    import json
    import tarfile

    with tarfile.open(backup) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))
    counted = {name: part["rows"] for name, part in manifest["tables"].items()}
    return counted | {path: part["digest"] for path, part in manifest["files"].items()}


def pages(seeds: Seeds):
    """Every page that can be reached, before and after."""
    with seeds.copy().served(SITE_URL=SITE) as server:
        before = crawled(server)
    for postgres in seeds.both():
        place = seeds.empty(postgres=postgres)
        place.manage("restore", str(seeds.backup))
        place.manage("collectstatic", "--noinput", "-v0")
        with place.served(SITE_URL=SITE) as server:
            after = {path: read(server, path) for path in before}
        others = sorted(path for path in before if before[path] != after[path])
        for path in others[:5]:
            print(f"  differs: {path}")
        figure = f"{len(before)} addresses compared to the byte, different {len(others)}"
        yield "a backup restored elsewhere", place.on, figure, not others


# In each language: what the sitemaps name, and one step further.
TICKET = re.compile(rb'(name="(?:ticket|csrfmiddlewaretoken)" value=")[^"]*')


def crawled(server: Server) -> dict[str, tuple]:
    found, to_ask = {}, ["/sitemap.xml", "/en/", "/zh-hans/", "/ja/"]
    asked = set(to_ask)
    while to_ask:
        path = to_ask.pop()
        answer = read(server, path)
        found[path] = answer
        if answer[0] != 200 or answer[2].startswith("image/"):
            continue
        text = answer[1].decode("utf-8", "replace")
        for link in re.findall(r'(?:href|src)="(/[^"#]*)|<loc>http://[^/<]+(/[^<]*)</loc>', text):
            path = (link[0] or link[1]).replace("&amp;", "&")
            searching = "?" in path and not path.endswith((".jpg", ".webp"))
            if path not in asked and not searching and not path.startswith(("/admin/", "/accounts/", "/static/")):
                asked.add(path)
                to_ask.append(path)
    return found


def read(server: Server, path: str) -> tuple[int, bytes, str]:
    answer = server.ask(path)
    own = f"localhost:{server.port}".encode()
    return answer.status, TICKET.sub(rb"\1", answer.body.replace(own, b"site")), answer.headers.get("Content-Type", "")
