"""kill -9 in the middle of writing: what was acknowledged is there afterwards, and nothing is there by half."""

import io
import random
import subprocess
import threading
import time
from http.client import HTTPException

from PIL import Image

from tests.form_reader import read_form

from .places import Editor, Place, Seeds, Server

AT_WORK = 8  # editors at a time
ROUNDS = 3


def change_form(editor: Editor, kind: str, key: int) -> dict:
    page = editor.get(f"/admin/editions/{kind}/{key}/change/")
    return read_form(page.text, f"{kind}_form")


def kills(seeds: Seeds):
    for name, drill in WORK.items():
        place = seeds.copy()
        yield f"kill -9 during {name}", place.on, *drill(place)


def kills_on_postgresql(seeds: Seeds):
    for name, drill in WORK.items() if seeds.postgres else ():
        place = seeds.copy(postgres=True)
        yield f"kill -9 during {name}", place.on, *drill(place)


def struck(server: Server, work, count: int = AT_WORK) -> tuple[list, float]:
    """Let so many editors work until the server is killed, some moment after the first were told that it is done.

    Returns what each was told, and the seconds until the site was back.
    """
    over, told = threading.Event(), [[] for _n in range(count)]

    def at_work(number: int) -> None:
        turn = 0
        while not over.is_set():
            turn += 1
            try:
                work(number, turn, told[number])
            except (OSError, HTTPException):
                return

    threads = [threading.Thread(target=at_work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    patience = time.monotonic() + 30
    while sum(map(len, told)) < count and time.monotonic() < patience:
        time.sleep(0.02)
    time.sleep(random.uniform(0, 1))
    server.kill()
    over.set()
    for thread in threads:
        thread.join()
    return told, server.begin()


def saves(place: Place):
    """Texts of drafts, each editor in an own one."""
    return _of_texts(place, "draft", "change/", {"_save": "1"}, 302, "names")


def autosaves(place: Place):
    """Forms that keep themselves, of topics that are public."""
    return _of_texts(place, "published", "autosave/", {}, 200, "drafts")


def _of_texts(place: Place, status: str, address: str, button: dict, good: int, looked_at: str):
    keys = place.inside("topics", count=AT_WORK, status=status)
    acknowledged = lost = half = 0
    slowest = 0.0
    with place.served(workers=2) as server:
        editors = [server.editor(key) for key in place.inside("editors", count=AT_WORK)]
        for round_ in range(ROUNDS):
            tried = [[] for _n in range(AT_WORK)]

            def work(number: int, turn: int, told: list, round_=round_, tried=tried) -> None:
                form = change_form(editors[number], "topic", keys[number])
                text = f"Drill {round_}.{turn}"
                tried[number].append(text)
                answer = editors[number].post(
                    f"/admin/editions/topic/{keys[number]}/{address}", form | {"name_en": text} | button
                )
                if answer.status == good:
                    told.append(text)

            told, back = struck(server, work)
            slowest = max(slowest, back)
            there = place.inside(looked_at, keys=keys)
            for key, said, sent in zip(keys, told, tried, strict=True):
                acknowledged += len(said)
                now = there.get(str(key))
                half += now is not None and not now.startswith("Drill ")
                if said:
                    lost += now not in sent or sent.index(now) < sent.index(said[-1])
    whole = place.is_whole()
    figure = f"{ROUNDS} kills, acknowledged {acknowledged}, lost {lost}, half-done {half}, back in {slowest:.1f} s"
    return figure + told_of(whole), acknowledged > 0 and not lost and not half and whole


def publications(place: Place):
    """Topics published on their page of publishing; the state, the address and the history come together."""
    every = place.inside("topics", count=AT_WORK * 40)
    acknowledged, slowest = set(), 0.0
    with place.served(workers=2) as server:
        editors = [server.editor(key) for key in place.inside("editors", count=AT_WORK)]
        waiting = list(every)

        def work(number: int, turn: int, told: list) -> None:
            if not waiting:
                time.sleep(0.1)
                return
            key = waiting.pop()
            page = f"/admin/editions/topic/{key}/publish/"
            form = read_form(editors[number].get(page).text, "publish_form")
            answer = editors[number].post(page, form | {"publish": "1", "when": "now", "reason": "A drill"})
            if answer.status == 302:
                told.append(key)

        for _round in range(ROUNDS):
            told, back = struck(server, work)
            slowest = max(slowest, back)
            acknowledged.update(key for some in told for key in some)
    state = place.inside("published", keys=every)
    lost = sum(not state[str(key)][0] for key in acknowledged)
    half = sum(len(set(of_one)) > 1 for of_one in state.values())
    whole = place.is_whole()
    figure = f"{ROUNDS} kills, acknowledged {len(acknowledged)}, lost {lost}, half-done {half}, back in {slowest:.1f} s"
    return figure + told_of(whole), bool(acknowledged) and not lost and not half and whole


def picture(number: str, width: int = 2400, height: int = 1600) -> bytes:
    out = io.BytesIO()
    colour = tuple(hash(f"{number}-{part}") % 256 for part in "rgb")
    image = Image.new("RGB", (width, height), colour)
    image.paste(Image.effect_noise((600, 400), 60).convert("RGB"), (100, 100))
    image.save(out, "JPEG")
    return out.getvalue()


def uploads(place: Place):
    """Photographs sent to the photo desk; no row without its files."""
    desk = place.inside("desk")
    acknowledged, slowest = set(), 0.0
    with place.served(workers=2) as server:
        editors = [server.editor(key) for key in place.inside("editors", count=4)]
        for round_ in range(ROUNDS):

            def work(number: int, turn: int, told: list, round_=round_) -> None:
                name = f"drill-{round_}-{number}-{turn}.jpg"
                answer = editors[number].send_file(desk, name, picture(name), language="en")
                if answer.status == 201:
                    told.append(name)

            told, back = struck(server, work, count=4)
            slowest = max(slowest, back)
            acknowledged.update(name for some in told for name in some)
    there = place.inside("photos")
    lost = len(acknowledged - set(there["names"]))
    whole = place.is_whole()
    figure = (
        f"{ROUNDS} kills, acknowledged {len(acknowledged)}, lost {lost}, rows without file {there['without_file']}, "
        f"files without row {there['without_row']} (for the sweep), back in {slowest:.1f} s"
    )
    return figure + told_of(whole), bool(acknowledged) and not lost and not there["without_file"] and whole


def imports(place: Place):
    """A table of 400 topics: all its rows or none."""
    table = place.var / "topics.csv"
    before = place.inside("count", model="Topic")
    killed = half = done = 0
    for round_ in range(4):
        rows = [f"drill-{round_}-{n},Drill {n},钻 {n},訓練 {n}" for n in range(400)]
        table.write_text("\n".join(["slug,name_en,name_zh_hans,name_ja", *rows]) + "\n")
        run = place.start("import_table", "topics", str(table))
        try:
            _out, said = run.communicate(timeout=2.5 + round_ * 2)
            if run.returncode:
                raise RuntimeError(said[-1000:])
            done += 1
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
            killed += 1
        there = place.inside("count", model="Topic", slug__startswith=f"drill-{round_}-")
        half += there not in (0, 400)
    after = place.inside("count", model="Topic")
    with place.served(workers=1):  # which pays what a command owes the search that was killed after its rows were kept
        pass
    whole = place.is_whole()
    return f"{killed} of 4 killed, {(after - before) // 400} whole, half-done {half}" + told_of(
        whole
    ), not half and whole


def told_of(whole: bool) -> str:
    return "" if whole else "; `verify` finds something wrong"


WORK = {
    "saves": saves,
    "autosaves": autosaves,
    "publishing": publications,
    "uploads": uploads,
    "imports": imports,
}
