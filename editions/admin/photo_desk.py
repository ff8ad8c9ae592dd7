"""The photo desk: an edition's photographs as rows, each taken in, changed and published by small requests of its own."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editions import images, wording
from editions.keys import row_at
from editions.models import Edition, Photo, language_codes
from editions.views import shapes

from . import photo_desk_requests as asked_for
from .photo_desk_rows import rows, sessions_of, speakers_of
from .photo_desk_words import words

MAX_ROWS = 400  # on one page of the strip


class PhotoDesk:
    """Adds the desk's addresses to the admin of photographs."""

    change_list_template = "admin/editions/photo/change_list.html"

    def get_urls(self):
        here = "desk/<int:edition_id>/"
        return [
            path("desk/", self.admin_site.admin_view(self.latest_desk), name="editions_photo_latest_desk"),
            path(here, self._at(desk, "change", require_safe), name="editions_photo_desk"),
            path(f"{here}take-in/", self._at(asked_for.take_in, "add", require_POST), name="editions_photo_take_in"),
            path(
                f"{here}rows/<int:key>/",
                self._at(asked_for.save_row, "change", require_POST),
                name="editions_photo_row",
            ),
            path(f"{here}fill/", self._at(asked_for.fill, "change", require_POST), name="editions_photo_fill"),
            path(f"{here}shift/", self._at(asked_for.shift, "change", require_POST), name="editions_photo_shift"),
            path(
                f"{here}publish/", self._at(asked_for.publish, "publish", require_POST), name="editions_photo_publish"
            ),
            *super().get_urls(),
        ]

    def _at(self, view: Callable[..., HttpResponse], permission: str, method: Callable) -> Callable:
        """The view for an editor who may do this, on an edition that is there; what is wrong comes as a sentence.

        0 stands for no edition, where a single photograph is meant: a release may belong to none.
        """

        @method
        def answer(request, edition_id, **kwargs):
            if not getattr(self, f"has_{permission}_permission")(request) or self.own_columns(request) is not None:
                raise PermissionDenied
            is_single = view in (asked_for.take_in, asked_for.save_row)
            edition = None
            if edition_id or not is_single:
                edition = get_object_or_404(Edition.objects.with_venues(), pk=edition_id)
            try:
                return view(self, request, edition, **kwargs)
            except asked_for.Unreadable:
                return asked_for.refusal(_("This request cannot be read. Please load the page again."), 400)
            except Photo.DoesNotExist:
                return asked_for.refusal(_("This photograph is no longer there."), 404)
            except ValidationError as error:
                return asked_for.refusal(" ".join(error.messages), 422)

        return self.admin_site.admin_view(answer)

    def latest_desk(self, request):
        """The desk of the edition chosen in the page's own list; else that of the latest."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        editions = Edition.objects.order_by("-number")
        edition = row_at(editions, request.GET.get("edition", "")) or editions.first()
        if edition is None:
            return redirect("admin:editions_edition_add")
        return redirect("admin:editions_photo_desk", edition_id=edition.pk)


# The page


def desk(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    photos = Photo.objects.filter(edition=edition)
    shows_all = "all" in request.GET
    if not shows_all:
        photos = photos.to_do()
    # The last page for a number beyond it: what was on it may have been published meanwhile.
    page = Paginator(photos.in_order().prefetch_related("speakers"), MAX_ROWS).get_page(request.GET.get("page"))
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "title": _("Photo desk"),
        "edition": edition,
        "editions": Edition.objects.order_by("-number"),
        "may_add": model_admin.has_add_permission(request),
        "languages": [(code, wording.html_lang(code), name) for code, name in settings.LANGUAGES],
        "rights": Photo.Rights.choices,
        "speakers": speakers_of(edition),
        "shows_all": shows_all,
        "page": page,
        "pagination": shapes.pagination(request, page),
        "desk": {
            "edition": edition.pk,
            "maxBytes": images.MAX_BYTES,
            "maxBatch": asked_for.MAX_BATCH,
            "languages": language_codes(),
            "language": get_language(),
            "sessions": sessions_of(edition),
            "speakers": dict(speakers_of(edition)),
            "addresses": {
                "takeIn": reverse("admin:editions_photo_take_in", args=[edition.pk]),
                "row": reverse("admin:editions_photo_row", args=[edition.pk, 0]),
                "fill": reverse("admin:editions_photo_fill", args=[edition.pk]),
                "shift": reverse("admin:editions_photo_shift", args=[edition.pk]),
                "publish": reverse("admin:editions_photo_publish", args=[edition.pk]),
            },
            "rows": rows(edition, page),
            "words": words(),
        },
    }
    return TemplateResponse(request, "admin/photos/desk.html", context)
