"""What the site leans on goes away and comes back: its server on purpose, the database, the cache, the disk."""

import contextlib
import os
import pwd
import shutil
import subprocess
import threading
import time
from http.client import HTTPException
from pathlib import Path

from .kills import change_form, picture
from .places import Place, Seeds, Server, free_port

READERS = ["/en/", "/ja/editions/20/", "/zh-hans/press/", "/en/sessions/20-media/"]


def drains(seeds: Seeds):
    """SIGTERM while photographs are on their way: each is answered."""
    place = seeds.copy()
    desk, answers, broken = place.inside("desk"), [], []
    with place.served() as server:
        editors = [server.editor(key) for key in place.inside("editors", count=6)]
        pictures = [picture(f"drain-{n}") for n in range(6)]
        sent = threading.Barrier(7)

        def send(number: int) -> None:
            sent.wait()
            try:
                name = f"drain-{number}.jpg"
                answers.append(editors[number].send_file(desk, name, pictures[number], language="en").status)
            except (OSError, HTTPException) as cut:
                broken.append(cut)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        sent.wait()
        time.sleep(0.3)
        begun = time.monotonic()
        code = server.stop()
        for thread in threads:
            thread.join()
        took = time.monotonic() - begun
    there = len([name for name in place.inside("photos")["names"] if name.startswith("drain-")])
    figure = f"6 uploads in flight, {answers.count(201)} answered, {len(broken)} cut, {there} there, ended in {took:.1f} s with {code}"
    yield "SIGTERM with requests in flight", place.on, figure, answers.count(201) == there == 6


def database(seeds: Seeds):
    """PostgreSQL stopped as by a power cut, and started again."""
    if not seeds.postgres:
        return
    place = seeds.copy(postgres=True)
    with place.served(PAGE_CACHE_MB="0") as server:
        before = {path: server.ask(path).status for path in READERS}
        with postgres_away(seeds.postgres):
            answers = [server.ask(path) for path in READERS * 2]
            ready, alive = server.ask("/readyz").status, server.ask("/healthz").status
        begun = time.monotonic()
        while any(server.ask(path).status != 200 for path in READERS):
            if time.monotonic() > begun + 60:
                break
            time.sleep(0.1)
        back = time.monotonic() - begun
        after = {path: server.ask(path).status for path in READERS}
    plain = [one for one in answers if one.status == 503 and one.headers.get("Retry-After")]
    slowest = max(one.seconds for one in answers)
    figure = (
        f"{len(plain)} of {len(answers)} pages a 503 with Retry-After, slowest {slowest * 1000:.0f} ms; "
        f"readyz {ready}, healthz {alive}; back by itself in {back:.1f} s"
    )
    held = len(plain) == len(answers) and slowest < 5 and (ready, alive) == (503, 200) and before == after
    yield "database away and back", place.on, figure, held


@contextlib.contextmanager
def postgres_away(address: str):
    from tests.tiers import postgres_programs

    data = Path(address.removeprefix("postgres://forum@/").rsplit("/", 1)[0]) / "data"
    options = (data / "postmaster.opts").read_text().strip()
    owner = data.stat().st_uid
    as_owner = {"user": owner, "group": pwd.getpwuid(owner).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    control = [postgres_programs() / "pg_ctl", "-D", data, "-w"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": data.parent}
    subprocess.run([*control, "-m", "immediate", "stop"], **quiet, **as_owner)
    try:
        yield
    finally:
        _program, _, rest = options.partition(" ")
        words = " ".join(word.replace('"', "'") for word in rest.split(" ") if word)
        words = words.partition("'-k'")
        subprocess.run([*control, "-l", data.parent / "log", "-o", words[1] + words[2], "start"], **quiet, **as_owner)


def cache(seeds: Seeds):
    """Redis killed while readers read and an editor saves, and started again."""
    program = shutil.which("redis-server")
    if not program:
        return
    port = free_port()
    place = seeds.copy(CACHE_URL=f"redis://127.0.0.1:{port}/0")
    command = [program, "--port", str(port), "--save", "", "--dir", str(place.var)]
    redis = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    time.sleep(1)
    (key,) = place.inside("topics", count=1)
    with place.served() as server:
        (editor,) = [server.editor(one) for one in place.inside("editors", count=1)]
        for path in READERS:
            server.ask(path)
        redis.kill()
        redis.wait()
        answers = [server.ask(path) for path in READERS * 2]
        saved = save_name(editor, key, "While the cache is away")
        redis = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(2)
        after = [server.ask(path).status for path in READERS]
        redis.kill()
        redis.wait()
    good = sum(one.status == 200 for one in answers)
    kept = place.inside("names", keys=[key])[str(key)] == "While the cache is away"
    slowest = max(one.seconds for one in answers)
    figure = f"{good} of {len(answers)} pages answered, slowest {slowest * 1000:.0f} ms; a save answered {saved}, kept {kept}"
    yield "cache away and back", place.on, figure, good == len(answers) and kept and set(after) == {200}


def save_name(editor, key: int, name: str) -> int:
    form = change_form(editor, "topic", key)
    return editor.post(f"/admin/editions/topic/{key}/change/", form | {"name_en": name, "_save": "1"}).status


def disk(seeds: Seeds):
    """A disk of 60 MB that is full, and one that cannot be written: files on it, and on SQLite the database too."""
    if os.geteuid() != 0:
        yield "disk full and read-only", "SQLite", "not tried: mounting a small disk needs root", True
        return
    yield from _full(seeds)
    yield from _read_only(seeds)


@contextlib.contextmanager
def small_disk(place: Place, size: str = "60m"):
    """The data folder of this place on a disk of its own in memory."""
    aside = place.var.with_name(f"{place.var.name}-aside")
    place.var.rename(aside)
    place.var.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place.var], check=True)
    try:
        shutil.copytree(aside, place.var, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", "-l", place.var], check=True)


def in_words(answer) -> bool:
    """A refusal that says something, and no trace of the inside."""
    return answer.status in (422, 500, 503, 507) and len(answer.text) > 30 and "Traceback" not in answer.text


def _full(seeds: Seeds):
    place = seeds.copy()
    (key,) = place.inside("topics", count=1)
    (session,) = place.inside("editors", count=1)
    address, before = place.inside("desk"), place.inside("photos")
    with small_disk(place), place.served(PAGE_CACHE_MB="0") as server:
        editor = server.editor(session)
        fill(place.var / "fills-it-up")
        readers = [server.ask(path) for path in READERS * 2]
        if any(one.status != 200 for one in readers):
            print((place.var / f"server-{server.port}.log").read_text()[-1500:])
        uploads = [editor.send_file(address, f"full-{n}.jpg", picture(f"full-{n}"), language="en") for n in range(2)]
        saved = editor.post(
            f"/admin/editions/topic/{key}/change/",
            change_form(editor, "topic", key) | {"name_en": "x" * 150, "_save": "1"},
        )
        (place.var / "fills-it-up").unlink()
        again = save_name(editor, key, "After it")
        upload = editor.send_file(address, "after.jpg", picture("after"), language="en").status
        after, whole = place.inside("photos"), place.is_whole()
    good = sum(one.status == 200 for one in readers)
    told = sum(map(in_words, uploads))
    halves = after["without_row"] - before["without_row"]
    figure = (
        f"{good} of {len(readers)} pages answered, {told} of 2 uploads refused in words ({uploads[0].status}), a save answered "
        f"{saved.status}, files without row {halves}; afterwards a save {again}, an upload {upload}"
    )
    held = (
        good == len(readers)
        and told == 2
        and whole
        and not after["without_file"]
        and not halves
        and (again, upload) == (302, 201)
    )
    yield "disk full", place.on, figure, held


def fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)
    with contextlib.suppress(OSError), path.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0")


def _read_only(seeds: Seeds):
    """The folder of files alone, as when a network disk is taken away for writing."""
    place = seeds.copy()
    (session,) = place.inside("editors", count=1)
    (key,) = place.inside("topics", count=1)
    address = place.inside("desk")
    files = place.var / "files"
    subprocess.run(["mount", "--bind", files, files], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", files], check=True)
        with place.served() as server:
            editor = server.editor(session)
            readers = [server.ask(path) for path in READERS]
            image = first_image(server)
            upload = editor.send_file(address, "ro.jpg", picture("ro"), language="en")
            saved = save_name(editor, key, "While files are read-only")
    finally:
        subprocess.run(["umount", "-l", files], check=True)
    good = sum(one.status == 200 for one in readers)
    figure = (
        f"{good} of {len(readers)} pages answered, a photograph {image}, an upload refused in words ({upload.status}), "
        f"a save of text answered {saved}"
    )
    held = good == len(readers) and image == 200 and in_words(upload) and saved == 302 and place.is_whole()
    yield "files read-only", place.on, figure, held


def first_image(server: Server) -> int:
    import re

    found = re.search(r'src="(/media/[^"]+)"', server.ask("/en/photos/").text)
    return server.ask(found[1]).status if found else 0
