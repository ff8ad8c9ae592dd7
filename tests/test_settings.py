"""A missing or wrong setting stops the start with a sentence that names its variable."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from forumsite import environment

ROOT = Path(__file__).resolve().parent.parent
GOOD_KEY = "abcdefghij" * 6


def refusal(monkeypatch, name, value, read, *arguments):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        read(*arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "read", "arguments"),
    [
        ("SECRET_KEY", "", environment.secret_key, ()),
        ("SECRET_KEY", "short", environment.secret_key, ()),
        ("SECRET_KEY", "a" * 60, environment.secret_key, ()),
        ("DEBUG", "perhaps", environment.flag, ("DEBUG",)),
        ("PORT", "eighty", environment.port, ("PORT", 8000)),
        ("PORT", "0", environment.port, ("PORT", 8000)),
        ("PORT", "70000", environment.port, ("PORT", 8000)),
        ("PORT", "８０", environment.port, ("PORT", 8000)),
        ("SITE_URL", "forum.example", environment.origin, ("SITE_URL", "")),
        ("SITE_URL", "https://forum.example/en/", environment.origin, ("SITE_URL", "")),
        ("SITE_URL", "ftp://forum.example", environment.origin, ("SITE_URL", "")),
        ("SITE_URL", "https://forum.example:port", environment.origin, ("SITE_URL", "")),
        ("ALLOWED_HOSTS", "*", environment.hosts, ("ALLOWED_HOSTS", False)),
        ("ALLOWED_HOSTS", "https://forum.example", environment.hosts, ("ALLOWED_HOSTS", False)),
        ("CSRF_TRUSTED_ORIGINS", "forum.example", environment.origins, ("CSRF_TRUSTED_ORIGINS",)),
        ("CSRF_TRUSTED_ORIGINS", "https://*", environment.origins, ("CSRF_TRUSTED_ORIGINS",)),
        ("TRUSTED_PROXIES", "0.0.0.0/0", environment.networks, ("TRUSTED_PROXIES",)),
        ("TRUSTED_PROXIES", "the proxy", environment.networks, ("TRUSTED_PROXIES",)),
        ("TRUSTED_PROXIES", "10.0.0.1/8", environment.networks, ("TRUSTED_PROXIES",)),
        ("DATABASE_URL", "mysql://host/name", environment.database, ("DATABASE_URL", ROOT)),
        ("DATABASE_URL", "postgres://host", environment.database, ("DATABASE_URL", ROOT)),
        ("CACHE_URL", "memcache://host", environment.cache, ("CACHE_URL",)),
        ("PAGE_CACHE_MB", "much", environment.number, ("PAGE_CACHE_MB", 64)),
        ("INTERNAL_FILES", "private", environment.internal_location, ("INTERNAL_FILES", "STORAGE_URL")),
        ("INTERNAL_FILES", "/", environment.internal_location, ("INTERNAL_FILES", "STORAGE_URL")),
        ("INTERNAL_FILES", "/a/../b/", environment.internal_location, ("INTERNAL_FILES", "STORAGE_URL")),
        ("STORAGE_URL", "ftp://host", environment.storage, ("STORAGE_URL", ROOT, [])),
        ("STORAGE_URL", "files", environment.storage, ("STORAGE_URL", ROOT, [])),
        ("STORAGE_URL", "s3://", environment.storage, ("STORAGE_URL", ROOT, [])),
        ("STORAGE_URL", "s3://bucket?acl=public", environment.storage, ("STORAGE_URL", ROOT, [])),
        (
            "STORAGE_URL",
            "file:///site/static/files",
            environment.storage,
            ("STORAGE_URL", ROOT, [Path("/site/static")]),
        ),
        ("EMAIL_URL", "pigeon://host", environment.email, ("EMAIL_URL",)),
        ("EMAIL_URL", "smtp://", environment.email, ("EMAIL_URL",)),
        ("SENTRY_DSN", "not an address", environment.sentry, ("SENTRY_DSN",)),
        ("VAR", __file__, environment.data_folder, (ROOT,)),
        ("VAR", "/proc/nope", environment.data_folder, (ROOT,)),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch, name, value, read, arguments):
    sentence = refusal(monkeypatch, name, value, read, *arguments)
    assert name in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "value", "module", "read", "arguments"),
    [
        ("DATABASE_URL", "postgres://host/name", "psycopg", environment.database, ("DATABASE_URL", ROOT)),
        ("CACHE_URL", "redis://host", "redis", environment.cache, ("CACHE_URL",)),
        ("STORAGE_URL", "s3://bucket", "storages", environment.storage, ("STORAGE_URL", ROOT, [])),
        ("SENTRY_DSN", "https://key@host/1", "sentry_sdk", environment.sentry, ("SENTRY_DSN",)),
    ],
)
def test_what_is_not_installed_is_said(monkeypatch, name, value, module, read, arguments):
    found = environment.importlib.util.find_spec
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None if name == module else found(name))
    assert "requirements/production.txt" in refusal(monkeypatch, name, value, read, *arguments)


@pytest.mark.parametrize(("value", "meaning"), [("on", True), ("1", True), ("True", True), ("off", False), ("", False)])
def test_a_flag_is_read(monkeypatch, value, meaning):
    monkeypatch.setenv("DEBUG", value)
    assert environment.flag("DEBUG") is meaning


def test_a_bucket_is_private(monkeypatch):
    monkeypatch.setenv("STORAGE_URL", "s3://forum-files/kept?endpoint=https://store.example&region=tokyo")
    options = environment.storage("STORAGE_URL", ROOT, [])["OPTIONS"]
    assert options["bucket_name"] == "forum-files"
    assert options["location"] == "kept"
    assert options["endpoint_url"] == "https://store.example"
    assert options["default_acl"] is None
    assert options["querystring_auth"] is True


def test_files_are_for_their_owner_only(settings, tmp_path):
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    name = default_storage.save("one/two.txt", ContentFile("text"))
    path = Path(default_storage.path(name))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_proxy_that_sends_files_reads_them_by_its_group(tmp_path):
    from django.core.files.base import ContentFile
    from django.core.files.storage import FileSystemStorage

    storage = FileSystemStorage(**environment.storage("TEST_STORAGE", tmp_path, [], group=True)["OPTIONS"])
    path = Path(storage.path(storage.save("one/two.txt", ContentFile("text"))))
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.parent.stat().st_mode & 0o777 == 0o750


def test_the_environment_overrides_the_env_file(monkeypatch, tmp_path):
    (tmp_path / "env").write_text("FIRST_TEST_NAME=file\nSECOND_TEST_NAME=file\n")
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("FIRST_TEST_NAME", "environment")
    monkeypatch.setenv("SECOND_TEST_NAME", "")  # so that it is taken away again
    monkeypatch.delenv("SECOND_TEST_NAME")
    assert environment.data_folder(ROOT) == tmp_path
    assert environment.text("FIRST_TEST_NAME") == "environment"
    assert environment.text("SECOND_TEST_NAME") == "file"


@pytest.mark.django_db
def test_sqlite_keeps_acknowledged_writes_and_queues_the_rest(monkeypatch, tmp_path):
    from django.db.utils import ConnectionHandler

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'site.sqlite3'}")
    connection = ConnectionHandler({"default": environment.database("DATABASE_URL", tmp_path)})["default"]
    with connection.cursor() as cursor:
        names = ("foreign_keys", "synchronous", "journal_mode", "busy_timeout")
        assert [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names] == [1, 2, "wal", 20_000]
    assert connection.transaction_mode == "IMMEDIATE"
    connection.close()


def command(tmp_path, *arguments, **variables):
    """Runs a command of the site as a keeper would, with these variables and nothing else."""
    environment_ = {"PATH": os.environ["PATH"], "VAR": str(tmp_path), **variables}
    run = [sys.executable, "manage.py", *arguments]
    return subprocess.run(run, cwd=ROOT, env=environment_, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": GOOD_KEY, "PORT": "x"}, "PORT"),
        ({"SECRET_KEY": GOOD_KEY, "DEBUG": "on", "SITE_URL": "https://forum.example"}, "DEBUG"),
    ],
)
def test_a_command_stops_with_the_sentence_alone(tmp_path, variables, named):
    outcome = command(tmp_path, "check", **variables)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("Stopped: ")
    assert named in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1


def test_a_command_without_its_database_stops_with_a_sentence(tmp_path):
    place = f"sqlite:///{tmp_path / 'absent' / 'site.sqlite3'}"
    outcome = command(tmp_path, "publish_check", SECRET_KEY=GOOD_KEY, DATABASE_URL=place)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("Stopped: the database cannot be used")
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_says_so_and_takes_away_what_is_half_done(tmp_path, number):
    os.mkfifo(tmp_path / "a.tar")
    script = (
        "import signal, tempfile, manage\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # who runs the tests may ignore it
        "def long(_argv):\n"
        f"    with tempfile.TemporaryDirectory(dir={str(tmp_path)!r}, prefix='half-'): open({str(tmp_path / 'a.tar')!r}).read()\n"
        "manage.execute_from_command_line = long\n"
        "manage.main()\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    with (tmp_path / "a.tar").open("w"):  # opened once the other end is
        run.send_signal(number)
        _out, said = run.communicate(timeout=20)
    assert (run.returncode, said) == (-number, "Stopped.\n")
    assert not list(tmp_path.glob("half-*"))


def test_https_brings_secure_cookies_and_hsts(tmp_path):
    said = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.ALLOWED_HOSTS[0]); "
        "from forumsite.desk_messages import InCookie; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, InCookie.cookie_name)"
    )
    outcome = command(tmp_path, "shell", "-v0", "-c", said, SECRET_KEY=GOOD_KEY, SITE_URL="https://forum.example")
    first, second = outcome.stdout.splitlines()
    assert first.split() == ["True", "True", "31536000", "True", "forum.example"]
    assert second.split() == ["__Host-sessionid", "__Host-csrftoken", "__Host-messages"]
