"""What the peer's pages tell search engines, as ours do: an edition and a release in JSON-LD."""

import json

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe


def as_json(data):
    """For a script of ``application/ld+json``."""
    return mark_safe(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


def event(edition, request, sessions, delegations, partners):
    """What our page tells search engines: the edition with its organisers, the speakers shown and its sessions."""
    common = {"eventStatus": "https://schema.org/EventScheduled"}
    common["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
    address = {"@type": "PostalAddress", "addressLocality": edition.city, "addressCountry": edition.host.country}
    place = {"@type": "Place", "name": edition.hall, "address": address}
    return {
        "@context": "https://schema.org", "@type": "Event", "name": edition.title, "url": edition.get_full_url(request),
        "inLanguage": edition.locale.language_code, "startDate": edition.starts_on.isoformat(),
        "endDate": edition.ends_on.isoformat(), "location": [place], **common,
        "organizer": [
            {"@type": "Organization", "name": one.organisation.name, "url": f"/organisations/{one.organisation.slug}/"}
            for one in partners
        ],
        "performer": [
            {"@type": "Person", "name": one.speaker.name, "url": one.speaker.get_full_url(request)}
            for _side, appearances in delegations
            for one in appearances
        ],
        "subEvent": [
            {
                "@context": "https://schema.org", "@type": "Event", "name": one.title, "url": one.get_full_url(request),
                "startDate": one.starts_at.isoformat(), "endDate": one.ends_at.isoformat(), "location": place, **common,
            }
            for one in sessions
        ],
    }  # fmt: skip


def article(release, request, translations):
    here = release.get_full_url(request)
    return {
        "@context": "https://schema.org", "@type": "NewsArticle", "url": here, "mainEntityOfPage": here,
        "headline": release.title, "description": release.standfirst, "articleBody": strip_tags(release.body),
        "dateline": f"{release.city}, {release.date}", "inLanguage": release.locale.language_code,
        "datePublished": release.first_published_at.isoformat(),
        "workTranslation": [
            {"@type": "NewsArticle", "inLanguage": one.locale.language_code, "url": one.get_full_url(request)}
            for one in translations
            if one.pk != release.pk
        ],
    }  # fmt: skip
