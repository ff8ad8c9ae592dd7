"""Many at once: editors, readers' notes, questions nobody asked before; and a clock that moves over an embargo."""

import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

from .kills import change_form, told_of
from .places import Seeds, Server

EDITORS = 50
SAVES = 4
MANY = 30_000


def editors(seeds: Seeds):
    """Fifty editors: each in an own item, then all in one."""
    for postgres in seeds.both():
        place = seeds.copy(postgres=postgres)
        keys = place.inside("topics", count=EDITORS)
        with place.served() as server:
            people = [server.editor(key) for key in place.inside("editors", count=EDITORS)]
            for person in people:  # every worker has drawn a form: what is asked is a morning's work, not a start
                change_form(person, "topic", keys[0])

            def own(number: int, people=people, keys=keys) -> list:
                page, answers = f"/admin/editions/topic/{keys[number]}/change/", []
                for turn in range(SAVES):
                    form = change_form(people[number], "topic", keys[number])
                    answers.append(
                        people[number].post(page, form | {"name_en": f"Drill {number}.{turn}", "_save": "1"})
                    )
                return answers

            with ThreadPoolExecutor(EDITORS) as pool:
                answers = [one for some in pool.map(own, range(EDITORS)) for one in some]
            there = place.inside("names", keys=keys)
            lost = sum(there[str(key)] != f"Drill {number}.{SAVES - 1}" for number, key in enumerate(keys))
            times = sorted(one.seconds for one in answers)
            bad = sum(one.status != 302 for one in answers)
            p95 = times[int(len(times) * 0.95)]
            figure = (
                f"{len(answers)} saves, not acknowledged {bad}, lost {lost}, p95 {p95:.1f} s, worst {times[-1]:.1f} s"
            )
            yield "50 editors, each an own item", place.on, figure, not bad and not lost

            forms = [change_form(one, "topic", keys[0]) for one in people]
            gate = threading.Barrier(EDITORS)

            def same(number: int, people=people, keys=keys, forms=forms, gate=gate):
                gate.wait()
                text = {"name_en": f"Drill of {number}", "_save": "1"}
                return people[number].post(f"/admin/editions/topic/{keys[0]}/change/", forms[number] | text)

            with ThreadPoolExecutor(EDITORS) as pool:
                answers = list(pool.map(same, range(EDITORS)))
            saved = [number for number, one in enumerate(answers) if one.status == 302]
            told = sum(one.status == 200 and f"Drill of {number}" in one.text for number, one in enumerate(answers))
            now = place.inside("names", keys=keys[:1])[str(keys[0])]
            whole = place.is_whole()
            figure = f"{len(saved)} saved, {told} told with their text kept, others {EDITORS - len(saved) - told}"
            held = len(saved) == 1 and told == EDITORS - 1 and now == f"Drill of {saved[0]}" and whole
            yield "50 editors, the same field", place.on, figure + told_of(whole), held


def notes(seeds: Seeds):
    """Ten thousand notes from ten thousand addresses in a row, while readers read."""
    place = seeds.copy(TRUSTED_PROXIES="127.0.0.1")
    size = folder_size(place.var)
    with place.served() as server:
        page = re.search(r"/en/report/\?page=\w+", server.ask("/en/press/2024/20-opening/").text)[0]
        form = server.ask(page)
        cookie = form.headers["Set-Cookie"].partition(";")[0]
        with ThreadPoolExecutor(8) as pool:  # a ticket is good for one note
            forms = list(pool.map(lambda _n: server.ask(page).text, range(500)))
        tickets = [re.search(r'name="ticket" value="([^"]+)"', one)[1] for one in forms]
        time.sleep(6)
        token = cookie.partition("=")[2]
        answered, over, reading = [], threading.Event(), []

        def note(number: int) -> None:
            body = f"csrfmiddlewaretoken={token}&ticket={tickets[number % len(tickets)]}&message=Note+{number}".encode()
            try:
                status = server.ask(
                    page, "POST", body, Cookie=cookie, Content_Type="application/x-www-form-urlencoded",
                    X_Forwarded_For=f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
                ).status  # fmt: skip
            except (OSError, HTTPException):
                status = 0
            answered.append(status)

        def read() -> None:
            while not over.is_set():
                reading.append(server.ask("/en/editions/20/"))
                time.sleep(0.05)

        reader = threading.Thread(target=read)
        reader.start()
        begun = time.monotonic()
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(note, range(10_000)))
        took = time.monotonic() - begun
        over.set()
        reader.join()
        (session,) = place.inside("editors", count=1)
        queue = server.editor(session).get("/admin/editions/readernote/")
    kept = place.inside("count", model="ReaderNote")
    slow = sorted(one.seconds for one in reading)
    good = sum(one.status == 200 for one in reading)
    grown = (folder_size(place.var) - size) / 1024**2
    said = ", ".join(f"{count} × {status}" for status, count in sorted(Counter(answered).items()))
    figure = (
        f"in {took:.0f} s: {said}; kept {kept}, {grown:.1f} MB more; readers {good} of {len(reading)} answered, "
        f"p95 {slow[int(len(slow) * 0.95)] * 1000:.0f} ms; the queue {queue.seconds:.1f} s"
    )
    held = good == len(reading) and kept < 1000 and grown < 20 and queue.status == 200 and 500 not in answered
    yield "10,000 notes of readers", place.on, figure, held


def folder_size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def questions(seeds: Seeds):
    """Thirty thousand different query strings: what is kept stays bounded."""
    place = seeds.copy(PAGE_CACHE_MB="16")
    with place.served() as server:
        server.ask("/en/press/")
        for _n in range(200):
            server.ask(f"/en/press/?first={_n}")
        before = memory(server)

        def some(begin: int) -> int:
            import http.client

            browser, good = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60), 0
            for number in range(begin, begin + 1500):
                path = f"/en/editions/?year={number}" if number % 12 == 0 else f"/en/press/?{number:x}=1&utm={number}"
                browser.request("GET", path, headers={"Host": f"localhost:{server.port}"})
                answer = browser.getresponse()
                answer.read()
                good += answer.status in (200, 301, 302, 404)
            browser.close()
            return good

        begun = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            good = sum(pool.map(some, range(0, MANY, 1500)))
        took, after = time.monotonic() - begun, memory(server)
    figure = f"{good} of {MANY} answered in {took:.0f} s; memory of 4 workers {before} MB before, {after} MB after"
    yield f"{MANY:,} different query strings", place.on, figure, good == MANY and after - before < 4 * (16 + 40)


def memory(server: Server) -> int:
    """MB that belong to the workers alone."""
    total = 0
    for child in server.children():
        text = Path(f"/proc/{child}/smaps_rollup").read_text()
        total += sum(int(one) for one in re.findall(r"Private_\w+:\s+(\d+) kB", text))
    return total // 1024


def embargo(seeds: Seeds):
    """A clock that moves over an embargo: every worker, through what is kept, from eight seconds before to two after."""
    for postgres in seeds.both():
        place = seeds.copy(postgres=postgres)
        with place.served() as server:
            for _n in range(40):  # every worker has begun
                server.ask("/en/press/")
            told = place.inside("embargo", seconds=12)
            moment, seen = told["moment"], []
            paths = [told["address"], "/en/press/", "/en/press/feed/"]

            def watch(number: int, moment=moment, seen=seen, paths=paths, server=server) -> None:
                while time.time() < moment + 3:
                    path = paths[number % len(paths)]
                    begun = time.time()
                    answer = server.ask(path)
                    seen.append((begun, time.time(), answer.status == 200 and "Drill of an embargo" in answer.text))
                    time.sleep(0.05)

            with ThreadPoolExecutor(9) as pool:
                list(pool.map(watch, range(9)))
        early = sum(shown for _begun, ended, shown in seen if ended < moment)
        late = [begun - moment for begun, _ended, shown in seen if begun > moment and not shown]
        figure = (
            f"{len(seen)} answers of a page, a list and a feed; early {early}, later than its second {len(late)}"
            f"{f', the last {max(late):.2f} s' if late else ''}"
        )
        yield "the clock over an embargo", place.on, figure, not early and (not late or max(late) < 1)
