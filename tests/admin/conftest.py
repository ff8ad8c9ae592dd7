"""An editor who is signed in."""

import pytest

from tests.admin.desk import make_editor


@pytest.fixture
def editor(db):
    return make_editor(first_name="Test", last_name="Editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client
