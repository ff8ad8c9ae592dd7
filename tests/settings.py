"""The site's own settings in an environment made for tests; DATABASE_URL chooses the database."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="forum-tests-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)

for _name in (
    *("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DEBUG", "INTERNAL_FILES", "PORT", "SENTRY_DSN", "STORAGE_URL"),
    *("METRICS_TOKEN", "TRUSTED_PROXIES"),
):
    os.environ.pop(_name, None)
os.environ |= {
    "VAR": _var,
    "SECRET_KEY": "a key that is good enough for tests, and for nothing else",
    "SITE_URL": "http://testserver",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "memorymail://",
}

from forumsite.settings import *  # noqa: E402, F403
from forumsite.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: in memory SQLite locks tables and knows no write-ahead log.
    # What is thrown away may be lost: no waiting for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"  # noqa: F405
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - threads of tests come and go
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # noqa: F405
