"""Not written yet."""

from django.http import Http404


def document_list(request, **kwargs):
    raise Http404


def document_detail(request, **kwargs):
    raise Http404
