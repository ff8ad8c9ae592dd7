"""What search engines are told of an item in their own words (schema.org), as plain dicts for ``components/json_ld.html``."""

from django.conf import settings
from django.urls import reverse

from editions import wording
from editions.models import Page, Photo

PHOTO_TERMS = "photo-terms"  # the page on which the forum says what its photographs may be used for


def terms_address() -> str:
    """The terms for photographs in the reader's language; empty where there is no such page in public."""
    public = Page.objects.published().filter(slug=PHOTO_TERMS).exists()
    return reverse("page-detail", args=[PHOTO_TERMS]) if public else ""


def photo_data(photo: Photo, downloads: list[dict], terms: str) -> dict:
    """An ImageObject with its licence; the largest size that anyone may fetch is its content."""
    caption, alt = photo.text("caption"), photo.text("alt")
    shown = downloads[-1] if downloads else photo.rendition("large")
    data = {
        "@context": "https://schema.org",
        "@type": "ImageObject",
        "url": settings.SITE_URL + photo.get_absolute_url(),
        "name": str(caption),
        "caption": str(caption),
        "description": str(alt),
        "inLanguage": wording.html_lang(caption.language),
        "creditText": photo.credit,
        "copyrightNotice": photo.credit,
        "creator": {"@type": "Organization", "name": photo.credit} if photo.credit else None,
        "dateCreated": photo.taken_at.isoformat() if photo.taken_at else None,
        "license": settings.SITE_URL + terms if terms else None,
        "acquireLicensePage": settings.SITE_URL + terms if terms else None,
    }
    if shown:
        data |= {
            "contentUrl": settings.SITE_URL + photo.rendition_url(shown["name"]),
            "encodingFormat": shown["type"],
            "width": shown["width"],
            "height": shown["height"],
        }
    return {name: value for name, value in data.items() if value}
