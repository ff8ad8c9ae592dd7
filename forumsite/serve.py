"""`make serve`: brings everything up to date and becomes the server. A second run finds nothing to do and is quick."""

import errno
import hashlib
import os
import secrets
import socket
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import environ
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BASE_DIR = Path(__file__).resolve().parent.parent
EDITOR = "editor"


def made_up(var: Path) -> None:
    """Writes what nobody has chosen, a secret key and the editor's first password, to `env`, for its owner's eyes only."""
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(var / "env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as wrong:
        raise ImproperlyConfigured(f"VAR is {var}, a folder that cannot be written: {wrong.strerror}.") from wrong
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(
            "# Made up by the first “make serve”. The environment overrides it.\n"
            f"SECRET_KEY={secrets.token_urlsafe(60)}\n"
            f"EDITOR_PASSWORD={secrets.token_urlsafe(12)}\n"
        )


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def sample() -> None:
    """Fills an empty database; one that has a forum is left alone."""
    from django.core.management import CommandError, call_command

    from editions.models import Forum

    if Forum.objects.exists():
        return
    print("Loading the sample forum", flush=True)
    try:
        call_command("load_sample")
    except (CommandError, SystemExit) as refused:
        print(f"The sample forum is not complete: {refused}", file=sys.stderr)


def learn_sizes() -> None:
    """SQLite chooses by these where to begin a question.

    It counts each index to 20,000 rows at most: fewer, and it takes “published” to be as rare as an edition. That takes a tenth of a
    second, and a few where there are hundreds of thousands of rows.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 20000")
            cursor.execute("ANALYZE")


def static_stamp() -> str:
    """Changes whenever a static file does."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static(var: Path) -> None:
    from django.core.management import call_command

    kept, stamp = var / "static.stamp", static_stamp()
    if kept.exists() and kept.read_text() == stamp and (var / "static" / "staticfiles.json").exists():
        return
    print("Collecting static files", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    kept.write_text(stamp)


def editor_account() -> "User":
    from django.contrib.auth.models import User

    user = User.objects.filter(username=EDITOR).first()
    return user or User.objects.create_superuser(EDITOR, password=os.environ["EDITOR_PASSWORD"])


def columns(words: str) -> int:
    """How many a terminal gives them: two to each Chinese or Japanese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)


def addresses(site: str, user: "User") -> list[str]:
    from django.conf import settings

    password = os.environ.get("EDITOR_PASSWORD", "")
    known = user.check_password(password)
    return [
        "",
        *(f"  {name}{' ' * (11 - columns(name))}{site}/{code}/" for code, name in settings.LANGUAGES),
        f"  Editors    {site}/admin/",
        f"  Sign in as {EDITOR}, password {password if known else '(the one you have chosen)'}",
        f"  Data in    {settings.VAR}",
        "",
    ]


def free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as unknown:
            sys.exit(f"Stopped: HOST is {host}, which is no address of this machine ({unknown.strerror}).")
        except OSError as taken:
            other = port + 1 if taken.errno == errno.EADDRINUSE and port < 65535 else 8123
            sys.exit(
                f"Stopped: PORT {port} on HOST {host} cannot be used ({taken.strerror}); try make serve PORT={other}."
            )


def server(host: str, port: int) -> list[str]:
    """The server's command. On SIGTERM it takes nothing new, and lets every request in flight finish."""
    return [
        sys.executable, "-m", "granian", "forumsite.worker:application",
        "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", host, "--port", str(port),
        "--workers", str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1),
        "--blocking-threads", "4",
        "--http1-header-read-timeout", "10000",
        "--workers-kill-timeout", "20",
        "--respawn-failed-workers",
        "--log-level", "warning",
    ]  # fmt: skip


def main() -> NoReturn:
    os.chdir(BASE_DIR)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumsite.settings")
    var = Path(os.environ.get("VAR") or BASE_DIR / "var").expanduser().resolve()
    try:
        made_up(var)
        environ.Env.read_env(var / "env")

        import django

        django.setup()
    except (ImproperlyConfigured, OSError) as wrong:
        sys.exit(f"Stopped: {wrong}")

    from django.conf import settings
    from django.db import DatabaseError

    host = os.environ.get("HOST") or "127.0.0.1"
    free_port(host, settings.PORT)
    try:
        migrate()
    except DatabaseError as away:
        sys.exit(f"Stopped: the database that DATABASE_URL names cannot be used: {str(away).strip()}")
    sample()
    collect_static(settings.VAR)
    editor = editor_account()
    learn_sizes()
    print("\n".join(addresses(settings.SITE_URL, editor)), flush=True)
    command = server(host, settings.PORT)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
