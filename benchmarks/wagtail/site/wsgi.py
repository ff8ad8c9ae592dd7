"""What the server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.wagtail.site.settings"
application = get_wsgi_application()
