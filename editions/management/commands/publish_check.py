"""What the publish gate says, for machines and for whoever works at a terminal."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from editions import gate, places
from editions.gate import Circumstances
from editions.models import Publishable


class Command(BaseCommand):
    help = (
        "Ask the publish gate of one item, by its kind and its slug (or permanent id, or number), or of everything that "
        "waits: in review, or scheduled. Ends with an error when something is refused. "
        "Example: manage.py publish_check pressrelease 20-opening"
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", nargs="?", help="Name of the model, such as pressrelease, document or photo.")
        parser.add_argument("slug", nargs="?", help="Slug, permanent id, or the number of an edition.")

    def handle(self, **options):
        kinds = {model._meta.model_name: model for model in apps.get_app_config("editions").get_models()}
        kinds = {name: model for name, model in kinds.items() if issubclass(model, Publishable)}
        kind = (options["kind"] or "").replace("_", "").lower()
        kind = next(
            (one for one in (kind, kind.removesuffix("s"), kind.removesuffix("ies") + "y") if one in kinds), kind
        )
        if kind and kind not in kinds:
            raise CommandError(f"There is no kind “{options['kind']}”. The kinds are: {', '.join(sorted(kinds))}.")
        items = self.found(kinds[kind], options["slug"]) if options["slug"] else self.waiting(kinds, kind)
        checked = refused = findings = 0
        for item in items:
            checked += 1
            linked = tuple(gate.belongings(item))
            verdict = gate.examine(item, Circumstances(item.publish_at if item.is_embargoed else None, None, linked))
            stands = verdict.open()
            refused += bool(stands)
            findings += len(verdict.findings)
            self.stdout.write(f"{item._meta.model_name} {getattr(item, 'slug', '') or item.permanent_id}: {item}")
            for finding in verdict.findings:
                word = "must" if finding.is_must else "warning" if finding in stands else "gone past"
                self.stdout.write(
                    f"  {word} {finding.code} {finding.language or '-'}: {places.told(finding)} [{finding.role}]"
                )
        words = f"Publish check: {checked} items, {refused} refused, {findings} findings."
        if refused:
            raise CommandError(words)
        self.stdout.write(self.style.SUCCESS(words))

    def found(self, model, name):
        """By slug, permanent id or number, newest first where a slug is not the only one."""
        names = {field.name for field in model._meta.concrete_fields}
        for column in ("slug", "permanent_id", "number", "year"):
            if column in names and (column in ("slug", "permanent_id") or name.isdecimal()):
                items = list(model.objects.filter(**{column: name}).order_by("-pk"))
                if items:
                    return items
        raise CommandError(f"There is no {model._meta.model_name} “{name}”.")

    def waiting(self, kinds, kind):
        at = timezone.now()
        for name, model in kinds.items():
            if not kind or name == kind:
                yield from model.objects.waiting(at).order_by("pk")
