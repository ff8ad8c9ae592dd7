"""What only a browser can show of the front page."""


def test_the_root_leads_a_japanese_reader_home(page):
    page.set_extra_http_headers({"Accept-Language": "ja"})
    page.goto("/")
    assert page.url.endswith("/ja/")
    assert page.locator("h1").count() == 1
