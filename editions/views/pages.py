"""What the views share: fetching under the one rule, paging, what a page says of its languages; and the pages editors write."""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from editions import wording
from editions.languages import Text, language_name
from editions.models import (
    Edition,
    Forum,
    Notice,
    Page,
    ShareLink,
    Side,
    Translated,
    TranslationSource,
    Venue,
    Withdrawal,
    give,
    language_codes,
    prepared,
)


class Gone(Exception):
    """Raised for an item that was public once and was withdrawn."""

    def __init__(self, item):
        self.item = item


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for readers, before its time for whom was given a link: what was withdrawn says so with 410 and its reason."""

    def plain(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            return withdrawn(request, gone.item)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if ShareLink.is_asked_for(request.GET):
            from editions import previews  # with the gate and the wire reader, which a worker does without till then

            return previews.shared(request, lambda request: plain(request, *args, **kwargs))
        return plain(request, *args, **kwargs)

    return answer


def withdrawn(request: HttpRequest, item) -> HttpResponse:
    """What readers of an address find after a withdrawal: the new address, or 410 with the reason."""
    if item.withdrawal == Withdrawal.MOVED and item.moved_to:
        return HttpResponsePermanentRedirect(moved_to(item.moved_to, get_language() or settings.LANGUAGE_CODE))
    context = {
        **withdrawal_of(item),
        "is_mistake": item.withdrawal == Withdrawal.MISTAKE,
        "noindex": True,
        "card_id": "",
    }
    return render(request, "pages/gone.html", context, status=410)


def moved_to(address: str, language: str) -> str:
    """A path on this site in the reader's language; an address elsewhere as it is."""
    if not address.startswith("/"):
        return address
    first, _slash, rest = address[1:].partition("/")
    return f"/{language}/{rest}" if first in language_codes() else f"/{language}{address}"


def withdrawal_of(item) -> dict:
    """When and why an item was withdrawn; where the reason is not in the reader's language, that is said too."""
    note = (
        item.text("withdrawal_note")
        if isinstance(item, Translated)
        else Text(item.withdrawal_note, settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE)
    )
    told = {"wanted": language_name(note.asked), "shown": language_name(note.language)}
    return {
        "withdrawn_on": wording.date(item.withdrawn_at.date(), note.asked),
        "withdrawal_note": note,
        "withdrawal_fallback": told if note and note.is_fallback else None,
    }


def fetch(request: HttpRequest, queryset, **lookup):
    """Return the one row this visitor may read. Never published and never existing are one answer: 404."""
    item = knowing_behind(queryset.visible_to(request.user), get_language() or "").filter(**lookup).first()
    return taken_back(queryset, **lookup) if item is None else item


def fetch_by(request: HttpRequest, ask: prepared, rows: Callable, **lookup):
    """As ``fetch``, by a question that is prepared: of ``language``, and of what is looked up; ``rows()`` is what it asks of."""
    item = ask.first(request.user, language=get_language() or "", **lookup)
    return taken_back(rows(), **lookup) if item is None else item


def taken_back(queryset, **lookup):
    """What is withdrawn and still readable; else 410 for what was withdrawn, and 404."""
    item = queryset.model.objects.withdrawn().filter(**lookup).first()
    if item is None:
        raise Http404
    if item.withdrawal == Withdrawal.READABLE:
        return queryset.get(pk=item.pk)
    raise Gone(item)


def knowing_behind(queryset, language: str):
    """Each row with the moment since which its text in the page's language is ``behind`` its source."""
    if not issubclass(queryset.model, Translated):
        return queryset
    kind = {
        "content_type__app_label": queryset.model._meta.app_label,
        "content_type__model": queryset.model._meta.model_name,
    }
    left = TranslationSource.objects.filter(**kind, object_id=OuterRef("pk"), language=language)
    return queryset.annotate(behind=Subquery(left.exclude(since=None).order_by("-since").values("since")[:1]))


def behind_of(item) -> dict | None:
    """Since when the page's text has not followed its source; the source must be what readers of it can read."""
    since, source = getattr(item, "behind", None), item.original_language
    if since is None or source not in item.ready_languages:
        return None
    return {"language": language_name(source), "day": wording.date(timezone.localdate(since), get_language() or "")}


def paginate(request: HttpRequest, queryset, per_page: int, count: int | None = None):
    """Return the page asked for in ``?page=``; 404 for one that does not exist. ``count`` saves counting the rows."""
    paginator = Paginator(queryset, per_page)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None


def sides(request: HttpRequest) -> list[Side]:
    """The forum's two sides with the number of the edition each hosted last, ``latest``; asked once for a page."""
    if not hasattr(request, "sides"):
        request.sides = sides_with_latest(None)
    return request.sides


@prepared
def sides_with_latest(visible):
    hosted = visible(Venue).filter(side=OuterRef("pk"), kind__in=Venue.HOSTING, is_planned=False)
    latest = hosted.order_by("-edition__number").values("edition__number")[:1]
    return Side.objects.annotate(latest=Subquery(latest))


def forum(request: HttpRequest) -> Forum:
    """The forum, an empty one before it is entered; asked once for a page."""
    if not hasattr(request, "forum"):
        request.forum = the_only_forum.first(None) or Forum()
    return request.forum


@prepared
def the_only_forum(_visible):
    return Forum.objects.order_by("pk")[:1]


def notices(request: HttpRequest, edition: Edition | None = None) -> list[Notice]:
    """Notices that hold now for the whole site, and for ``edition`` and its sessions; asked once for a page."""
    if not hasattr(request, "notices"):
        request.notices = notices_of_all(None) if edition is None else notices_about(None, edition=edition.pk)
        clocks = sorted(sides(request), key=lambda side: -(side.latest or 0))
        if edition is not None:
            clocks = sorted(clocks, key=lambda side: side not in edition.host_sides)
        for notice in request.notices:
            notice.until = until(notice, clocks)
    return request.notices


@prepared
def notices_of_all(visible):
    return visible(Notice).filter(edition=None, session=None)


@prepared
def notices_about(visible, edition):
    return visible(Notice).filter(Q(edition=None, session=None) | Q(edition=edition) | Q(session__edition=edition))


def know_venues(edition: Edition | None) -> None:
    """Load the venues with their sides, and so the hosts, of an edition if there is one."""
    if edition is not None:
        give(edition, "venues", venues_of(None, edition=edition.pk))


@prepared
def venues_of(_visible, edition):
    return Venue.objects.filter(edition=edition).select_related("side")


def until(notice: Notice, clocks: list[Side]) -> str:
    """Until when a notice holds, on the clocks of these sides; the day is said unless it began on it."""
    zones, language = [(str(side.text("capital")), side.time_zone) for side in clocks], get_language() or ""
    if notice.shown_until is None or not zones:
        return ""
    here = ZoneInfo(zones[0][1])
    began = notice.publish_at.astimezone(here).date() if notice.publish_at else None
    words = wording.clock_pair if began == notice.shown_until.astimezone(here).date() else wording.moment
    return words(notice.shown_until, zones, language)


def in_language(path: str, code: str) -> str:
    """The same address in another language: the first part of the path is the language."""
    return f"/{code}/{path.split('/', 2)[2]}"


def about(request: HttpRequest, item) -> dict:
    """What a page says of the languages of its item: alternates, canonical address, whether to index it.

    A page in a language its item is not ready in stands for readers, and points search engines to one that is.
    """
    ready = [code for code in language_codes() if code in item.ready_languages] or [settings.LANGUAGE_CODE]
    asked = get_language() or settings.LANGUAGE_CODE
    best = asked if asked in ready else next((c for c in (item.original_language, *ready) if c in ready), ready[0])
    is_public = item.is_public()
    is_kept = not is_public and item.is_readable()
    return {
        "item": item,
        "alternates": alternates(request.path, ready),
        "canonical_url": settings.SITE_URL + in_language(request.path, best),
        "noindex": asked not in ready or not is_public,
        "is_preview": not (is_public or is_kept),
        "withdrawal": withdrawal_of(item) if is_kept else None,
        "card_id": item.permanent_id if is_public else "",
        "behind": behind_of(item) if asked in ready else None,
        "fallback": None if asked in ready else {"wanted": language_name(asked), "shown": language_name(best)},
    }


def alternates(path: str, codes: list[str]) -> list[dict]:
    """``hreflang`` links of a page that exists in ``codes``, with English, or the first, as the default."""
    links = [
        {"hreflang": wording.html_lang(code), "url": settings.SITE_URL + in_language(path, code)} for code in codes
    ]
    default = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in codes else codes[0]
    return [*links, {"hreflang": "x-default", "url": settings.SITE_URL + in_language(path, default)}]


@public
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = fetch(request, Page.objects.all(), slug=slug)
    return render(request, "pages/detail.html", {"page": page, **about(request, page)})
