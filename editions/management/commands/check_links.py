"""Ask the pages we lead to elsewhere whether they are still there."""

from argparse import ArgumentTypeError
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editions import link_checking, outgoing
from editions.models import Link


def host_and_port(text: str) -> tuple[str, int]:
    host, _colon, port = text.rpartition(":")
    if not host or not port.isdecimal():
        raise ArgumentTypeError(f"“{text}” is no host with its port, such as archive.example:8080.")
    return host.strip("[]").lower(), int(port)


def number_up_to(most: int):
    """For an argument: a number from nought on; ``nan`` is none."""

    def number(text: str) -> float:
        if not 0 <= float(text) <= most:
            raise ArgumentTypeError(f"“{text}” is not a number from 0 to {most}.")
        return float(text)

    return number


def whole_up_to(most: int):
    def whole(text: str) -> int:
        number_up_to(most)(text)
        return int(text)

    return whole


class Command(BaseCommand):
    help = (
        "Ask every page elsewhere that the content leads to whether it is still there: one question a second to each host, "
        "no body read, nothing in private networks. Ends with an error when pages are gone. Example: manage.py check_links --days 7"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=whole_up_to(36_500), default=1, help="Ask only what was not asked for so long (1)."
        )
        parser.add_argument(
            "--most", type=whole_up_to(10**9), help="Ask at most so many; those asked longest ago come first."
        )
        parser.add_argument(
            "--pause", type=number_up_to(3_600), default=1.0, help="Seconds between two questions to one host (1)."
        )
        parser.add_argument(
            "--seconds", type=number_up_to(3_600), default=10.0, help="How long to wait for a step of an answer (10)."
        )
        parser.add_argument(
            "--allow", type=host_and_port, action="append", default=[], metavar="HOST:PORT",
            help="A host that may be asked although it is not on the public internet, or at another port.",
        )  # fmt: skip

    def handle(self, **options):
        manners = outgoing.Manners(
            agent=f"forum-link-check (+{settings.SITE_URL})",
            pause=options["pause"],
            seconds=options["seconds"],
            allowed=frozenset(options["allow"]),
        )
        places = link_checking.places()
        forgotten = link_checking.forget(places)
        due = link_checking.waiting(places, timedelta(days=options["days"]))[: options["most"]]
        counts = dict.fromkeys(outgoing.Said, 0)
        try:
            for done, (address, answer) in enumerate(link_checking.check(due, manners), start=1):
                counts[answer.said] += 1
                if answer.said is not outgoing.Said.FINE:
                    self.stdout.write(f"{answer.said.value} ({answer.status or answer.why}): {address}")
                if done % 25 == 0:
                    self.stdout.write(f"{done} of {len(due)} asked")
        except link_checking.NobodyAnswers:
            raise CommandError("No host answered: this machine seems to be cut off. Nothing was kept.") from None
        link_checking.remember(places)
        said = ", ".join(f"{count} {said.value}" for said, count in counts.items() if count)
        self.stdout.write(
            f"{len(places)} links; {len(due)} asked{': ' if said else ''}{said}; {forgotten} forgotten, which stand nowhere now."
        )
        dead = list(Link.objects.dead())  # those that stand nowhere have just been forgotten
        if dead:
            for link in dead:
                items = ", ".join(sorted({f"{one.model._meta.model_name} {one.pk}" for one in places[link.address]}))
                self.stdout.write(self.style.ERROR(f"dead: {link.address} in {items}"))
            raise CommandError(f"{len(dead)} links are dead.")
        self.stdout.write(self.style.SUCCESS("No link is dead."))
