"""A column per language for every field a model names in ``translated``."""

from django.apps import apps
from modeltranslation.translator import TranslationOptions, translator

for model in apps.get_app_config("editions").get_models():
    if names := getattr(model, "translated", ()):
        translator.register(model, type(f"{model.__name__}Options", (TranslationOptions,), {"fields": names}))
