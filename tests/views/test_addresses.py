"""One page has one address."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["020", "000020", "0", "-20", "２０", "20.0", "9" * 40])
def test_a_number_is_written_in_one_way(client, number):
    factories.make_edition(number=20)
    assert client.get("/en/editions/20/").status_code == 200
    assert client.get(f"/en/editions/{number}/").status_code == 404


def test_a_year_is_written_in_one_way(client):
    release = factories.make_release(slug="opening")
    address = release.get_absolute_url()
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/press/", "/press/0")).status_code == 404
