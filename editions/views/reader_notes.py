"""What readers send from a page: the form, and thanks for it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import reader_notes
from editions.forms import NoteForm
from editions.models import Address, PressRelease, Publishable

from .moved import model_of

LONGEST_PASSAGE = 500  # of an address; what is typed may be longer


def report(request: HttpRequest) -> HttpResponse:
    """An error report, or a comment where it is open. This page alone has a cookie, and is kept nowhere."""
    item = noted(request)
    may_comment = isinstance(item, PressRelease) and item.comments_open
    initial = {"passage": request.GET.get("passage", "")[:LONGEST_PASSAGE].replace("\x00", "")}
    form = NoteForm(request.POST or None, may_comment=may_comment, initial=initial)
    status = 200
    if request.method == "POST":
        status = taken(request, form, item)
        if status == 200:
            return HttpResponseRedirect(f"{reverse('report-thanks')}{asked_about(item)}")
    context = {
        "form": form,
        "ticket": reader_notes.ticket(page_id(item)),
        "action": f"{request.path}{asked_about(item)}",
    }
    response = render(request, "reader_notes/report.html", {**context, **about_page(item)}, status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response


report.takes_post = True


def report_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "reader_notes/thanks.html", about_page(noted(request)))


def noted(request: HttpRequest) -> Publishable | None:
    """The page asked about; None for the site as a whole, 404 for what readers may not see."""
    permanent_id = request.GET.get("page", "")
    if not permanent_id:
        return None
    record = Address.objects.filter(permanent_id=permanent_id[:50].replace("\x00", "")).first()
    model = model_of(record) if record else None
    item = model.objects.readable().filter(permanent_id=permanent_id).first() if model else None
    if item is None:
        raise Http404
    return item


def page_id(item: Publishable | None) -> str:
    return item.permanent_id if item else ""


def asked_about(item: Publishable | None) -> str:
    return f"?page={item.permanent_id}" if item else ""


def about_page(item: Publishable | None) -> dict:
    return {
        "about_title": item.text(item.lead_field) if item else "",
        "about_url": item.get_absolute_url() if item else reverse("home"),
        "noindex": True,
        "alternates": [],
        "canonical_url": "",
        "breadcrumbs": [{"label": _("Report an error")}],
    }


def taken(request: HttpRequest, form: NoteForm, item: Publishable | None) -> int:
    """Keep the note: 200, also for what a machine sent, which is told nothing; 400 or 429 with the reason in the form."""
    if form.was_filled_by_a_machine:
        return 200
    if not form.is_valid():
        return 400
    sent = form.cleaned_data["ticket"]
    try:
        reader_notes.check_ticket(sent, page_id(item))
        if not reader_notes.is_first(sent):
            return 200
        reader_notes.take_turn(request.META.get("REMOTE_ADDR", ""))
    except reader_notes.TooSoon:
        form.add_error(None, _("That was very quick. Please look at it once more and send it again."))
    except reader_notes.TooLate:
        form.add_error(None, _("The form was open for too long. Please send it again."))
    except reader_notes.TooMany:
        reader_notes.was_not_taken(sent)
        form.add_error(None, _("Too many messages arrive at the moment. Please send it again in a few minutes."))
        return 429
    if form.non_field_errors():
        return 400
    form.instance.page_id, form.instance.language = page_id(item), get_language()
    form.instance.release = item if isinstance(item, PressRelease) else None
    form.save()
    return 200
