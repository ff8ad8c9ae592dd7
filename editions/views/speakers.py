"""Not written yet."""

from django.http import Http404


def edition_speakers(request, **kwargs):
    raise Http404


def speaker_list(request, **kwargs):
    raise Http404


def speaker_detail(request, **kwargs):
    raise Http404
