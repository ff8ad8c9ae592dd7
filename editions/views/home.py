"""The front page."""

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Forum</title><h1>Forum</h1>")
