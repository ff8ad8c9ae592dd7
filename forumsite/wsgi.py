"""What a WSGI server loads: the site, with complete answers kept in front of it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumsite.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from forumsite import metrics  # noqa: E402
from forumsite.arriving import in_utf8  # noqa: E402
from forumsite.middleware import gate  # noqa: E402

counters = metrics.begin()
application = in_utf8(application)  # type: ignore[assignment]
if counters:
    application = metrics.made(application, counters)  # type: ignore[assignment]

if settings.PAGE_CACHE_MB and not settings.DEBUG:
    from editions.page_cache import PageCache

    application = PageCache(application, admits=gate(), room=settings.PAGE_CACHE_MB * 1024**2)  # type: ignore[assignment]

if counters:
    application = metrics.counted(application, counters)  # type: ignore[assignment]
