"""The card picture of each item in each language: what stands for the site where it is shared."""

import hashlib

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import cards, wording
from editions.context_processors import forum_names
from editions.languages import Text
from editions.models import (
    Document,
    Edition,
    Forum,
    Organisation,
    Photo,
    PressRelease,
    Publishable,
    Session,
    Speaker,
    Survey,
)

from . import pages, shapes
from .permalinks import addressed_models

FORUM = "forum"  # in the place of an item's permanent id, which has eight letters
KEPT_FOR = 24 * 60 * 60
# A full cache gives up what comes first by its name: pictures that can be drawn again, never the count of who tried to sign in.
FIRST_TO_GO = "0-card-"
# A shared cache asks again within a minute: what is taken back is gone by then.
PUBLIC_CACHE = "public, max-age=3600, s-maxage=60"


def card(request: HttpRequest, permanent_id: str) -> HttpResponse:
    """The card of what this visitor may see; drawn once for what it says."""
    item = None if permanent_id == FORUM else visible_item(request, permanent_id)
    content = card_of(request, item)
    etag = f'"{hashlib.sha256(repr(content).encode()).hexdigest()[:32]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    key = FIRST_TO_GO + etag
    picture = cache.get(key)
    if picture is None:
        picture = cards.draw(content)
        cache.set(key, picture, KEPT_FOR)
    response = HttpResponse(picture, content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PUBLIC_CACHE if item is None or item.is_public() else "private, no-store"
    return response


def visible_item(request: HttpRequest, permanent_id: str) -> Publishable:
    for model in addressed_models():
        item = model.objects.visible_to(request.user).filter(permanent_id=permanent_id).first()
        if item is not None:
            return item
    raise Http404


def card_of(request: HttpRequest, item: Publishable | None) -> cards.Card:
    """What stands on a card: the item's name, the forum's, and when it was."""
    sides = pages.sides(request)
    names = forum_names(Forum.objects.first() or Forum(), sides, get_language() or "")
    palettes = tuple(side.palette for side in sides)
    if item is None:
        title, *others = names
        return cards.Card(title, here(""), others[0] if others else here(""), sides=palettes)
    edition = item if isinstance(item, Edition) else getattr(item, "edition", None)
    return cards.Card(
        title=named(item),
        kicker=names[0],
        line=here(said_of(item, edition)),
        ordinal=str(edition.number) if edition else "",
        palette=palette_of(item, edition),
        sides=palettes,
    )


def here(words: str) -> Text:
    return Text(words, get_language() or "", get_language() or "")


def named(item: Publishable) -> Text:
    if isinstance(item, Edition):
        return item.text("theme") or here(wording.edition_label(item.number, get_language() or ""))
    if isinstance(item, Organisation):
        name = item.name_in(None)
        return name.text("name") if name else here(item.slug)
    return item.text(item.lead_field) or here(item._meta.verbose_name)


def said_of(item: Publishable, edition: Edition | None) -> str:
    """The kind of an item, its edition and its day, as far as they are known."""
    language = get_language() or ""
    parts = []
    if isinstance(item, Session | PressRelease | Document):
        parts.append(item.get_kind_display())
    elif isinstance(item, Photo):
        parts.append(_("Photograph"))
    elif isinstance(item, Speaker) and item.delegation:
        parts.append(str(item.delegation.text("delegation")))
    if edition:
        parts.append(wording.edition_label(edition.number, language))
    days = {Session: "day", PressRelease: "dateline_date", Document: "adopted_on", Survey: "released_on"}
    if isinstance(item, Edition):
        cities = dict.fromkeys(str(venue.text("city")) for venue in item.main_venues)
        parts += [wording.date_range(item.starts_on, item.ends_on, language), wording.join_list(cities, language)]
    elif type(item) in days:
        parts.append(wording.date(getattr(item, days[type(item)]), language))
    return " · ".join(filter(None, parts))


def palette_of(item: Publishable, edition: Edition | None) -> str:
    if edition:
        return shapes.palette(edition)
    side = getattr(item, "delegation", None) or getattr(item, "side", None)
    return side.palette if side else ""
