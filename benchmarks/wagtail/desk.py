"""Wagtail's lists and editors, in a process of its own: a line in, a status and milliseconds of processor time out."""

import os
import sys
import time
from json import dumps


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client
    from wagtail.admin.panels import FieldPanel, InlinePanel
    from wagtail.models import Page

    from benchmarks.wagtail.site import models

    def panels(*names: str) -> list:
        return [*Page.content_panels, *(FieldPanel(name) for name in names)]

    # Fields of ours that theirs have, in one language of three; a release's speakers (hundreds of boxes there) left out.
    models.ReleasePage.content_panels = [
        *panels("kind", "year", "date", "city", "standfirst", "body", "photo", "contact"),
        InlinePanel("corrections", [FieldPanel("note"), FieldPanel("made_on")]),
    ]
    models.EditionPage.content_panels = [
        *panels("number", "year", "starts_on", "ends_on", "host", "city", "hall", "theme", "visitors", "summary"),
        InlinePanel("partnerships", [FieldPanel("organisation")]),
    ]
    editor = Client(HTTP_HOST="localhost")
    user, _made = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    editor.force_login(user)

    def middle(model: type) -> int:
        rows = model.objects.order_by("pk")
        return int(rows[rows.count() // 2].pk)

    index = models.PressIndex.objects.order_by("pk").first().pk
    addresses = {
        "releases": f"/cms/pages/{index}/",
        "releases?p=10": f"/cms/pages/{index}/?p=10",
        "releases/edit": f"/cms/pages/{middle(models.ReleasePage)}/edit/",
        "releases/add": f"/cms/pages/add/measured_site/releasepage/{index}/",
        "images": "/cms/images/",
        "editions/edit": f"/cms/pages/{middle(models.EditionPage)}/edit/",
    }
    for line in sys.stdin:
        began = time.process_time()
        status = editor.get(addresses[line.strip()]).status_code
        print(dumps([status, (time.process_time() - began) * 1000]), flush=True)


if __name__ == "__main__":
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "benchmarks.wagtail.site.settings"
    main()
