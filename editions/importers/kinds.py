"""The kinds of table, in the order in which one needs the other."""

from editions import models

from .tables import Table


def publish_when_named(name: models.OrganisationName) -> None:
    """An organisation stands on the site once it has a name: its first one makes it public."""
    organisation = name.organisation
    if organisation.status == models.Status.DRAFT and organisation.publish_at and organisation.names.count() == 1:
        organisation.status = models.Status.PUBLISHED
        organisation.save()


TABLES = [
    Table("forum", models.Forum, key=()),
    Table("sides", models.Side, key=("code",)),
    Table("editions", models.Edition, key=("number",)),
    Table("venues", models.Venue, key=("edition", "kind", "is_planned", "city", "name")),
    Table("plans", models.Plan, key=("edition", "announced_on", "announced_in", "starts_on", "wording")),
    Table("edition_names", models.EditionName, key=("edition", "side", "name", "language")),
    Table("figures", models.Figure, key=("edition", "counts", "precision", "value", "according_to")),
    Table("organisations", models.Organisation, key=("slug",)),
    Table(
        "organisation_names",
        models.OrganisationName,
        key=("organisation", "from_year", "name"),
        created=publish_when_named,
    ),
    Table("organisation_aliases", models.OrganisationAlias, key=("organisation", "name")),
    Table("partnerships", models.Partnership, key=("edition", "organisation", "role")),
    Table("topics", models.Topic, key=("slug",)),
    Table("topic_origins", models.TopicOrigin, key=("topic", "earlier")),
    Table("sessions", models.Session, key=("slug",)),
    Table("speakers", models.Speaker, key=("slug",)),
    Table("speaker_aliases", models.SpeakerAlias, key=("speaker", "name")),
    Table("appearances", models.Appearance, key=("edition", "speaker", "session", "session_label", "roles")),
    Table("documents", models.Document, key=("slug",)),
    Table("clauses", models.Clause, key=("document", "number")),
    Table("records", models.Record, key=("session", "kind", "language", "link")),
    Table("surveys", models.Survey, key=("year",)),
    Table("fieldwork", models.Fieldwork, key=("survey", "side", "population")),
    Table("questions", models.Question, key=("slug",)),
    Table("answers", models.Answer, key=("question", "code")),
    Table("wordings", models.Wording, key=("survey", "question")),
    Table(
        "results",
        models.Result,
        key=("survey", "answer", "side", "population", "sources"),
        filled=("value", *(f"note_{code.replace('-', '_')}" for code in models.language_codes())),
    ),
    Table("coverage", models.Coverage, key=("link",)),
    Table("contacts", models.Contact, key=("name",)),
    Table("press_releases", models.PressRelease, key=("year", "slug"), also=("year",)),
    Table("release_documents", models.ReleaseDocument, key=("release", "document")),
    Table("terms", models.Term, key=("kind", "name")),
    Table("pages", models.Page, key=("slug",)),
    Table("notices", models.Notice, key=("kind", "edition", "session", "text_line")),
    Table("promises", models.Promise, key=("edition", "text_line")),
    Table("photos", models.Photo, key=("original_name",), without=("original",), pictures=True),
    Table("release_photos", models.ReleasePhoto, key=("release", "photo")),
]
KINDS = {table.kind: table for table in TABLES}
