"""The server's own addresses; every public page is in editions/urls.py."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from editions.urls import global_patterns
from forumsite import accounts, views

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "forumsite.errors.bad_request"
handler403 = "forumsite.errors.forbidden"
handler404 = "forumsite.errors.not_found"
handler500 = "forumsite.errors.server_error"

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("admin/", admin.site.urls),
    path("accounts/link/<str:key>/", accounts.sign_in_link, name="sign-in-link"),
    path("accounts/", include("allauth.urls")),
    *global_patterns,  # the forum's addresses outside the languages: /id/…, /media/…, the sitemaps
    *i18n_patterns(path("", include("editions.urls")), prefix_default_language=True),
]
