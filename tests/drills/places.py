"""A site of a drill's own: a data folder and a database that begin as the sample forum, and a server over them that may be killed."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

from forumsite import serve

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a" * 32  # against forged requests it is enough that cookie and form agree


@dataclass
class Place:
    """``database`` is empty for SQLite in the folder itself; ``more`` goes into the environment of all that runs here."""

    var: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def on(self) -> str:
        return "PostgreSQL" if self.database else "SQLite"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {
            "VAR": str(self.var),
            "SECRET_KEY": "drill-" + "k7QW" * 15,
            "DJANGO_SETTINGS_MODULE": "forumsite.settings",
            "PYTHONUNBUFFERED": "1",  # what a command says is heard when it says it
        }
        return kept | own | ({"DATABASE_URL": self.database} if self.database else {}) | self.more

    def start(self, *words: str, **options) -> subprocess.Popen:
        """A command of manage.py, not waited for."""
        given = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True} | options
        return subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, **given)

    def manage(self, *words: str) -> str:
        """A command's answer; a drill cannot go on after one that failed."""
        run = self.start(*words, stdout=subprocess.PIPE)
        out, said = run.communicate()
        if run.returncode:
            raise RuntimeError(f"{' '.join(words)}: {(said or out).strip()[-2000:]}")
        return out

    def is_whole(self) -> bool:
        """Database, files and search as `verify` sees them."""
        run = self.start("verify")
        _out, said = run.communicate()
        if run.returncode:
            print(said.strip()[-1000:], file=sys.stderr)
        return run.returncode == 0

    def inside(self, name: str, **given):
        """What a function of inside.py answers here."""
        command = [sys.executable, "-m", "tests.drills.inside", name, json.dumps(given)]
        run = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"{name}: {run.stderr.strip()[-2000:]}")
        return json.loads(run.stdout.splitlines()[-1])

    @contextlib.contextmanager
    def served(self, workers: int = 4, **more: str):
        server = Server(self, workers, more)
        server.begin()
        try:
            yield server
        finally:
            server.kill()


class Server:
    """The site's own server on a port of its own, in a group of processes that can be killed at once."""

    def __init__(self, place: Place, workers: int, more: dict[str, str]) -> None:
        self.place, self.workers, self.more, self.port = place, workers, more, free_port()
        self.run: subprocess.Popen | None = None
        self.log = place.var / f"server-{self.port}.log"

    def begin(self) -> float:
        """Start, or start again; the seconds until it answered."""
        words = serve.server("127.0.0.1", self.port)
        words[words.index("--workers") + 1] = str(self.workers)
        environment = self.place.environment | {"SITE_URL": f"http://localhost:{self.port}"} | self.more
        begun = time.monotonic()
        with self.log.open("a") as log:
            self.run = subprocess.Popen(
                words, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        while time.monotonic() < begun + 120:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("/readyz", wait=5).status:
                    return time.monotonic() - begun
            time.sleep(0.05)
        raise RuntimeError(f"The server did not answer: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """-9, all of its processes."""
        if self.run and self.run.poll() is None:
            os.killpg(self.run.pid, signal.SIGKILL)
            self.run.wait()

    def stop(self) -> int:
        """SIGTERM, as systemd sends it; the exit code."""
        self.run.send_signal(signal.SIGTERM)
        return self.run.wait(60)

    def children(self) -> list[int]:
        return [int(one) for one in Path(f"/proc/{self.run.pid}/task/{self.run.pid}/children").read_text().split()]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, wait: float = 60, **headers: str):
        """An answer with status, headers, body and the seconds it took. Raises OSError and HTTPException as http.client does."""
        begun = time.monotonic()
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=wait)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            browser.request(method, path, body, {"Host": f"localhost:{self.port}"} | named)
            answer = browser.getresponse()
            content = answer.read()
        finally:
            browser.close()
        return SimpleNamespace(
            status=answer.status, headers=answer.headers, body=content, text=content.decode("utf-8", "replace"),
            seconds=time.monotonic() - begun,
        )  # fmt: skip

    def editor(self, session: str) -> "Editor":
        return Editor(self, session)


@dataclass
class Editor:
    """Somebody who is signed in, and sends forms as a browser does."""

    server: Server
    session: str

    def get(self, path: str):
        return self.server.ask(path, Cookie=f"sessionid={self.session}; csrftoken={TOKEN}")

    def post(self, path: str, data, kind: str = "application/x-www-form-urlencoded"):
        """``data``: a dict of fields, or the bytes of a body of this kind."""
        body = (
            data if isinstance(data, bytes) else urlencode({"csrfmiddlewaretoken": TOKEN} | data, doseq=True).encode()
        )
        return self.server.ask(
            path, "POST", body, Cookie=f"sessionid={self.session}; csrftoken={TOKEN}",
            Content_Type=kind, X_CSRFToken=TOKEN,
        )  # fmt: skip

    def send_file(self, path: str, name: str, content: bytes, **fields: str):
        mark = "forum-drill-4f1c"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        body = "".join([*parts, head]).encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self.post(path, body, f"multipart/form-data; boundary={mark}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Seeds:
    """The sample forum made once; each drill gets a copy, on SQLite or on PostgreSQL."""

    def __init__(self, folder: Path, postgres: str = "") -> None:
        self.folder, self.postgres, self.number = folder, postgres, 0
        self.lock = threading.RLock()  # several drills at a time ask for places
        self.sqlite = Place(folder / "seed")
        self.backup = folder / "seed.tar"
        self.on_postgres: Place | None = None

    def prepare(self) -> None:
        self.sqlite.var.mkdir()
        for words in (["migrate", "-v0"], ["createcachetable"], ["load_sample", "--quiet-about-doubts"]):
            self.sqlite.manage(*words)
        self.sqlite.manage("collectstatic", "--noinput", "-v0")
        self.sqlite.manage("backup", str(self.backup))

    def prepare_postgres(self) -> None:
        """The same forum, by way of its backup."""
        var = self.folder / "seed-postgres"
        var.mkdir()
        self.on_postgres = Place(var, self._database("seed"))
        self.on_postgres.manage("restore", str(self.backup))
        shutil.copytree(self.sqlite.var / "static", var / "static")

    def copy(self, *, postgres: bool = False, **more: str) -> Place:
        with self.lock:
            var = self._next()
            if not postgres:
                shutil.copytree(self.sqlite.var, var)
                return Place(var, more=more)
            if self.on_postgres is None:
                self.prepare_postgres()
            shutil.copytree(self.on_postgres.var, var)
            return Place(var, self._database(var.name, template="seed"), more)

    def empty(self, *, postgres: bool = False) -> Place:
        with self.lock:
            var = self._next()
            var.mkdir()
            return Place(var, self._database(var.name) if postgres else "")

    def _next(self) -> Path:
        self.number += 1
        return self.folder / f"place-{self.number}"

    def both(self):
        return [False, True] if self.postgres else [False]

    def _database(self, name: str, template: str = "template0") -> str:
        import psycopg

        folder = self.postgres.removeprefix("postgres://forum@/").rsplit("/", 1)[0]
        with psycopg.connect(host=folder, user="forum", dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return f"{self.postgres.rsplit('/', 1)[0]}/{name}"
