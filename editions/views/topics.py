"""Topics: all of them, and each over the years, with what it came from and what became of it."""

from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.models import Session, Topic, TopicOrigin
from editions.views import pages, shapes, timetable
from editions.views.edition_rows import label_of
from editions.views.sessions import newest_first, venues


@pages.public
def topic_list(request: HttpRequest) -> HttpResponse:
    held = Q(sessions__in=Session.objects.visible_to(request.user).values("pk"))
    topics = Topic.objects.visible_to(request.user).annotate(
        session_count=Count("sessions", filter=held),
        first_year=Min("sessions__edition__year", filter=held),
        last_year=Max("sessions__edition__year", filter=held),
    )
    return render(
        request,
        "topics/list.html",
        {
            "title": _("Topics"),
            "breadcrumbs": [{"label": _("Editions"), "url": reverse("edition-list")}, {"label": _("Topics")}],
            "topics": [{"topic": one, "years": years(one)} for one in topics],
        },
    )


@pages.public
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = pages.fetch(request, Topic.objects.all(), slug=slug)
    sessions = Session.objects.visible_to(request.user).filter(topic=topic).select_related("edition")
    sides = pages.sides(request)
    return render(
        request,
        "topics/detail.html",
        {
            **pages.about(request, topic),
            "topic": topic,
            "title": topic.text("name"),
            "breadcrumbs": [{"label": _("Topics"), "url": reverse("topic-list")}, {"label": topic.text("name")}],
            "years": by_edition(newest_first(sessions.prefetch_related(venues())), sides),
            "kin": kin(request.user, topic),
        },
    )


# What is shown


def years(topic: Topic) -> str:
    """From the first to the last year it was discussed; ``first_year`` and ``last_year`` come with the row."""
    return wording.year_span(topic.first_year, topic.last_year, get_language() or "")


def kin(user, topic: Topic) -> list[dict]:
    """For components/details.html: the topics this one came from and those that came from it, each with since when."""
    kinds = TopicOrigin.Kind
    words = {
        ("earlier", kinds.CONTINUES): _("Continues"),
        ("earlier", kinds.SPLIT): _("Split from"),
        ("earlier", kinds.JOINED): _("Took in"),
        ("topic", kinds.CONTINUES): _("Continued as"),
        ("topic", kinds.SPLIT): _("Split off"),
        ("topic", kinds.JOINED): _("Became part of"),
    }
    origins = TopicOrigin.objects.visible_to(user).filter(Q(topic=topic) | Q(earlier=topic))
    found: dict[str, list[dict]] = {}
    for one in origins.select_related("topic", "earlier", "edition"):
        end = "earlier" if one.topic_id == topic.pk else "topic"
        other = getattr(one, end)
        since = label_of(one.edition.number, one.edition.year) if one.edition else ""
        found.setdefault(words[end, one.kind], []).append(
            {"value": other.text("name"), "url": other.get_absolute_url(), "note": since}
        )
    return [{"label": name, "values": values} for name, values in found.items()]


def by_edition(sessions, sides) -> list[dict]:
    """For the lifeline of a topic: its sessions under their editions, the latest first."""
    address = shapes.addresses("session-detail")
    found: dict[int, dict] = {}
    for one in sessions:
        edition = one.edition
        group = found.setdefault(
            edition.pk,
            {"edition": edition, "placement": shapes.placement(edition, sides), "sessions": []},
        )
        group["sessions"].append({**timetable.session_card(one, address), "day": one.day})
    return list(found.values())
