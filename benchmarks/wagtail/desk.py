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
    from wagtail.snippets.models import register_snippet

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
    models.SpeakerPage.content_panels = panels("name", "native", "delegation", "biography")
    models.SessionPage.content_panels = panels("kind", "topic", "day", "start", "end", "description")
    register_snippet(models.Photo)  # where the texts of a picture are written; its form of images has none
    thumbnails()
    editor = Client(HTTP_HOST="localhost")
    user, _made = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    editor.force_login(user)

    def middle(model: type) -> int:
        rows = model.objects.order_by("pk")
        return int(rows[rows.count() // 2].pk)

    def first(model: type) -> int:
        return int(model.objects.order_by("pk").first().pk)

    def page(model: type, view: str) -> str:
        return f"/cms/pages/{middle(model)}/{view}/"

    releases = f"/cms/pages/{first(models.PressIndex)}/"
    snippets = "/cms/snippets/measured_site"
    addresses = {
        "home": "/cms/",
        "releases": releases,
        "releases, tenth page": f"{releases}?p=10",
        "releases by date": f"{releases}?ordering=latest_revision_created_at",
        "a release": page(models.ReleasePage, "edit"),
        "a new release": f"/cms/pages/add/measured_site/releasepage/{first(models.PressIndex)}/",
        "history of a release": page(models.ReleasePage, "history"),
        "photographs": "/cms/images/",
        "photographs, tenth page": "/cms/images/?p=10",
        "photographs as a table": "/cms/images/?layout=list",
        "a photograph": f"{snippets}/photo/edit/{middle(models.Photo)}/",
        "editions": f"/cms/pages/{first(models.EditionIndex)}/",
        "an edition": page(models.EditionPage, "edit"),
        "a new edition": f"/cms/pages/add/measured_site/editionpage/{first(models.EditionIndex)}/",
        "sessions of an edition": f"/cms/pages/{middle(models.EditionPage)}/",
        "a session": page(models.SessionPage, "edit"),
        "speakers": f"/cms/pages/{first(models.SpeakerIndex)}/",
        "a speaker": page(models.SpeakerPage, "edit"),
        "a new speaker": f"/cms/pages/add/measured_site/speakerpage/{first(models.SpeakerIndex)}/",
        "contacts": f"{snippets}/contact/",
        "a contact": f"{snippets}/contact/edit/{first(models.Contact)}/",
        "users": "/cms/users/",
    }
    for line in sys.stdin:
        began = time.process_time()
        answer = editor.get(addresses[line.strip()])
        print(dumps([answer.status_code, (time.process_time() - began) * 1000]), flush=True)


def thumbnails() -> None:
    """What its list and its form of images show is there, as it would be after their first look: rows without files, as all of it."""
    from wagtail.images.models import Image, Rendition

    for spec, width in (("max-165x165", 165), ("max-800x600", 800)):
        if Rendition.objects.filter(filter_spec=spec).exists():
            continue
        Rendition.objects.bulk_create(
            Rendition(image=image, filter_spec=spec, focal_point_key="", file=f"images/{image.pk}.{spec}.jpg",
                      width=width, height=width * 2 // 3)
            for image in Image.objects.all()
        )  # fmt: skip


if __name__ == "__main__":
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "benchmarks.wagtail.site.settings"
    main()
