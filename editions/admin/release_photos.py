"""Photographs dropped on the form of a release: taken in as at the photo desk, rows of the release, their texts beside it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from editions import images, wire, wording
from editions.desk import forum_of
from editions.models import Photo, language_codes, roles

from .photo_desk_rows import rows
from .photo_desk_words import words


class ReleasePhotos:
    """Adds the place to drop photographs to the form of a release, for who may take them in."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may_write and may_take_in(request.user):
            context |= {
                "photo_desk": self.photo_desk(request),
                "photo_languages": [(code, wording.html_lang(code), name) for code, name in settings.LANGUAGES],
                "photo_rights": Photo.Rights.choices,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def photo_desk(self, request) -> dict:
        """What the page's module is told: where files go, and the photographs of this form that are not public yet."""
        waiting = [photo for photo in photographs_of(request) if not photo.is_itself_public()]
        forum = forum_of(request)
        captions, in_language = captions_of(request)
        alts = {}
        for code in language_codes():
            with override(code):
                alts[code] = _("Photograph: {headline}")
        return {
            "maxBytes": images.MAX_BYTES,
            "languages": language_codes(),
            "language": get_language(),
            "alts": alts,
            "credit": str(forum.text("name")) if forum else "",
            # 0 stands for the edition, which may still be chosen in the form.
            "addresses": {
                "takeIn": reverse("admin:editions_photo_take_in", args=[0]),
                "row": reverse("admin:editions_photo_row", args=[0, 0]),
            },
            "captions": captions,
            "captionsIn": in_language,
            "rows": rows(None, waiting) if waiting else [],
            "words": words(),
        }


def photographs_of(request) -> list[Photo]:
    """Those of the form as it is opened; asked for where the rows it was opened on do not know them."""
    in_hand = getattr(request, "in_hand", None) or {"inlines": {}}
    keys = [row["photo"] for row in in_hand["inlines"].get("release_photos", []) if row.get("photo")]
    release, _document = getattr(request, "opened_on", (None, None))
    known = {row.photo_id: row.photo for row in release.release_photos.all()} if release else {}
    if missing := set(keys) - known.keys():
        known |= Photo.objects.in_bulk(missing)
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def captions_of(request) -> tuple[list[dict], str]:
    """The captions of the text a release came from, in their order, and the language they are in."""
    release, _document = getattr(request, "opened_on", (None, None))
    if release is None or not release.received_text or release.is_itself_public():
        return [], ""
    reading = wire.read(release.received_text)
    return [{"text": one.text[:1000], "credit": one.credit or ""} for one in reading.captions], reading.language


def may_take_in(user) -> bool:
    may = user.has_perms(["editions.add_photo", "editions.change_photo"])
    return may and roles.languages_of(user, Photo) is None
