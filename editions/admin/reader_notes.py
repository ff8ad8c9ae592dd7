"""What readers sent: their words stay as they are, the desk says what became of them."""

from django.contrib import admin

from editions import models

from .base import PlainItemAdmin


@admin.register(models.ReaderNote)
class ReaderNoteAdmin(PlainItemAdmin):
    list_display = ["__str__", "kind", "state", "page_id", "language", "sent_at"]
    list_filter = ["state", "kind", "language"]
    list_heavy = ()  # the list shows the message
    search_fields = ["message", "name", "page_id"]
    readonly_fields = ["kind", "page_id", "release", "language", "passage", "message", "name", "email", "sent_at"]
    fieldsets = [
        (None, {"fields": ["state", "answer_note"]}),
        (None, {"fields": readonly_fields}),
    ]

    def has_add_permission(self, request):
        return False
