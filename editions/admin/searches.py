"""What readers searched for in vain: to be read, so that an alias or a text can be added."""

from django.contrib import admin

from editions import models


@admin.register(models.MissedSearch)
class MissedSearchAdmin(admin.ModelAdmin):
    list_display = ["words", "language", "count", "last_on"]
    list_filter = ["language"]
    search_fields = ["words"]
    fields = readonly_fields = ["words", "language", "count", "last_on"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
