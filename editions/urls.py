"""The site map: every public address in reading order."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Forum</title><h1>Forum</h1>")


# Below /en/, /zh-hans/ and /ja/.
urlpatterns = [
    path("", home, name="home"),
]

# Outside the languages.
global_patterns: list = []
