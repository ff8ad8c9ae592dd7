"""Text pasted into an editor: cleaned here as it is when it is saved, and what is left out is told at once."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.fields import TranslationField

from editions import line_ends, pasted, prose
from editions.languages import field_label
from editions.lines import has_narrow_letters
from editions.models import LineField, PlainTextField, ProseField
from editions.snapshots import PARTS, row_model

MARKUP = 4  # times as long as its text may be what a word processor writes for it
TEXTS = (ProseField, LineField, PlainTextField)


class Pasting:
    """Adds the address the editors of a form ask, and the message after a save of what came another way."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_paste"
        return [path("paste/", self.admin_site.admin_view(self.paste_view), name=name), *super().get_urls()]

    def paste_view(self, request):
        """The clean form of a text, and the sentences that say what of it is left out. Nothing is stored."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            return JsonResponse({}, status=403)
        html = request.POST.get("html", "")
        text = request.POST.get("text", "")
        if len(html or text) > MARKUP * prose.LONGEST:
            return JsonResponse({}, status=413)
        answer = _answer(html, text)
        return JsonResponse(answer) if len(answer["html"]) <= prose.LONGEST else JsonResponse({}, status=413)

    def render_change_form(self, request, context, *args, **kwargs):
        if any(isinstance(one, ProseField) for one in self.model._meta.concrete_fields) or self.inlines:
            context["paste_address"] = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_paste")
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A text sent without our module, by a browser that runs none or by a program, is told of in the same words."""
        told = list(left_out_of(self.model, request.POST)) if request.method == "POST" else []
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if told and getattr(request, "item_is_saved", False):
            rows = format_html_join("", "<li>{}: {}</li>", ((label, " ".join(said)) for label, said in told))
            text = format_html("{}<ul>{}</ul>", _("Left out of what was sent:"), rows)
            self.message_user(request, text, messages.WARNING)
        return response


def _answer(html, text):
    """The clean form, where lines of a page were joined also the form with its lines, and what is to be said of it."""
    found = pasted.left_out(html or text)
    kept = prose.clean_html(html or text)
    if html:
        clean, found["joined"] = line_ends.joined_html(kept)
    else:
        text, found["joined"] = line_ends.joined(text)
        clean = prose.clean_html(text)
    lines = {"lines": kept} if found["joined"] else {}
    return {"html": clean, **lines, "left_out": sentences(found)}


def left_out_of(model, posted):
    """For each text of a form, of rows too, of which something is not kept as it was sent: its name and the sentences."""
    for name, value in posted.items():
        if len(value) > prose.LONGEST or ("<" not in value and not has_narrow_letters(value)):
            continue  # what is too long is refused by its field
        field = _text_field(model, name)
        found = pasted.left_out(value) if isinstance(field, ProseField) else {"narrow": int(has_narrow_letters(value))}
        if field is not None and (said := sentences(found)):
            yield _label(field), said


def _text_field(model, name):
    """The field of text that a form's field stands for: ``body_en``, or ``records-0-description_en`` of a row."""
    related, _dash, rest = name.partition("-")
    if rest:
        if model not in PARTS or related not in PARTS[model].inlines:
            return None
        model, name = row_model(model, related)[0], rest.partition("-")[2]
    return next((one for one in model._meta.concrete_fields if one.name == name and isinstance(one, TEXTS)), None)


def _label(field) -> str:
    if isinstance(field, TranslationField):
        return field_label(str(capfirst(field.translated_field.verbose_name)), field.language)
    return str(capfirst(field.verbose_name))


def sentences(found: dict[str, int]) -> list[str]:
    """What was left out, each kind in a sentence."""
    words = {
        "joined": lambda n: ngettext(
            "%(count)d line end that a page had set: the lines of the paragraph are joined. Undo (Ctrl+Z) puts it back.",
            "%(count)d line ends that a page had set: the lines of a paragraph are joined. Undo (Ctrl+Z) puts them back.",
            n,
        ),
        "control": lambda n: ngettext(
            "%(count)d button, menu or form of the page.", "%(count)d buttons, menus or forms of the page.", n
        ),
        "picture": lambda n: ngettext(
            "%(count)d picture: photographs are items of their own.",
            "%(count)d pictures: photographs are items of their own.",
            n,
        ),
        "embedded": lambda n: ngettext("%(count)d embedded object.", "%(count)d embedded objects.", n),
        "comment": lambda n: ngettext("%(count)d comment.", "%(count)d comments.", n),
        "deleted": lambda n: ngettext(
            "%(count)d passage that was deleted with changes tracked.",
            "%(count)d passages that were deleted with changes tracked.",
            n,
        ),
        "footnote": lambda n: ngettext("%(count)d footnote.", "%(count)d footnotes.", n),
        "hidden": lambda n: ngettext("%(count)d hidden passage.", "%(count)d hidden passages.", n),
        "link": lambda n: ngettext(
            "%(count)d link that leads nowhere on the web; its words stay.",
            "%(count)d links that lead nowhere on the web; their words stay.",
            n,
        ),
        "struck": lambda n: ngettext(
            "The line through %(count)d passage; its words stay: look whether they should.",
            "The lines through %(count)d passages; their words stay: look whether they should.",
            n,
        ),
        "underline": lambda _n: _("Underlining."),
        "colour": lambda _n: _("Colours."),
        "numbering": lambda n: ngettext(
            "The number at which %(count)d list began: it begins at one now.",
            "The numbers at which %(count)d lists began: they begin at one now.",
            n,
        ),
        "reading": lambda n: ngettext(
            "%(count)d reading above characters: it stands in brackets behind them.",
            "%(count)d readings above characters: they stand in brackets behind them.",
            n,
        ),
        "narrow": lambda _n: _("Half-width kana and their signs: they are full-width now."),
    }
    return [words[kind](found[kind]) % {"count": found[kind]} for kind in words if found.get(kind)]
