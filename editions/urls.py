"""The site map: every public address in reading order."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from editions import feeds
from editions.views import (
    calendars,
    cards,
    data,
    documents,
    edition_data,
    editions,
    home,
    icons,
    lines,
    media,
    organisations,
    pages,
    permalinks,
    photo_archive,
    photos,
    press,
    press_kit,
    press_texts,
    programme_changes,
    programme_choice,
    reader_notes,
    search,
    sessions,
    sitemaps,
    speaker_figures,
    speakers,
    surveys,
    topics,
)


class NumberConverter(IntConverter):
    """A number as it is written: 020 is no other address of 20."""

    regex = "[1-9][0-9]{0,8}"


register_converter(NumberConverter, "number")

# Below /en/, /zh-hans/ and /ja/.
urlpatterns = [
    path("", home.home, name="home"),
    path("editions/", editions.edition_list, name="edition-list"),
    path("editions/<number:number>/", editions.edition_detail, name="edition-detail"),
    path("editions/<number:number>/programme/", sessions.programme, name="programme"),
    path("editions/<number:number>/programme/choose/", programme_choice.programme_choice, name="programme-choice"),
    path("editions/<number:number>/programme.ics", calendars.programme_calendar, name="programme-calendar"),
    path("editions/<number:number>/changes/", programme_changes.programme_changes, name="programme-changes"),
    path("editions/<number:number>/data.json", edition_data.edition_data, name="edition-data"),
    path("editions/<number:number>/schedule.json", edition_data.edition_schedule, name="edition-schedule"),
    path("editions/<number:number>/speakers/", speakers.edition_speakers, name="edition-speakers"),
    path("editions/<number:number>/photos/", photos.edition_photos, name="edition-photos"),
    path("editions/<number:number>/photos/archive/", photo_archive.edition_photo_archive, name="edition-photo-archive"),
    path("editions/<number:number>/kit.zip", press_kit.edition_kit, name="edition-kit"),
    path("sessions/", sessions.session_list, name="session-list"),
    path("sessions/<slug:slug>/", sessions.session_detail, name="session-detail"),
    path("sessions/<slug:slug>.ics", calendars.session_calendar, name="session-calendar"),
    path("topics/", topics.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", topics.topic_detail, name="topic-detail"),
    path("speakers/", speakers.speaker_list, name="speaker-list"),
    path("speakers/figures/", speaker_figures.speaker_figures, name="speaker-figures"),
    path("speakers/<slug:slug>/", speakers.speaker_detail, name="speaker-detail"),
    path("speakers/<slug:slug>.ics", calendars.speaker_calendar, name="speaker-calendar"),
    path("organisations/", organisations.organisation_list, name="organisation-list"),
    path("organisations/<slug:slug>/", organisations.organisation_detail, name="organisation-detail"),
    path("press/", press.press_list, name="press-list"),
    path("press/corrections/", press.correction_list, name="correction-list"),
    path("press/coverage/", press.coverage_list, name="coverage-list"),
    path("press/feed/", feeds.press_feed, name="press-feed"),
    path("press/feed/editions/<number:number>/", feeds.edition_press_feed, name="edition-press-feed"),
    path("press/<number:year>/<slug:slug>/", press.press_detail, name="press-detail"),
    path("press/<number:year>/<slug:slug>.txt", press_texts.press_text, name="press-text"),
    path("press/<number:year>/<slug:slug>.bib", press_texts.press_bibtex, name="press-bibtex"),
    path("press/<number:year>/<slug:slug>.ris", press_texts.press_ris, name="press-ris"),
    path("press/<number:year>/<slug:slug>/kit.zip", press_kit.press_kit, name="press-kit"),
    path("press/<number:year>/<slug:slug>/versions/<number:version>/", press.press_version, name="press-version"),
    path("photos/", photos.photo_list, name="photo-list"),
    path("photos/<slug:permanent_id>/", photos.photo_detail, name="photo-detail"),
    path("documents/", documents.document_list, name="document-list"),
    path("documents/<slug:slug>/", documents.document_detail, name="document-detail"),
    path("survey/", surveys.survey, name="survey"),
    path("survey/years/<number:year>/", surveys.survey_year, name="survey-year"),
    path("survey/<slug:slug>/", surveys.question_detail, name="question-detail"),
    path("survey/<slug:slug>.csv", data.question_csv, name="question-csv"),
    path("survey/<slug:slug>.json", data.question_json, name="question-json"),
    path("lines/", lines.lines, name="lines"),
    path("data/", data.data, name="data"),
    path("data/<slug:name>.csv", data.data_csv, name="data-csv"),
    path("data/<slug:name>.json", data.data_json, name="data-json"),
    path("data/<slug:name>.schema.json", data.data_schema, name="data-schema"),
    path("cards/<slug:permanent_id>.png", cards.card, name="card"),
    path("search/", search.search_page, name="search"),
    path("report/", reader_notes.report, name="report"),
    path("report/thanks/", reader_notes.report_thanks, name="report-thanks"),
    path("<slug:slug>/", pages.page_detail, name="page-detail"),
]

# Outside the languages.
global_patterns = [
    path("site.webmanifest", icons.manifest, name="manifest"),
    path("icons/mark.svg", icons.tab_icon, name="tab-icon"),
    path("icons/<slug:name>.png", icons.icon, name="icon"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap-index"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news-sitemap"),
    path("sitemaps/<slug:section>-<number:page>.xml", sitemaps.sitemap, name="sitemap"),
    path("id/<slug:permanent_id>", permalinks.permalink, name="permalink"),
    path("media/<str:token>/<str:name>", media.media, name="media"),
]
