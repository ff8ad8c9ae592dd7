"""What readers are answered from: the server's own addresses, and every public page, which are in editions/urls.py."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from editions.urls import global_patterns
from forumsite import metrics, views

handler400 = "forumsite.errors.bad_request"
handler403 = "forumsite.errors.forbidden"
handler404 = "forumsite.errors.not_found"
handler500 = "forumsite.errors.server_error"

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    *global_patterns,  # the forum's addresses outside the languages: /id/…, /media/…, the sitemaps
    *i18n_patterns(path("", include("editions.urls")), prefix_default_language=True),
]
