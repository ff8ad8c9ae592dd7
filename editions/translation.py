"""A column per language for every field a model names in ``translated``.

The managers stay our own: modeltranslation would rewrite every query into the reader's language, making a class for each one.
Our queries name their columns, and a text is read in a language through ``text()``.
"""

from django.apps import apps
from modeltranslation.translator import TranslationOptions, translator

for model in apps.get_app_config("editions").get_models():
    if names := getattr(model, "translated", ()):
        managers = {manager.name: manager.__class__ for manager in model._meta.managers}
        translator.register(model, type(f"{model.__name__}Options", (TranslationOptions,), {"fields": names}))
        for manager in model._meta.local_managers:
            manager.__class__ = managers[manager.name]
        vars(model._meta).pop("base_manager", None)
