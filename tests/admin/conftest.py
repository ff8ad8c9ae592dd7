"""Editors who are signed in."""

import pytest
from django.test import Client

from forumsite import urls  # noqa: F401 (the desk's modules are loaded with its addresses)
from tests.admin.desk import make_editor


@pytest.fixture
def editor(db):
    return make_editor(first_name="Test", last_name="Editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def other(db):
    """Another editor, at another machine."""
    client = Client()
    client.force_login(make_editor(username="other", first_name="Another", last_name="Editor"))
    return client
