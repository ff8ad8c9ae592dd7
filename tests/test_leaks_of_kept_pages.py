"""What the page cache keeps is nothing that is not public, although editors ask for the same addresses.

Apart from the other doors, whose world stands in the database for as long as their file lasts: here others must see what is written.
"""

import pytest
from django.core.wsgi import get_wsgi_application

from editions.page_cache import PageCache
from forumsite import middleware
from tests.asking import ask
from tests.test_leaks import ADDRESSES, MARK, make_world


@pytest.mark.django_db(transaction=True)
def test_no_kept_page_shows_what_an_editor_saw(admin_client):
    """One address of each name: what is kept is told apart by the address and the cookie, never by the view."""
    make_world()
    kept = PageCache(get_wsgi_application(), admits=middleware.gate(), room=10**7)
    cookie = f"sessionid={admin_client.cookies['sessionid'].value}"
    for address in (f"/en{addresses[0]}" for addresses in ADDRESSES.values()):
        asked = address.partition("?")[2] or " "
        ask(kept, address, HTTP_COOKIE=cookie)
        first, second = (ask(kept, address).body.decode().replace(asked, " ") for _ in range(2))
        assert MARK not in first, address
        assert second == first or "/report/" in address  # a form is kept nowhere
    hidden = f"/en/press/2020/{MARK}-0-release/"
    codes = [ask(kept, hidden, **headers).code for headers in ({}, {"HTTP_COOKIE": cookie}, {}, {})]
    assert codes == [404, 200, 404, 404]
