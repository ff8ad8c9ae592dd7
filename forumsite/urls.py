"""Every address: the editors', and those of readers.

A worker that nobody has asked for the editors' has not loaded them: half of what the site is made of (`middleware.addresses`).
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from forumsite import account_pages, accounts, readers
from forumsite.readers import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

admin.autodiscover()
admin.site.login = secure_admin_login(account_pages.to_the_desk)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/link/<str:key>/", accounts.sign_in_link, name="sign-in-link"),
    path("accounts/sessions/", account_pages.WhereSignedIn.as_view()),  # in place of those below
    path("accounts/2fa/webauthn/", account_pages.Passkeys.as_view()),
    path("accounts/", include("allauth.urls")),
    *readers.urlpatterns,
]
