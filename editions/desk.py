"""The admin site: named after the forum, its index in the order of the work rather than of the alphabet."""

from functools import wraps
from urllib.parse import quote

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from editions import asked_once
from editions.keys import is_key
from editions.models import Forum, Side, roles

SECTIONS = [
    (gettext_lazy("The forum’s record"), ["Edition", "Session", "Topic", "Speaker", "Organisation"]),
    (gettext_lazy("Press"), ["PressRelease", "Coverage", "Notice", "Promise", "ReaderNote", "Contact", "Term"]),
    (gettext_lazy("Photographs and documents"), ["Photo", "Document"]),
    (gettext_lazy("Survey"), ["Survey", "Question", "Result"]),
    (gettext_lazy("The site"), ["Forum", "Side", "Page", "Link", "Address", "MissedSearch"]),
]

MOST_LISTS = 100
KEPT_AWAY = {"mfa", "usersessions"}


def forum_of(request):
    """The forum, asked for once a request; None before there is one."""
    if not hasattr(request, "desk_forum"):
        request.desk_forum = asked_once.for_this_content("forum", Forum.objects.first)
    return request.desk_forum


def sides_of(request):
    """The sides in their order, asked for once a request."""
    if not hasattr(request, "desk_sides"):
        request.desk_sides = asked_once.for_this_content("sides", lambda: list(Side.objects.all()))
    return request.desk_sides


def name_of_the_forum(request) -> str:
    """Its name in the editor's language; where it has none there, the names both sides give it."""
    forum = forum_of(request)
    name = forum.text("name") if forum else None
    if name and not name.is_fallback:
        return str(name)
    return " · ".join(filter(None, (str(side.text("forum_name")) for side in sides_of(request)))) or str(name or "")


class Desk(admin.AdminSite):
    """Where both houses' editors work."""

    enable_nav_sidebar = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._lists_of_models, self._drawn = {}, {}

    def each_context(self, request):
        name = name_of_the_forum(request)
        desk = _("%(forum)s: the editors’ desk") % {"forum": name} if name else _("The editors’ desk")
        who = roles.name_of(request.user) if request.user.is_authenticated else ""
        context = super().each_context(request) | {"site_header": desk, "site_title": desk, "signed_in_as": who}
        if context["is_nav_sidebar_enabled"]:
            context["list_of_models"] = self._drawn_beside(request, context["available_apps"])
        return context

    def check(self, app_configs):
        """Of all that the desk is made of, also where nobody has asked for its addresses."""
        admin.autodiscover()
        return super().check(app_configs)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Without the keys of second factors and the sessions of others, for which applications bring forms."""
        models = [model_or_iterable] if hasattr(model_or_iterable, "_meta") else model_or_iterable
        super().register([model for model in models if model._meta.app_label not in KEPT_AWAY], admin_class, **options)

    def index(self, request, extra_context=None):
        """Today's list before the list of models."""
        from editions.admin import today as day  # the desk's modules register with this site

        context = {
            "title": _("Today"),
            "today": day.today(self, request),
            "lacking": day.lacking_table(request),
            "beginnings": day.beginnings(request),
        }
        return super().index(request, {**(extra_context or {}), **context})

    def admin_view(self, view, cacheable=False):
        """Rows that are ticked in a list are named by numbers that a database can hold."""

        @wraps(view)
        def of_rows(request, *args, **kwargs):
            if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                raise BadRequest("Not the number of a row")
            return view(request, *args, **kwargs)

        return super().admin_view(of_rows, cacheable)

    def get_urls(self):
        """Without the address that leads from any number of any model to its page: it would tell unpublished ones."""
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("translations/", self.admin_view(self.translations), name="translations"),
            path("find/", self.admin_view(self.find), name="find"),
            *urls,
        ]

    def translations(self, request):
        """Items and languages: what is missing, behind or ready."""
        from editions.admin import matrix  # the desk's modules register with this site

        return matrix.translations(self, request)

    def find(self, request):
        """What is found in the whole desk."""
        from editions.admin import finding  # the desk's modules register with this site

        return finding.find(self, request)

    def get_app_list(self, request, app_label=None):
        """Our models in sections by concept; other applications after them, as they come.

        It stands beside every page: kept for each language and set of rights, and for a desk without its forum.
        """
        key = self._kind_of_desk(request), app_label
        if key not in self._lists_of_models:
            if len(self._lists_of_models) >= MOST_LISTS:
                self._lists_of_models.clear()
            self._lists_of_models[key] = self._list_of_models(request, app_label)
        return self._lists_of_models[key]

    def _kind_of_desk(self, request):
        """Equal for desks that show the same."""
        user = request.user
        rights = "all" if user.is_active and user.is_superuser else frozenset(user.get_all_permissions())
        return get_language(), rights, forum_of(request) is None, get_script_prefix()

    def _drawn_beside(self, request, apps) -> str:
        """The list beside a page, in which the model of the page is marked."""
        here = frozenset(
            model["admin_url"]
            for app in apps
            for model in app["models"]
            if model["admin_url"] and model["admin_url"] in quote(request.path)
        )
        key = self._kind_of_desk(request), here, any(app["app_url"] in quote(request.path) for app in apps)
        if key not in self._drawn:
            if len(self._drawn) >= MOST_LISTS:
                self._drawn.clear()
            words = {"app_list": apps, "show_changelinks": False}
            self._drawn[key] = render_to_string("admin/app_list.html", words, request)
        return self._drawn[key]

    def _list_of_models(self, request, app_label):
        apps = super().get_app_list(request, app_label)
        ours = next((app for app in apps if app["app_label"] == "editions"), None)
        if ours is None:
            return apps
        by_name = {model["object_name"]: model for model in ours["models"]}
        sections = []
        for title, names in SECTIONS:
            if models := [by_name.pop(name) for name in names if name in by_name]:
                sections.append(ours | {"name": title, "models": models})
        if by_name:
            sections.append(ours | {"models": list(by_name.values())})
        return sections + [app for app in apps if app is not ours]
