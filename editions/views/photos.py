"""Not written yet."""

from django.http import Http404


def edition_photos(request, **kwargs):
    raise Http404


def photo_list(request, **kwargs):
    raise Http404


def photo_detail(request, **kwargs):
    raise Http404
