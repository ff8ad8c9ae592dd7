"""The domain. This module is its only door: everything else imports from here."""

from . import roles
from .addresses import Address, is_addressed, path_of
from .changes import listen
from .deletions import Deletion
from .documents import Clause, Document, DocumentFile, Standing
from .drafts import Draft, Presence, StashedFile, WorkingDraft
from .editions import Edition, EditionName, Figure, Plan, Promise, Venue
from .editors import Acknowledgement, Approval, Editor
from .fields import CodesField, LineField, PlainTextField, ProseField, SourcesField
from .forum import Contact, Forum, NameOrder, Notice, Page, Palette, SecondEyes, Side
from .joinings import Distinction, Joining
from .links import Link, leads_nowhere
from .organisations import Organisation, OrganisationAlias, OrganisationName, Partnership
from .photos import Photo, rendition_path
from .prepared import give, give_each, prepared
from .press import Correction, Coverage, PressRelease, ReleaseDocument, ReleasePhoto
from .publishing import PERMANENT_ID_ALPHABET, PublicByParents, Publishable, leave_addresses, new_permanent_id
from .querysets import SEE_UNPUBLISHED, PublicQuerySet
from .reader_notes import ReaderNote
from .revisions import Revision
from .rows import Ordered, Sourced, Translated, language_codes
from .search import ContentVersion, MissedSearch, SearchDebt, SearchEntry
from .sessions import ProgrammeRelease, Record, Session, Topic, TopicOrigin
from .share_links import ShareLink, ShareLinkUse
from .showing import early_keys, shown_early, shows_early
from .slugs import Slugged
from .speakers import Appearance, RoleToFill, Speaker, SpeakerAlias
from .states import Status, Withdrawal
from .stored_files import WithFiles, new_token, remove_files, remove_when_committed
from .surveys import Answer, Fieldwork, Population, Question, Result, Survey, Wording
from .tallies import Tally, releases_tallied
from .terms import Term
from .translations import TranslationSource

__all__ = [
    "PERMANENT_ID_ALPHABET",
    "SEE_UNPUBLISHED",
    "Acknowledgement",
    "Address",
    "Answer",
    "Appearance",
    "Approval",
    "Clause",
    "CodesField",
    "Contact",
    "ContentVersion",
    "Correction",
    "Coverage",
    "Deletion",
    "Distinction",
    "Document",
    "DocumentFile",
    "Draft",
    "Edition",
    "EditionName",
    "Editor",
    "Fieldwork",
    "Figure",
    "Forum",
    "Joining",
    "LineField",
    "Link",
    "MissedSearch",
    "NameOrder",
    "Notice",
    "Ordered",
    "Organisation",
    "OrganisationAlias",
    "OrganisationName",
    "Page",
    "Palette",
    "Partnership",
    "Photo",
    "PlainTextField",
    "Plan",
    "Population",
    "Presence",
    "PressRelease",
    "ProgrammeRelease",
    "Promise",
    "ProseField",
    "PublicByParents",
    "PublicQuerySet",
    "Publishable",
    "Question",
    "ReaderNote",
    "Record",
    "ReleaseDocument",
    "ReleasePhoto",
    "Result",
    "Revision",
    "RoleToFill",
    "SearchDebt",
    "SearchEntry",
    "SecondEyes",
    "Session",
    "ShareLink",
    "ShareLinkUse",
    "Side",
    "Slugged",
    "Sourced",
    "SourcesField",
    "Speaker",
    "SpeakerAlias",
    "Standing",
    "StashedFile",
    "Status",
    "Survey",
    "Tally",
    "Term",
    "Topic",
    "TopicOrigin",
    "Translated",
    "TranslationSource",
    "Venue",
    "WithFiles",
    "Withdrawal",
    "Wording",
    "WorkingDraft",
    "early_keys",
    "give",
    "give_each",
    "is_addressed",
    "language_codes",
    "leads_nowhere",
    "leave_addresses",
    "listen",
    "new_permanent_id",
    "new_token",
    "path_of",
    "prepared",
    "releases_tallied",
    "remove_files",
    "remove_when_committed",
    "rendition_path",
    "roles",
    "shown_early",
    "shows_early",
]
