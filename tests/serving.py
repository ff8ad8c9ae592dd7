"""The sample forum served as in production, for what looks at it from outside: pictures of its pages, and their weights."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh-hans", "ja")
# Every kind of page below a language, as the sample forum has it. A photograph's address is made up when it is taken in.
PAGES = {
    "home": "",
    "editions": "editions/",
    "edition": "editions/20/",
    "edition-first": "editions/1/",
    "edition-postponed": "editions/21/",
    "programme": "editions/20/programme/",
    "programme-choice": "editions/20/programme/choose/",
    "programme-changes": "editions/20/changes/",
    "edition-speakers": "editions/20/speakers/",
    "edition-photos": "editions/20/photos/",
    "sessions": "sessions/",
    "session": "sessions/20-media/",
    "topics": "topics/",
    "topic": "topics/media/",
    "speakers": "speakers/",
    "speaker": "speakers/wang-yi/",
    "speaker-figures": "speakers/figures/",
    "organisations": "organisations/",
    "organisation": "organisations/genron-npo/",
    "press": "press/",
    "release": "press/2024/20-opening/",
    "coverage": "press/coverage/",
    "corrections": "press/corrections/",
    "photos": "photos/",
    "photo": "photos/{photo}/",
    "documents": "documents/",
    "document": "documents/2013-beijing-consensus/",
    "survey": "survey/",
    "survey-year": "survey/years/2024/",
    "question": "survey/current-relations/",
    "lines": "lines/",
    "data": "data/",
    "search": "search/",
    "search-found": "search/?q=2024",
    "search-nothing": "search/?q=zzzz",
    "list-filtered": "sessions/?edition=20&kind=parallel",
    "list-nothing": "speakers/?q=zzzz",
    "document-beside": "documents/2013-beijing-consensus/?beside=all",
    "report": "report/?page={photo}",
    "report-thanks": "report/thanks/",
    "about": "about/",
    "privacy": "privacy/",
    "not-found": "no/such/page/",
}


# What the small forum of tests/worlds.py has besides: what is unusual, and what the sample has none of.
ODD_PAGES = {
    "home": "",
    "editions": "editions/",
    "only-a-number": "editions/4/",
    "long-theme": "editions/2/",
    "online": "editions/3/",
    "two-cities": "editions/5/",
    "postponed": "editions/7/",
    "third-city-cancelled": "editions/8/",
    "thirty-parallel": "editions/6/programme/",
    "sixty-speakers": "editions/6/speakers/",
    "session": "sessions/6-media/",
    "no-portrait": "speakers/invented-example1/",
    "long-headline": "press/2020/opening/",
    "earlier-text": "press/2020/opening/versions/1/",
    "corrections": "press/corrections/",
    "one-language": "press/2020/one-language/",
    "clauses-beside": "documents/test-consensus/?beside=all",
    "question": "survey/test-question/",
}
MAKE_ODD = "from tests.worlds import make_world; make_world()"


@contextmanager
def served_odd() -> Iterator[str]:
    """The address of a server of our own that shows the small forum of tests/worlds.py."""
    with tempfile.TemporaryDirectory(prefix="forum-odd-") as folder:
        environment = os.environ | {"VAR": folder, "SECRET_KEY": secrets.token_urlsafe(60)}
        for command in (["migrate", "--verbosity=0"], ["shell", "--verbosity=0", "--command", MAKE_ODD]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        with served(folder) as site:
            yield site


@contextmanager
def served(var: str = "") -> Iterator[str]:
    """The address of a server of our own: the site of ``var``, or of VAR where that is set, else the sample in a folder
    that goes again.
    """
    with tempfile.TemporaryDirectory(prefix="forum-served-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {"VAR": folder} | os.environ | {"PORT": str(port)} | ({"VAR": var} if var else {})
        run = subprocess.Popen([sys.executable, "-m", "forumsite.serve"], cwd=ROOT, env=environment)
        try:
            wait_for(run, f"http://localhost:{port}")
            yield f"http://localhost:{port}"
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait()


def wait_for(run: subprocess.Popen, address: str) -> None:
    """Until it answers; the first run loads the sample, which takes a minute or two."""
    for _n in range(3000):
        if run.poll() is not None:
            sys.exit("The server did not start.")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not answer.")


def addresses(site: str) -> dict[str, str]:
    """Paths of every kind of page below a language."""
    with urllib.request.urlopen(f"{site}/en/photos/", timeout=20) as answer:
        photo = re.search(rb'href="/en/photos/(\w{8})/"', answer.read())
    return {
        name: path.format(photo=photo[1].decode() if photo else "")
        for name, path in PAGES.items()
        if photo or "{" not in path
    }
