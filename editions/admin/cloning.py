"""Next year from last year at the desk: what would be made, decision by decision, and one button that makes it."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import cloning
from editions.models import Edition, Side


class WishForm(forms.Form):
    number = forms.IntegerField(
        label=gettext_lazy("Number"), min_value=cloning.NUMBERS[0], max_value=cloning.NUMBERS[-1]
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=cloning.YEARS[0], max_value=cloning.YEARS[-1])
    host = forms.ModelChoiceField(Side.objects.all(), label=gettext_lazy("Host"), required=False)
    starts_on = forms.DateField(label=gettext_lazy("First day"), required=False, widget=AdminDateWidget)

    def __init__(self, source: Edition, **kwargs) -> None:
        super().__init__(**kwargs)
        self.source, self.clone = source, None

    def clean(self):
        """The plan itself is the check: it says what is in the way."""
        if not self.errors:
            self.clone = cloning.plan(self.source, cloning.Wish(**self.cleaned_data))
        return self.cleaned_data


class Cloning:
    """Adds the address to the admin of editions."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.clone_view)
        return [path("<int:object_id>/clone/", view, name="editions_edition_clone"), *super().get_urls()]

    def clone_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        source = get_object_or_404(Edition.objects.with_venues(), pk=object_id)
        if request.method == "POST":
            form = WishForm(source, data=request.POST)
            if form.is_valid() and "make" in request.POST:
                try:
                    return self.made(request, form)
                except ValidationError as error:
                    form.add_error(None, error)
        else:
            form = WishForm(source, data=proposed(source))
            form.full_clean()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "source": source,
            "title": _("Next year from the %(edition)s") % {"edition": cloning.label(source.number)},
            "form": form,
            "decisions": form.clone.decisions if form.clone else [],
        }
        return TemplateResponse(request, "admin/editions/edition/clone.html", context)

    def made(self, request: HttpRequest, form: WishForm) -> HttpResponse:
        edition = cloning.save(form.clone, request.user)
        self.log_addition(request, edition, [{"added": {}}])
        self.message_user(request, _("The draft is made. Look through what is to be confirmed."))
        return redirect("admin:editions_edition_change", edition.pk)


def proposed(source: Edition) -> dict:
    wish = cloning.proposal(source)
    return {
        "number": wish.number,
        "year": wish.year,
        "host": wish.host.pk if wish.host else "",
        "starts_on": wish.starts_on.isoformat() if wish.starts_on else "",
    }
