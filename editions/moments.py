"""When the clock changes what readers may see: until then, whatever was made of it and not written anew is right."""

from datetime import datetime, timedelta

from django.apps import apps
from django.utils import timezone

from editions.models import PublicByParents


def next_moment(at: datetime | None = None) -> datetime:
    """The first moment after ``at`` (now by default) at which an item becomes public or ceases to be.

    At the latest the end of the day, since a page may say what it is: the hours of an office on another clock, for one. It asks
    each model that knows moments of its own, by an index.
    """
    at = at or timezone.now()
    models = [model for model in apps.get_app_config("editions").get_models() if issubclass(model, PublicByParents)]
    found = [model.moment_after(at) for model in models if model.public_moments]
    return min([*filter(None, found), end_of_day(at)])


def end_of_day(at: datetime) -> datetime:
    return (timezone.localtime(at) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
