"""Not written yet."""

from django.http import Http404


def edition_list(request, **kwargs):
    raise Http404


def edition_detail(request, **kwargs):
    raise Http404
