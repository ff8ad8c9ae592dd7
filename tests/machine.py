"""Settings of a web process that a test starts: the tests' own, on their database, with what its machine shares with others."""

import os
from pathlib import Path

from forumsite import environment
from tests.settings import *  # noqa: F403
from tests.settings import CACHES, DATABASES

DATABASES["default"]["NAME"] = os.environ["MACHINE_DATABASE"]
if "MACHINE_CACHE" in os.environ:
    CACHES = {"default": environment.cache("MACHINE_CACHE")}
if "MACHINE_FOLDER" in os.environ:
    VAR = Path(os.environ["MACHINE_FOLDER"])
