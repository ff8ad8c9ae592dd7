"""What the shared components take, made from what the views have: pages of a list, sources, pictures."""

from urllib.parse import urlsplit

from django.core.paginator import Page
from django.http import HttpRequest

from editions.models import Photo, Sourced

SHOWN = ("small", "medium", "large")


def pagination(request: HttpRequest, page: Page) -> dict:
    """For components/pagination.html: addresses keep the filters, and the first page has no number."""

    def address(number: int) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        if number > 1:
            query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}" if query else request.path

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
        "links": [
            {
                "label": number,
                "url": address(number) if isinstance(number, int) else "",
                "current": number == page.number,
            }
            for number in numbers
        ],
    }


def sources(*items: Sourced) -> list[dict]:
    """For components/sources.html: every address once, named by its host."""
    urls = dict.fromkeys(url for item in items for url in item.source_list)
    return [{"url": url, "host": urlsplit(url).netloc.removeprefix("www.")} for url in urls]


def image(photo: Photo, names: tuple[str, ...] = SHOWN) -> dict | None:
    """For components/picture.html: the sizes readers see, the smallest as the plain one; None when none was made."""
    sizes = {item["width"]: item for name in names if (item := photo.rendition(name))}
    if not sizes:
        return None
    urls = {width: photo.rendition_url(item["name"]) for width, item in sizes.items()}
    middle = sizes[sorted(sizes)[len(sizes) // 2]]
    return {
        "src": urls[middle["width"]],
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(urls.items())),
        "width": middle["width"],
        "height": middle["height"],
        "sources": [],
    }
