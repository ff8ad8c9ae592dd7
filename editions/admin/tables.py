"""Spreadsheets at the desk: a list given out as a table, and a table tried, looked at row by row, and written."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.fields import TranslationField

from editions import prose, stashing, wording
from editions.comparing import pieces, shortened, whole
from editions.importers import KINDS, Refused, Source
from editions.importers.desk import Rights, Trial, carry_out, tried
from editions.importers.writing import FORMS, blank_results, label, loaded
from editions.models import ProseField, Survey, roles
from editions.refusals import Refused as FileRefused
from editions.refusals import read_bounded

from .changes import Change

MAX_BYTES = 10_000_000
GUESSED = ("gb18030", "cp932", "euc_jp", "big5")
ENCODINGS = [
    ("", gettext_lazy("Find out")),
    ("gb18030", "GB 18030, GBK"),
    ("cp932", "Shift_JIS"),
    ("euc_jp", "EUC-JP"),
    ("big5", "Big5"),
    ("utf-16", "UTF-16"),
]
SHOWN = 2_000  # lines of a trial


class TableForm(forms.Form):
    """A table as it was saved by a spreadsheet program."""

    kind = forms.ChoiceField(label=gettext_lazy("What its rows are"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV; the first line names the columns, as in the tables given out here."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Characters"),
        choices=ENCODINGS,
        required=False,
        help_text=gettext_lazy("Of a CSV that is not Unicode. What was found out is told; look at the names."),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, plural(kind)) for kind in kinds]

    def clean_file(self):
        try:
            read_bounded(self.cleaned_data["file"], MAX_BYTES)
        except FileRefused as refused:
            raise ValidationError(refused.messages) from refused
        return self.cleaned_data["file"]


@dataclass
class Line:
    """A row of the table as its trial shows it."""

    number: int
    name: str
    verdict: str
    changes: list[Change] = field(default_factory=list)


class Tables:
    """Adds spreadsheets to the admin of a model: ``tables`` names the kinds, and how a row of each finds the item listed."""

    tables: dict[str, str] = {}

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        if not self.tables:
            return super().get_urls()
        return [
            path("tables/", wrap(self.tables_view), name=f"{name}_tables"),
            path("tables/<slug:kind>.<slug:form>", wrap(self.table_out), name=f"{name}_table_out"),
            path("tables/blank/<int:year>.<slug:form>", wrap(self.table_blank), name=f"{name}_table_blank"),
            *super().get_urls(),
        ]

    def with_tables(self, request) -> dict:
        """The link on the list, which takes the filters with it."""
        if not self.tables:
            return {}
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return {"tables_address": self._tables_address() + query}

    # Out

    def table_out(self, request, kind, form):
        if kind not in self.tables or form not in FORMS:
            raise Http404
        if not self.has_view_permission(request) or not _may(request, kind, "view"):
            raise PermissionDenied
        table = KINDS[kind]
        rows = table.model._base_manager.filter(**{f"{self.tables[kind]}__in": self._listed(request)})
        rows = rows.order_by(*table.model._meta.ordering, "pk")
        return self._given_out(request, kind, form, loaded(table, rows))

    def _listed(self, request):
        """The items of the list with its filters as they stand in the address."""
        try:
            return self.get_changelist_instance(request).get_queryset(request).order_by().values("pk")
        except IncorrectLookupParameters:
            return self.model._base_manager.values("pk")

    def table_blank(self, request, year, form):
        """A year's results to be filled in."""
        if "results" not in self.tables or form not in FORMS:
            raise Http404
        if not _may(request, "results", "view"):
            raise PermissionDenied
        survey = get_object_or_404(Survey, year=year)
        return self._given_out(request, "results", form, blank_results(survey), f"results-{year}")

    def _given_out(self, request, kind, form, rows, name=""):
        content_type, write = FORMS[form]
        try:
            content = write(KINDS[kind], rows)
        except Refused as refused:
            self.message_user(request, refused.refusals[0].reason, messages.ERROR)
            return HttpResponseRedirect(self._tables_address())
        response = HttpResponse(content, content_type=content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{name or kind}.{form}"'
        return response

    # In

    def tables_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        kinds = [kind for kind in self.tables if _may(request, kind, "change") or _may(request, kind, "add")]
        if request.method != "POST" or not kinds:
            return self._tables_page(request, TableForm(kinds=kinds) if kinds else None)
        if "token" in request.POST:
            return self._again(request, kinds)
        form = TableForm(request.POST, request.FILES, kinds=kinds)
        if not form.is_valid():
            return self._tables_page(request, form)
        kind, encoding = form.cleaned_data["kind"], form.cleaned_data["encoding"]
        stashed = stashing.put(form.cleaned_data["file"], request.user)
        return self._try(request, kinds, kind, encoding, stashed)

    def _try(self, request, kinds, kind, encoding, stashed):
        trial = tried(kind, _source(stashed, encoding), _rights(request, kind))
        return self._trial_page(request, kinds, kind, encoding, stashed, trial)

    def _again(self, request, kinds):
        """A file that is here already: read in other characters, or written if it would still do what was looked at."""
        kind, encoding = request.POST.get("kind", ""), request.POST.get("encoding", "")
        stashed = stashing.find([request.POST["token"]]).get(request.POST["token"])
        if stashed is None or stashed.owner_id != request.user.pk or kind not in kinds:
            self.message_user(request, _("The file is not kept any more: choose it again."), messages.ERROR)
            return HttpResponseRedirect(self._tables_address())
        if "mark" not in request.POST:
            return self._try(request, kinds, kind, encoding, stashed)
        at_once = "at_once" in request.POST
        source, rights, mark = _source(stashed, encoding), _rights(request, kind), request.POST.get("mark", "")
        trial, is_written = carry_out(kind, source, rights, mark=mark, at_once=at_once)
        if not is_written:
            if trial.is_another:
                text = _("Something was changed meanwhile: this is what the table would do now.")
                self.message_user(request, text, messages.WARNING)
            return self._trial_page(request, kinds, kind, encoding, stashed, trial)
        stashing.remove([stashed.token])
        for one in trial.written:
            self.log_change(request, one.item, _("Imported from the table “%(name)s”.") % {"name": stashed.name})
        self._tell(request, trial, at_once)
        return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_changelist"))

    def _tell(self, request, trial, at_once):
        count = trial.report.counts["created"] + trial.report.counts["changed"]
        said = ngettext("%(count)d row is written.", "%(count)d rows are written.", count) % {"count": count}
        self.message_user(request, said, messages.SUCCESS)
        if trial.out and not at_once:
            waiting = ngettext(
                "%(count)d item that readers have got a draft: they see the change when it is published.",
                "%(count)d items that readers have got drafts: they see the changes when these are published.",
                len(trial.out),
            )
            self.message_user(request, waiting % {"count": len(trial.out)}, messages.WARNING)

    def _tables_address(self):
        return reverse(f"admin:editions_{self.opts.model_name}_tables")

    def _tables_page(self, request, form):
        name = f"admin:editions_{self.opts.model_name}_table_out"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Spreadsheets"),
            "is_filtered": bool(query),
            "kinds": [
                {
                    "name": plural(kind),
                    "files": [(form_.upper(), reverse(name, args=[kind, form_]) + query) for form_ in FORMS],
                }
                for kind in self.tables
                if _may(request, kind, "view")
            ],
            "blank": [
                (survey.year, reverse(f"admin:editions_{self.opts.model_name}_table_blank", args=[survey.year, "xlsx"]))
                for survey in (Survey.objects.order_by("-year")[:5] if "results" in self.tables else [])
            ],
            "form": form,
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/tables/tables.html", context)

    def _trial_page(self, request, kinds, kind, encoding, stashed, trial):
        counts = trial.report.counts
        told = lines_of(kind, trial)
        is_guessed = trial.read_as in GUESSED
        chosen = {"kind": kind, "encoding": encoding}
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("What the table would do"),
            "kind": kind,
            "kind_name": plural(kind),
            "encoding": encoding,
            "stashed": stashed,
            "read_as": dict(ENCODINGS).get(trial.read_as, "") if is_guessed else "",
            "characters": TableForm(kinds=kinds, initial={"encoding": trial.read_as}, auto_id="again_%s")["encoding"],
            "form": TableForm(kinds=kinds, initial=chosen),
            "mark": trial.mark,
            "refusals": [
                (one, column_name(kind, one.column)) for one in (*trial.report.refusals, *trial.unpublished)[:SHOWN]
            ],
            "is_refused": bool(trial.report.refusals),
            "lines": told[:SHOWN],
            "counts": [
                (words % {"count": counts[name]}, name)
                for name, words in (
                    ("created", ngettext("%(count)d new", "%(count)d new", counts["created"])),
                    ("changed", ngettext("%(count)d changed", "%(count)d changed", counts["changed"])),
                    ("unchanged", ngettext("%(count)d the same", "%(count)d the same", counts["unchanged"])),
                    ("blank", ngettext("%(count)d not filled in", "%(count)d not filled in", counts["blank"])),
                    ("refused", ngettext("%(count)d refused", "%(count)d refused", counts["refused"])),
                )
                if counts[name]
            ],
            "may_write": trial.changes_something and not trial.report.refusals,
            "out": trial.out,
            "may_publish": trial.out and _rights(request, kind).may_publish(trial),
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/tables/trial.html", context)


def lines_of(kind: str, trial: Trial) -> list[Line]:
    """Each new or changed row of the table with its cells, in the order of the file."""
    lines: dict[int, Line] = {}
    for verdict, found in (("new", trial.report.new), ("changed", trial.report.differences)):
        for one in found:
            line = lines.setdefault(one.line, Line(one.line, one.row, verdict))
            line.changes.append(_change(kind, one))
    return [lines[number] for number in sorted(lines)]


def column_name(kind: str, column: str) -> str:
    """What a column is called in the forms; "" for what is none."""
    table = KINDS[kind]
    return label(table, column).partition(": ")[0] if column in table.fields() else ""


def _change(kind, one) -> Change:
    field_ = KINDS[kind].fields()[one.column]
    before, after = one.before, one.after
    if isinstance(field_, ProseField):
        before, after = prose.plain_text(before), prose.plain_text(after)
        if before == after:  # the same words, formatted in another way
            before, after = one.before, one.after
    is_text = isinstance(field_, TranslationField) and field_.get_internal_type() in ("CharField", "TextField")
    language = field_.language if isinstance(field_, TranslationField) else ""
    found = pieces(before, after) if is_text else whole(before, after)
    return Change(
        one.column, column_name(kind, one.column), wording.html_lang(language) if language else "", shortened(found)
    )


def plural(kind: str) -> str:
    return str(capfirst(KINDS[kind].model._meta.verbose_name_plural))


def _source(stashed, encoding) -> Source:
    chosen = tuple(name for name, _words in ENCODINGS if name and name == encoding)
    with stashing.as_upload(stashed) as file:
        return Source(stashed.name, file.read(), encodings=chosen or GUESSED)


def _rights(request, kind) -> Rights:
    model = KINDS[kind].model
    own = roles.languages_of(request.user, model)
    columns = None if own is None else frozenset(roles.columns_of(model, own))
    return Rights(request.user, columns, _may(request, kind, "add"), _may(request, kind, "change"))


def _may(request, kind, action) -> bool:
    return request.user.has_perm(f"editions.{action}_{KINDS[kind].model._meta.model_name}")
