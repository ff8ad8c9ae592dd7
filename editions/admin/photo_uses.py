"""Where a photograph is used: shown beside it, and in the way of deleting it."""

from django.db.models import Value
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import asked_once
from editions.models import Edition, Organisation, Photo, PressRelease, Speaker


def uses_of(photo: Photo) -> list[tuple[str, object]]:
    """As what, and in which item; what would lose its picture with this photograph."""
    uses = [
        (_("Cover of an edition"), Edition.objects.filter(cover=photo)),
        (_("Portrait"), Speaker.objects.filter(portrait=photo).order_by("pk")),
        (_("Logo"), Organisation.objects.with_names().filter(logo=photo)),
        (_("In a press release"), PressRelease.objects.filter(photos=photo)),
    ]
    # Most are used in one way: which, is asked at once, and only then for the items.
    kinds = [rows.order_by().values_list(Value(number)) for number, (_words, rows) in enumerate(uses)]
    used = {number for (number,) in kinds[0].union(*kinds[1:])}
    return [(words, item) for number, (words, rows) in enumerate(uses) if number in used for item in rows]


def places_of(photo: Photo) -> list[tuple[str, object]]:
    """All of the above, and the galleries it stands in."""
    galleries = [photo.session] if photo.session else []
    return [*uses_of(photo), *((_("Gallery of a session"), item) for item in galleries)]


def change_address(item) -> str:
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])


class PhotoUses:
    """Adds to the admin of photographs where each is used, and refuses to delete one that is."""

    def used_in(self, photo):
        if photo is None or photo.pk is None:
            return "–"

        def listed():
            rows = ((words, change_address(item), item) for words, item in places_of(photo))
            lines = format_html_join("", '<li>{}: <a href="{}">{}</a></li>', rows)
            return format_html("<ul>{}</ul>", lines) if lines else _("Nowhere but in the gallery.")

        return asked_once.for_this_content(("uses", photo.pk, photo.session_id, get_language()), listed)

    def get_deleted_objects(self, objs, request):
        deletable, count, lacking, protected = super().get_deleted_objects(objs, request)
        for photo in objs:
            for words, item in uses_of(photo):
                protected.append(
                    format_html(
                        _("{photo} is still used: {words}, {item}. Choose another picture there first."),
                        photo=photo,
                        words=words,
                        item=format_html('<a href="{}">{}</a>', change_address(item), item),
                    )
                )
        return deletable, count, lacking, protected
