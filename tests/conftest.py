"""What every test may ask for."""

import gc
import itertools
import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from editions import content_version, desk_search
from tests import migrated


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one database are left out on the other, rather than skipped."""
    other = "postgres_only" if connection.vendor == "sqlite" else "sqlite_only"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """What is loaded stays: looking through it for rubbish again and again is a seventh of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_keepdb(pytestconfig, django_db_blocker, django_db_modify_db_settings):
    """On SQLite the database of a process is a copy of one that is migrated already."""
    if connection.vendor != "sqlite":
        return False
    with django_db_blocker.unblock():
        migrated.copy(pytestconfig.cache.mkdir("migrated"), connection.settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(autouse=True)
def _in_english():
    """No test speaks the language another one ended in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """No test sees what another one left behind: a transaction that is undone moves no mark."""
    cache.clear()
    content_version.renew()
    desk_search.of_drafts.clear()


_numbers = itertools.count()


@pytest.fixture(autouse=True)
def _files_of_one_test(settings, tmp_path_factory):
    """Each test keeps its files in a folder of its own, made with the first of them."""
    location = tmp_path_factory.getbasetemp() / f"files-{next(_numbers)}"
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": location}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    return location


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def redis_server(free_port, tmp_path):
    """A Redis server of this test's own; yields its address."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("redis-server is not installed")
    command = [program, "--port", str(free_port), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        for _ in range(1000):
            try:
                socket.create_connection(("127.0.0.1", free_port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"redis://127.0.0.1:{free_port}/0"
        server.terminate()
