"""One text off the wire as the reader understands it."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions import revisions, wire, wire_reading
from editions.wire.decoding import decode

MAX_BYTES = 2_000_000


class Command(BaseCommand):
    help = (
        "Read a press text (in any of the three languages, any common encoding): dateline, headline, body, captions, names, "
        "and what does not agree. Nothing is saved unless asked. Example: manage.py read_wire story.txt --json"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object.")
        parser.add_argument(
            "--save", action="store_true", help="Make a draft release of it, with the text as received."
        )

    def handle(self, **options):
        path = options["file"]
        try:
            if path.stat().st_size > MAX_BYTES:
                raise CommandError(f"{path} was refused: it is larger than {MAX_BYTES // 1_000_000} MB.")
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} was refused: it cannot be read ({error.strerror}).") from error
        if not any(sign.isalnum() for sign in decode(content)[0]):
            raise CommandError(f"{path} was refused: it is empty, or there is no word in it.")
        with override("en"):
            reading = wire_reading.read(content)
            if options["as_json"]:
                self.stdout.write(json.dumps(wire.as_json(reading), ensure_ascii=False, indent=2))
            else:
                self.tell(reading)
            if options["save"]:
                self.save(reading, path)

    def tell(self, reading):
        for name, value in wire.as_json(reading).items():
            if not value:
                continue
            self.stdout.write(self.style.MIGRATE_HEADING(name))
            for one in value if isinstance(value, list) else [value]:
                line = (
                    ", ".join(f"{key}: {part}" for key, part in one.items() if part is not None)
                    if isinstance(one, dict)
                    else one
                )
                self.stdout.write(f"  {line}")
        self.stdout.write(
            f"1 text read: {len(reading.body)} paragraphs, {len(reading.people)} people, "
            f"{len(reading.organisations)} organisations, {len(reading.warnings)} warnings; 0 refused."
        )

    def save(self, reading, path):
        try:
            with revisions.at_terminal("read_wire"):
                release = wire_reading.save_draft(reading)
        except ValidationError as error:
            raise CommandError(f"{path} was refused: {' '.join(error.messages)}") from error
        self.stderr.write(
            self.style.SUCCESS(f"1 draft release made: {release} ({release.year}/{release.slug}); 0 refused.")
        )
