"""The page on which items are withdrawn, and what the form of one that is withdrawn says of it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editions import publication
from editions.keys import is_key
from editions.languages import language_name
from editions.models import Publishable, Status, Translated, Withdrawal, language_codes
from editions.templatetags.words import marked

from . import clocks
from .lists import badge

MAX_AT_ONCE = 100


class WithdrawForm(forms.Form):
    """How, and why: the reason in every language, or knowingly not."""

    withdrawal = forms.ChoiceField(
        label=gettext_lazy("What readers find"), choices=Withdrawal, widget=forms.RadioSelect, initial=Withdrawal.GONE
    )
    moved_to = forms.CharField(
        label=gettext_lazy("New address"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("A path on this site, such as /press/2024/opening/, or a whole web address."),
    )
    without = forms.BooleanField(
        label=gettext_lazy("Leave a language without a reason: its readers are shown another language, marked as such"),
        required=False,
    )
    erase = forms.BooleanField(
        label=gettext_lazy(
            "Remove the text and the files for good, as the law demands; only the address and the reason stay"
        ),
        required=False,
    )

    def __init__(self, *args, may_erase, translated, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = language_codes() if translated else [""]
        for code in self.codes:
            label = _("Reason in %(language)s") % {"language": language_name(code)} if code else _("Reason")
            widget = forms.TextInput(attrs={"lang": code, "class": "vTextField"} if code else {"class": "vTextField"})
            self.fields[f"note_{code}"] = forms.CharField(label=label, required=False, max_length=500, widget=widget)
        if not may_erase:
            del self.fields["erase"]
        if not translated:
            del self.fields["without"]

    def reasons(self):
        return [self[f"note_{code}"] for code in self.codes]

    def clean_moved_to(self):
        address = self.cleaned_data["moved_to"].strip()
        if (address and not address.startswith(("/", "https://", "http://"))) or address.startswith("//"):
            raise ValidationError(_("An address begins with / on this site, else with https:// or http://."))
        return address

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("withdrawal") == Withdrawal.MOVED
            and not cleaned.get("moved_to")
            and "moved_to" not in self.errors
        ):
            self.add_error("moved_to", _("Say where it has moved to."))
        cleaned["notes"] = {code: cleaned.get(f"note_{code}", "") for code in self.codes}
        if not any(cleaned["notes"].values()):
            raise ValidationError(_("Say why: readers who follow an old link are told."))
        empty = [code for code, note in cleaned["notes"].items() if not note]
        if empty and not cleaned.get("without"):
            for code in empty:
                self.add_error(
                    f"note_{code}", _("Write the reason in this language too, or tick below that it stays without one.")
                )
        if cleaned.get("erase") and cleaned.get("withdrawal") == Withdrawal.READABLE:
            self.add_error("erase", _("What is removed for good cannot stay readable."))
        return cleaned


class Withdrawing:
    """Adds withdrawing to the admin of an item with a state."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        return [path("withdraw/", self.admin_site.admin_view(self.withdraw_view), name=name), *super().get_urls()]

    @clocks.on_the_desks_clock
    def withdraw_view(self, request):
        if not self.has_publish_permission(request):
            raise PermissionDenied
        keys = list(filter(is_key, request.GET.getlist("item")))[:MAX_AT_ONCE]
        items = list(self.model._base_manager.filter(pk__in=keys).order_by("pk"))
        if not items:
            raise Http404
        form = WithdrawForm(
            request.POST if request.method == "POST" else None,
            initial=self._withdrawal_of(items),
            may_erase=isinstance(items[0], publication.ERASABLE),
            translated=hasattr(items[0], "languages_of"),
        )
        if request.method == "POST" and form.is_valid() and self._withdraw(request, items, form):
            return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_changelist"))
        zones = clocks.zones(request)
        for item in items:
            item.clocks = zones
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": ngettext("Withdraw %(count)d item", "Withdraw %(count)d items", len(items))
            % {"count": len(items)},
            "items": [(item, badge(item)) for item in items],
            "form": form,
            "going_with": publication.going_with(items),
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/publication/withdraw.html", context)

    def _withdrawal_of(self, items):
        """What one item that is withdrawn already says."""
        item = items[0]
        if len(items) > 1 or item.status != Status.WITHDRAWN:
            return {}
        columns = {code: f"withdrawal_note_{code.replace('-', '_')}" for code in language_codes()}
        notes = {f"note_{code}": getattr(item, column, "") for code, column in columns.items()}
        return {"withdrawal": item.withdrawal, "moved_to": item.moved_to, "note_": item.withdrawal_note, **notes}

    def _withdraw(self, request, items, form) -> bool:
        sent = form.cleaned_data
        try:
            publication.withdraw_all(
                items,
                by=request.user,
                withdrawal=sent["withdrawal"],
                moved_to=sent["moved_to"] if sent["withdrawal"] == Withdrawal.MOVED else "",
                notes=sent["notes"],
                erase=sent.get("erase", False),
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return False
        for item in items:
            self.log_change(request, item, _("Withdrawn."))
        said = ngettext("%(count)d item was withdrawn.", "%(count)d items were withdrawn.", len(items))
        self.message_user(request, said % {"count": len(items)}, messages.SUCCESS)
        return True

    @admin.action(description=gettext_lazy("Withdraw…"), permissions=["publish"])
    def withdraw(self, request, queryset):
        keys = queryset.order_by("pk").values_list("pk", flat=True)[:MAX_AT_ONCE]
        query = "&".join(f"item={key}" for key in keys)
        return HttpResponseRedirect(f"{reverse(f'admin:editions_{self.opts.model_name}_withdraw')}?{query}")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if isinstance(obj, Publishable) and obj.status == Status.WITHDRAWN:
            context["withdrawn"] = {
                "moment": clocks.in_words(obj.withdrawn_at, clocks.zones(request)),
                "way": obj.get_withdrawal_display(),
                "moved_to": obj.moved_to,
                "reason": marked(obj.text("withdrawal_note")) if isinstance(obj, Translated) else obj.withdrawal_note,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
