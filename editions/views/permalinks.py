"""Not written yet."""

from django.http import Http404


def permalink(request, **kwargs):
    raise Http404
