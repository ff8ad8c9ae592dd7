"""What a list of the desk shows of each item: its state in words, its languages, what needs attention."""

import datetime as dt
from functools import cache

from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import EmptyResultSet, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from editions import asked_once, desk_search, revisions, tokens, wording, working
from editions.drafts import held_languages
from editions.entry_kinds import BY_MODEL
from editions.languages import language_name
from editions.lines import clean_line
from editions.models import Publishable, Revision, Status, Translated, language_codes
from editions.templatetags.words import marked

from . import clocks

RECENT = dt.timedelta(days=300)  # a day of which the year goes without saying
MOST_VALUES = 20  # of a question whose answer is kept: a search has thousands


class CountedOnce(Paginator):
    """A page of items with a state, which are counted once for each state of the content: it takes longer than to read the page."""

    @cached_property
    def count(self):
        rows = self.object_list
        try:
            question, values = rows.query.sql_with_params()
        except EmptyResultSet:  # a search that found nothing makes none
            return 0
        if not issubclass(rows.model, Publishable) or len(values) > MOST_VALUES:
            return rows.count()
        return asked_once.for_this_content(("count", question, str(values)), rows.count)


class ItemChangeList(ChangeList):
    """A page of a list, with what is held back and the capitals' clocks loaded for all of it.

    Which rows stand on it is asked first, by their keys alone: an index answers that, however far in the page lies.
    """

    def get_queryset(self, request, exclude_parameters=None):
        return self.model_admin.get_list_queryset(super().get_queryset(request, exclude_parameters))

    def get_ordering(self, request, queryset):
        """Django's, whose last word is the key, downwards: an index has both of one direction."""
        *columns, last = super().get_ordering(request, queryset)
        return [*columns, "pk" if last == "-pk" and columns and not columns[0].startswith("-") else last]

    def get_results(self, request):
        super().get_results(request)
        self.result_list = self._rows(list(self.result_list.values_list("pk", flat=True)))
        held = held_languages(self.result_list)
        zones = clocks.zones(request)
        changes = last_changes(self.result_list)
        for item in self.result_list:
            item.held = held.get(item.pk, [])
            item.clocks = zones
            item.changed = changes.get(getattr(item, "last_change", 0))

    @cached_property
    def _address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def url_for_result(self, result):
        """As Django's, which looks the address up anew for each row."""
        return f"{self._address}{quote(result.pk)}/change/"

    def _rows(self, keys) -> list:
        rows = self.model_admin.get_list_queryset(self.root_queryset.filter(pk__in=keys).order_by())
        found = self.apply_select_related(rows).in_bulk() if keys else {}
        return [found[key] for key in keys if key in found]


def last_changes(items) -> dict:
    """Who changed these items last, and when, by the key of the state; one query."""
    keys = [item.last_change for item in items if isinstance(item, Publishable) and item.last_change]
    if not keys:
        return {}
    states = Revision.objects.filter(pk__in=keys).order_by().values_list("pk", "author", "made_at")
    return {key: (author, made_at) for key, author, made_at in states}


def badge(item) -> str:
    """The state of an item in words, with the moment it waits for on both clocks."""
    kind, words = _state_of(item)
    return format_html('<span class="badge badge--{}">{}</span>', kind, words)


def _state_of(item) -> tuple[str, str]:
    if item.status == Status.WITHDRAWN:
        return "withdrawn", _("Withdrawn")
    if item.status == Status.IN_REVIEW:
        return "review", _("In review")
    if item.status == Status.DRAFT:
        return "draft", _("Draft")
    if item.publish_at is None or item.publish_at > timezone.now():
        return "embargo", _("Embargoed until %(moment)s") % {"moment": clocks.in_words(item.publish_at, item.clocks)}
    if not item.is_itself_public():
        return "over", _("No longer shown")
    if not item.parents_are_public():
        return "hidden", _("Hidden with what it belongs to")
    return "public", _("Public")


LANGUAGE_STATES = {
    "ready": gettext_lazy("%(language)s: ready"),
    "held": gettext_lazy("%(language)s: held back"),
    "missing": gettext_lazy("%(language)s: no text"),
}
SHORT_NAMES = {"en": "EN", "zh-hans": "中", "ja": "日"}


def language_marks(item) -> str:
    """A mark for each language of the site, told in words too."""
    ready = item.ready_languages
    states = ("held" if code in item.held else "ready" if code in ready else "missing" for code in language_codes())
    return _marks(get_language() or "", *states)


@cache  # the same few for every row
def _marks(_shown_in: str, *states: str) -> str:
    marks = []
    for (code, name), state in zip(settings.LANGUAGES, states, strict=True):
        words = LANGUAGE_STATES[state] % {"language": name}
        marks.append((state, words, words, wording.html_lang(code), SHORT_NAMES.get(code, code)))
    return format_html_join(
        "", '<span class="mark mark--{}" role="img" aria-label="{}" title="{}" lang="{}">{}</span>', marks
    )


def missing_languages(item) -> list[str]:
    """A note for each language in which the item has no text at all."""
    ready = {*item.ready_languages, *item.held}
    return [
        _("No text in %(language)s") % {"language": language_name(code)}
        for code, _name in settings.LANGUAGES
        if code not in ready
    ]


def without(nested, beginnings) -> list:
    """A nested list of what is deleted with an item, without the lines that begin so."""
    kept = (without(one, beginnings) if isinstance(one, list) else one for one in nested)
    return [one for one in kept if one and (isinstance(one, list) or not str(one).startswith(beginnings))]


def headed(nested) -> list:
    """Lines of a kind and a name, which Django parts as English does, as the language of the desk parts them."""
    return [headed(one) if isinstance(one, list) else _headed(one) for one in nested]


def _headed(line):
    kind, _mark, name = line.partition(": ")
    words = wording.heading(kind, name, get_language() or "")
    return SafeString(words) if isinstance(line, SafeString) else words


class WithoutJoins:
    """A page of deletion that names things alone."""

    def get_deleted_objects(self, objs, request):
        """Without the rows that only join two items: they have no name, and nobody misses them."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        joins = {one.remote_field.through._meta for m in apps.get_models() for one in m._meta.local_many_to_many}
        names = tuple(f"{capfirst(opts.verbose_name)}: " for opts in joins)
        plural = {str(opts.verbose_name_plural) for opts in joins} - {str(self.opts.verbose_name_plural)}
        named = {name: count for name, count in counts.items() if str(name) not in plural}
        return headed(without(to_delete, names)), named, missing, headed(protected)


class FoundOnce:
    """A list that is searched in the table itself, which nothing orders by its words: once for the number and the rows."""

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return found, may_repeat
        return queryset.filter(pk__in=list(found.order_by().values_list("pk", flat=True)[: desk_search.MOST])), False


class ItemListMixin(FoundOnce, WithoutJoins):
    """The columns and actions all lists of items share."""

    list_per_page = 50
    list_max_show_all = 50
    paginator = CountedOnce
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        """As readers search, whatever the state of an item; and by what only the desk knows, named in ``search_fields``.

        That is looked through row by row, and only where words have found nothing.
        """
        search_term = clean_line(search_term)[: tokens.LONGEST_ASKED]
        if not search_term or self.model not in BY_MODEL:
            return super().get_search_results(request, queryset, search_term)
        keys = desk_search.keys_matching(self.model, search_term)
        if not keys:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(pk__in=keys), False

    def get_changelist(self, request, **kwargs):
        return ItemChangeList

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return [*columns, "last_changed"] if issubclass(self.model, Publishable) else columns

    def get_sortable_by(self, request):
        columns = super().get_sortable_by(request)
        return [*columns, "last_changed"]  # an index has the order of it

    def action_checkbox(self, item):
        """As Django writes it, without a template for each row."""
        words = _("Select this object for an action - {}").format(item)
        tick = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(tick, ACTION_CHECKBOX_NAME, item.pk, words)

    @admin.display(description=gettext_lazy("title"))
    def named(self, item):
        if isinstance(item, Translated) and (text := item.text(item.lead_field)):
            return marked(text)
        return str(item)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state_in_words(self, item):
        return badge(item)

    @admin.display(description=gettext_lazy("last change"), ordering="-last_change")
    def last_changed(self, item):
        """On the clock by which the desk types, which is named; drafts included."""
        if item.changed is None:
            return ""
        author, made_at = item.changed
        at, language = timezone.localtime(made_at), get_language() or "en"
        is_recent = timezone.now() - made_at < RECENT
        day = (wording.day if is_recent else wording.date)(at.date(), language)
        when = f"{day} {clocks.time_in_words(made_at, item.clocks[:1])}"
        return format_html('{}<br><span class="quiet">{}</span>', when, author) if author else when

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, item):
        return language_marks(item)

    @admin.display(description=gettext_lazy("needs attention"))
    def attention(self, item):
        notes = self.attention_notes(item)
        if not notes:
            return ""
        return format_html('<ul class="attention">{}</ul>', format_html_join("", "<li>{}</li>", ((n,) for n in notes)))

    def attention_notes(self, item) -> list[str]:
        return missing_languages(item) if isinstance(item, Translated) and isinstance(item, Publishable) else []

    @admin.action(description=gettext_lazy("Back to draft"), permissions=["publish"])
    def back_to_draft(self, request, queryset):
        def take_back(item):
            item.status = Status.DRAFT

        self.change_all(request, queryset, take_back, _("Back to draft."))

    def change_all(self, request, queryset, change, log_message) -> None:
        """Change every chosen item, or none: what refuses is named with its reason."""
        refused, changed, before = [], [], {}
        with transaction.atomic():
            keys = list(queryset.order_by("pk").values_list("pk", flat=True))
            for item in self.model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk"):
                before[item.pk] = working.document_of(item)
                change(item)
                try:
                    item.full_clean()
                    item.save()
                except ValidationError as error:
                    refused.append(f"{item}: {' '.join(error.messages)}")
                else:
                    changed.append(item)
            if refused:
                transaction.set_rollback(True)
            else:
                for item in changed:
                    self.log_change(request, item, log_message)
                    revisions.catch_up(item, before[item.pk])
                    revisions.write(item, working.document_of(item), request.user, Revision.What.TAKEN_BACK)
        if refused:
            text = _("Nothing was changed, because of these: %(refusals)s") % {"refusals": " — ".join(refused)}
            self.message_user(request, text, messages.ERROR)
            return
        text = ngettext("%(count)d item was changed.", "%(count)d items were changed.", len(changed))
        self.message_user(request, text % {"count": len(changed)}, messages.SUCCESS)
