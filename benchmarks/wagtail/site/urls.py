"""Pages below their language, as Wagtail's manual says."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as pages
from wagtail.admin import urls as admin
from wagtail.documents import urls as documents

urlpatterns = [path("cms/", include(admin)), path("documents/", include(documents))]
urlpatterns += i18n_patterns(path("", include(pages)))
