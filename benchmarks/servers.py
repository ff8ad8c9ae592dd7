"""Servers on one core, each asked by wrk from the others, and what they cost: processor time and memory."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import contents

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


@dataclass
class Side:
    """One of those compared: its server's process, its port and what is asked of it."""

    process: subprocess.Popen
    port: int

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def not_installed(*programs: str) -> str:
    """What to say of those that are not there; empty when all are."""
    missing = [program for program in programs if not shutil.which(program)]
    return f"Not installed: {', '.join(missing)}." if missing else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


def wrk(
    side: Side, path: str, seconds: int, connections: int = 32, script: str = "", threads: int = 2, **headers: str
) -> str:
    command = [
        "taskset",
        "-c",
        ",".join(map(str, CORES[1:] or CORES)),
        "wrk",
        f"-t{threads}",
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


def processor_time(side: Side) -> float:
    """Seconds that the server and its workers have used."""
    pids = [str(side.process.pid), *children(side)]
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(found[11]) + int(found[12]) for found in fields) / os.sysconf("SC_CLK_TCK")


def children(side: Side) -> list[str]:
    return Path(f"/proc/{side.process.pid}/task/{side.process.pid}/children").read_text().split()


def answers(told: str) -> int:
    return int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]


def weight(side: Side) -> float:
    """MiB of the worker, what it shares counted by parts (PSS): the server's only child."""
    worker = [*children(side), str(side.process.pid)][0]
    text = Path(f"/proc/{worker}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) / 1024  # type: ignore[index]
