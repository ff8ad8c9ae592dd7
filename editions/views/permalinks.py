"""``/id/<permanent id>``: the address that never changes, leading to where the item is now."""

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language_from_request, override

from editions.models import Publishable


def addressed_models() -> list[type[Publishable]]:
    """The models whose items have a page of their own."""
    models = apps.get_app_config("editions").get_models()
    return [model for model in models if issubclass(model, Publishable) and hasattr(model, "get_absolute_url")]


def permalink(request: HttpRequest, permanent_id: str) -> HttpResponse:
    """302 to the item in the reader's language, also to say that it was withdrawn; 404 for what this visitor may not see."""
    for model in addressed_models():
        item = model.objects.addressed_for(request.user).filter(permanent_id=permanent_id).first()
        if item is not None:
            language = get_language_from_request(request)
            with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
                response = HttpResponseRedirect(item.get_absolute_url())
            response.headers["Cache-Control"] = "no-store"
            return response
    raise Http404
