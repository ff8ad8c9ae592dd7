"""Not written yet."""

from django.http import Http404


def survey(request, **kwargs):
    raise Http404


def survey_year(request, **kwargs):
    raise Http404


def question_detail(request, **kwargs):
    raise Http404
