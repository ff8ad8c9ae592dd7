"""Not written yet."""

from django.http import Http404


def press_list(request, **kwargs):
    raise Http404


def correction_list(request, **kwargs):
    raise Http404


def coverage_list(request, **kwargs):
    raise Http404


def press_detail(request, **kwargs):
    raise Http404


def press_version(request, **kwargs):
    raise Http404
