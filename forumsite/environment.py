"""Reads the environment strictly: a wrong value raises ImproperlyConfigured with a sentence that names its variable."""

import importlib.util
import ipaddress
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

MOST_CACHED = 20_000  # entries; pictures of a hundred kilobytes at the most among counts of a few bytes
PRODUCTION = "install requirements/production.txt"


def data_folder(base: Path) -> Path:
    """The folder of everything that is not code; its `env` file fills in what the environment leaves out."""
    folder = Path(os.environ.get("VAR") or base / "var").expanduser().resolve()
    if folder.exists() and not folder.is_dir():
        raise ImproperlyConfigured(f"VAR is {folder}, which is a file; it must be a folder.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise ImproperlyConfigured(f"VAR is {folder}, a folder that cannot be made: {wrong.strerror}.") from wrong
    environ.Env.read_env(folder / "env")
    return folder


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip() or default


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "on" if default else "off").lower()
    if value in {"1", "on", "true", "yes"}:
        return True
    if value in {"0", "off", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”; it must be on or off.")


def port(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be a number from 1 to 65535.")
    return int(value)


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be a whole number, such as {default}.")
    return int(value)


def secret_key() -> str:
    value = text("SECRET_KEY")
    if not value:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: give it 50 random characters or more, or let “make serve” make one, "
            "which it keeps in the folder that VAR names."
        )
    if len(value) < 50 or len(set(value)) < 5:
        raise ImproperlyConfigured("SECRET_KEY is too easy to guess: it must be 50 random characters or more.")
    return value


def token(name: str) -> str:
    """A word nobody guesses; empty where none is given."""
    value = text(name)
    if value and (len(value) < 32 or not value.isascii() or not value.isprintable()):
        raise ImproperlyConfigured(f"{name} is too easy to guess: it must be 32 random letters and figures or more.")
    return value


def origin(name: str, default: str) -> str:
    """Scheme and host, as in https://forum.example, with no path and no closing slash."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.hostname and value == f"{parts.scheme}://{parts.netloc}"
        _ = parts.port
    except ValueError:
        sound = False
    if not sound:
        raise ImproperlyConfigured(f"{name} is “{value}”; it must look like https://forum.example, with no path.")
    return value


def origins(name: str) -> list[str]:
    for value in words(name):
        # A star for a part of the name is Django's; one for all of it would take the forms of everybody.
        if urlsplit(value).scheme not in {"http", "https"} or urlsplit(value).netloc in {"", "*"}:
            raise ImproperlyConfigured(
                f"{name} holds “{value}”; each origin must begin with https:// or http:// and name a host."
            )
    return words(name)


def hosts(name: str, debug: bool) -> list[str]:
    for value in words(name):
        if re.search(r"[/\s]", value) or (value == "*" and not debug):
            raise ImproperlyConfigured(
                f"{name} holds “{value}”; each entry must be one host name, such as forum.example."
            )
    return words(name)


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    try:
        found = [ipaddress.ip_network(word) for word in words(name)]
        if not all(network.prefixlen for network in found):
            raise ValueError("whoever asks would be believed")
        return found
    except ValueError as wrong:
        raise ImproperlyConfigured(
            f"{name} must list addresses or networks, such as 10.0.0.0/8, 127.0.0.1: {wrong}."
        ) from wrong


def database(name: str, var: Path) -> dict[str, Any]:
    """A DATABASES entry: SQLite tuned for parallel editors, or PostgreSQL."""
    value = text(name, f"sqlite:///{var / 'site.sqlite3'}")
    scheme = value.partition(":")[0]
    if scheme == "sqlite":
        config = environ.Env.db_url_config(value) | {"ENGINE": "forumsite.sqlite3"}
        config["OPTIONS"] = {
            # Readers never wait, writers queue instead of failing, and what was acknowledged survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=2147418112;",
        }
        # Opening one reads the whole schema again, and closing the last one writes the log back into the file and takes it
        # away: on a full disk the next could not make it anew, and readers would get nothing.
        return config | {"CONN_MAX_AGE": None}
    if scheme not in {"postgres", "postgresql", "psql", "pgsql"}:
        raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://, not “{scheme}”.")
    if not importlib.util.find_spec("psycopg"):
        raise ImproperlyConfigured(f"{name} names PostgreSQL, whose driver is absent: {PRODUCTION}.")
    try:
        config = environ.Env.db_url_config(value)
    except Exception as wrong:
        raise ImproperlyConfigured(
            f"{name} cannot be read; it must look like postgres://user:word@host/name."
        ) from wrong
    if not config["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database; it must look like postgres://user:word@host/name.")
    options = config.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 3)
    # Compiling a question takes seconds where its answer takes milliseconds; an address with ?options= says otherwise.
    options.setdefault("options", "-c jit=off")
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def cache(name: str) -> dict[str, Any]:
    value = text(name, "dbcache://site_cache")
    scheme = value.partition(":")[0]
    if scheme not in {"dbcache", "locmemcache", "dummycache", "filecache", "redis", "rediss"}:
        raise ImproperlyConfigured(f"{name} must begin with dbcache:// or redis://, not “{scheme}”.")
    if scheme.startswith("redis") and not importlib.util.find_spec("redis"):
        raise ImproperlyConfigured(f"{name} names Redis, whose client is absent: {PRODUCTION}.")
    config = environ.Env.cache_url_config(value)
    if scheme.startswith("redis"):
        config["BACKEND"] = "forumsite.caches.ForgivingRedis"
        config["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 1}
    else:  # Django's own 300 are soon full, and what makes room is whatever comes first by its name
        config["OPTIONS"] = {"MAX_ENTRIES": MOST_CACHED} | config.get("OPTIONS", {})
    return config


def storage(name: str, var: Path, web_folders: list[Path], *, group: bool = False) -> dict[str, Any]:
    """Where files are kept privately: a folder that no web server shows, or a bucket.

    ``group``: a proxy in the group of the site's user sends them. An access list would not do: what is 0600 masks it.
    """
    value = text(name, f"file://{var / 'files'}")
    parts = urlsplit(value)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        folder = Path(parts.path).resolve()
        if any(folder == shown or shown in folder.parents for shown in web_folders):
            raise ImproperlyConfigured(
                f"{name} is {folder}, which the web shows; files must lie in a folder of their own."
            )
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": folder,
                "base_url": None,
                "file_permissions_mode": 0o640 if group else 0o600,
                "directory_permissions_mode": 0o750 if group else 0o700,
            },
        }
    if parts.scheme != "s3" or not parts.netloc:
        raise ImproperlyConfigured(f"{name} is “{value}”; it must look like file:///folder or s3://bucket.")
    if not importlib.util.find_spec("storages"):
        raise ImproperlyConfigured(f"{name} names a bucket, whose client is absent: {PRODUCTION}.")
    asked = {key: found[0] for key, found in parse_qs(parts.query).items()}
    unknown = sorted(asked.keys() - {"endpoint", "region"})
    if unknown:
        raise ImproperlyConfigured(
            f"{name} has “{unknown[0]}”; after the bucket it takes ?endpoint= and &region= only."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }


def internal_location(name: str, storage_name: str) -> str:
    """The path of a proxy's internal location for files, as in /private-files/; empty when the site sends them itself."""
    value = text(name)
    if value and not (value.startswith("/") and value.endswith("/") and value.strip("/").replace("-", "").isalnum()):
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be one folder, such as /private-files/.")
    if value and text(storage_name).startswith("s3:"):
        raise ImproperlyConfigured(
            f"{name} is for files in a folder, but {storage_name} names a bucket; leave one out."
        )
    return value


def email(name: str) -> dict[str, Any]:
    """Django's EMAIL_ settings; without a server, mails are printed with the log."""
    value = text(name, "consolemail://")
    try:
        config = environ.Env.email_url_config(value)
    except Exception as wrong:
        raise ImproperlyConfigured(f"{name} must look like smtp+tls://user:word@host:587.") from wrong
    if "smtp" in value.partition(":")[0] and not config["EMAIL_HOST"]:
        raise ImproperlyConfigured(f"{name} names no mail server; it must look like smtp+tls://user:word@host:587.")
    config.pop("OPTIONS", None)
    return {key: found for key, found in config.items() if found is not None} | {"EMAIL_TIMEOUT": 5}


def sentry(name: str) -> None:
    """Reports errors when an address for them is given; never a reader's personal data."""
    dsn = text(name)
    if not dsn:
        return
    if not importlib.util.find_spec("sentry_sdk"):
        raise ImproperlyConfigured(f"{name} is set, but the reporter is absent: {PRODUCTION}.")
    import sentry_sdk

    try:
        sentry_sdk.init(dsn=dsn)
    except sentry_sdk.utils.BadDsn as wrong:
        raise ImproperlyConfigured(f"{name} is not an address for error reports: {wrong}.") from wrong
