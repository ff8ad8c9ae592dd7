"""Not written yet."""

from django.http import Http404


def media(request, **kwargs):
    raise Http404
