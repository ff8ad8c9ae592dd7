"""Are the charts of the survey right to the digit?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from editions.importers import Refused
from editions.importers.chart_check import check_charts


class Command(BaseCommand):
    help = (
        "Hold every value of a folder's survey.csv (with survey_questions.csv and survey_answers.csv; columns as in "
        "check_record --help) against what readers are sent: the CSV of its question, with population and source, and "
        "the dot in the drawing, by its words and by its height. Ends with an error when one differs. "
        "Example: manage.py check_charts research/"
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, **options):
        try:
            checked = []
            for one in check_charts(options["folder"]):
                checked.append(one)
                self.stdout.write(str(one))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        wrong = sum(1 for one in checked if one.problems)
        drawn = sum(1 for one in checked if one.drawn)
        words = f"{len(checked)} values: {len(checked) - wrong} right to the digit ({drawn} of all are drawn), {wrong} wrong."
        if wrong or not checked:
            raise CommandError(words)
        self.stdout.write(self.style.SUCCESS(words))
