"""The scripts and styles of a form, drawn once for all who open it: thirty tags take as long as fifty fields."""

from collections.abc import Hashable

from django.forms import Media as PlainMedia
from django.utils.safestring import SafeString
from js_asset import Media

MOST = 200  # forms, in languages and for roles
_STANDS_IN = "nonce-of-the-page"
_drawn: dict[Hashable, str] = {}


def drawn(media: PlainMedia, nonce: str) -> SafeString:
    """The tags, each with the nonce of this page."""
    page = Media.from_media(media)
    styles = tuple((medium, *paths) for css in page._css_lists for medium, paths in css.items())
    key = (*map(tuple, page._js_lists), styles, str(page["importmap"]))
    if key not in _drawn:
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = page.render(attrs={"nonce": _STANDS_IN})
    return SafeString(_drawn[key].replace(_STANDS_IN, nonce))
