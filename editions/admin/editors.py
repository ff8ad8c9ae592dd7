"""The accounts of the editors, each with its house."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from editions.models import Editor


class EditorRow(admin.StackedInline):
    model = Editor
    can_delete = True


admin.site.unregister(User)


@admin.register(User)
class EditorAccountAdmin(UserAdmin):
    inlines = [EditorRow]
