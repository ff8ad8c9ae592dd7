"""What stands in deploy/ starts what is tried everywhere else, and who keeps the site running is told."""

import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forumsite import serve

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"


def test_the_unit_starts_the_server_that_make_serve_starts():
    unit = (DEPLOY / "forum.service").read_text().replace("\\\n", " ")
    (command,) = [line.removeprefix("ExecStart=") for line in unit.splitlines() if line.startswith("ExecStart=")]
    ours = serve.server("127.0.0.1", 8000)[1:]
    ours[ours.index("--workers") + 1] = "4"
    assert sorted(shlex.split(command)[1:]) == sorted(ours)


def test_keepers_are_told_which_unit_failed_and_where_to_look(settings, mailoutbox):
    settings.KEEPERS = []
    with pytest.raises(CommandError, match="KEEPERS"):
        call_command("tell_keepers", "forum-backup.service")
    settings.KEEPERS = ["one@forum.example", "two@forum.example"]
    call_command("tell_keepers", "forum-backup.service", stdout=StringIO())
    (letter,) = mailoutbox
    assert letter.to == settings.KEEPERS
    assert letter.subject.endswith("forum-backup.service failed")
    assert "journalctl --unit forum-backup.service" in letter.body
