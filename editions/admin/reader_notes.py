"""What readers sent: their words stay as they are, the desk says what became of them."""

from urllib.parse import quote

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editions import models

from .base import PlainItemAdmin

State = models.ReaderNote.State


@admin.register(models.ReaderNote)
class ReaderNoteAdmin(PlainItemAdmin):
    list_display = ["__str__", "kind", "state", "page", "language", "sent_at"]
    list_filter = ["state", "kind", "language"]
    sortable_by = ["sent_at"]
    list_heavy = ()  # the list shows the message
    search_fields = ["message", "name", "page_id"]
    readonly_fields = ["kind", "page", "release", "language", "passage", "message", "name", "reply", "sent_at"]
    readonly_fields += ["correction"]
    fieldsets = [
        (None, {"fields": ["state", "answer_note"]}),
        (None, {"fields": readonly_fields}),
    ]
    actions = ["approve", "mark_done", "refuse", "mark_as_spam"]

    def has_add_permission(self, request):
        return False

    @admin.display(description=gettext_lazy("page"))
    def page(self, note):
        if not note.page_id:
            return _("The whole site")
        return format_html('<a href="{}">{}</a>', reverse("permalink", args=[note.page_id]), note.page_id)

    @admin.display(description=gettext_lazy("correction"))
    def correction(self, note):
        """To the form of the release the note is about, open in the note's language, where its words are quoted."""
        release = models.PressRelease.objects.filter(permanent_id=note.page_id).first() if note.page_id else None
        if release is None or note.kind != models.ReaderNote.Kind.ERROR:
            return ""
        address = f"{reverse('admin:editions_pressrelease_change', args=[release.pk])}?report={note.pk}#language-{note.language}"
        return format_html('<a class="button" href="{}">{}</a>', address, _("Make a correction from this report"))

    @admin.display(description=gettext_lazy("e-mail"))
    def reply(self, note):
        """The address, as a letter that already quotes what was sent."""
        if not note.email:
            return ""
        quoted = "\r\n".join(f"> {line}" for line in note.message.splitlines())
        return format_html('<a href="mailto:{}?body={}">{}</a>', quote(note.email, safe="@"), quote(quoted), note.email)

    @admin.action(description=gettext_lazy("Approve"), permissions=["change"])
    def approve(self, request, queryset):
        self.set_state(request, queryset, State.APPROVED)

    @admin.action(description=gettext_lazy("Done"), permissions=["change"])
    def mark_done(self, request, queryset):
        self.set_state(request, queryset, State.DONE)

    @admin.action(description=gettext_lazy("Refuse"), permissions=["change"])
    def refuse(self, request, queryset):
        self.set_state(request, queryset, State.REFUSED)

    @admin.action(description=gettext_lazy("This is spam"), permissions=["change"])
    def mark_as_spam(self, request, queryset):
        self.set_state(request, queryset, State.SPAM)

    def set_state(self, request, queryset, state) -> None:
        """All chosen at once. What was shown, or is shown from now on, is saved by itself, so that readers see the change."""
        with transaction.atomic():
            chosen = models.ReaderNote.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
            self._log_state(request, chosen.exclude(state=state), state)
            comments = list(chosen.filter(kind=models.ReaderNote.Kind.COMMENT))
            count = chosen.update(state=state)
            for note in comments:
                note.state = state
                note.save(update_fields=["state"])
        text = ngettext("%(count)d note was changed.", "%(count)d notes were changed.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)

    def log_deletions(self, request, queryset):
        """A reader's words go with the note: the log keeps who took away which, and when."""
        entries = super().log_deletions(request, queryset)
        about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(models.ReaderNote))
        for note in queryset:
            about.filter(object_id=str(note.pk)).update(object_repr=called(note.pk))
        return entries

    def _log_state(self, request, notes, state) -> None:
        """From what to what, for thousands at once."""
        sentence, field = _("%(field)s: from “%(before)s” to “%(after)s”."), capfirst(_("state"))
        about = {
            "user_id": request.user.pk,
            "content_type_id": ContentType.objects.get_for_model(models.ReaderNote).pk,
            "action_flag": CHANGE,
        }
        LogEntry.objects.bulk_create(
            LogEntry(
                **about,
                object_id=str(note.pk),
                object_repr=called(note.pk),
                change_message=sentence % {"field": field, "before": note.get_state_display(), "after": state.label},
            )
            for note in notes
        )


def called(key) -> str:
    """A note in the log, without a reader's words."""
    return f"{capfirst(models.ReaderNote._meta.verbose_name)} {key}"
