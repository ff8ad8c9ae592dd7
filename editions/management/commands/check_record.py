"""Is every row of the research on the site?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from editions.importers import Refused
from editions.importers.record_check import EXPLAINED, FOUND, MISSING, check_record, totals

COLUMNS = """
Columns that are read, by file (others are passed over; an empty cell asks nothing; several values are parted by " | "):
editions.csv number year start_date end_date theme_en host_city co_hosts participants source_url
themes.csv edition theme_en theme_zh_hans theme_ja en_official zh_official ja_official
summaries.csv edition summary_en summary_zh_hans summary_ja
sessions.csv edition date start_time end_time source_url (the nth row is the nth of sessions_tr.csv)
sessions_tr.csv slug title_LANGUAGE title_LANGUAGE_official topic_slug kind
topics.csv slug name_LANGUAGE
people.csv full_name edition role title_at_edition session source_url (the nth row is the nth of people_map.csv)
people_map.csv slug
names.csv slug family_name given_name name_en delegation native_zh_hans native_ja native_zh_hant reading_ja aliases certain
titles.csv title_en title_zh_hans title_ja
roles_map.csv role_as_in_data role_codes delivery_code
institutions.csv name_zh_hans name_ja
kinds_roles.csv group code
organisations.csv name source_url
organisations_tr.csv slug name_LANGUAGE aliases
press.csv title date publisher edition url
survey.csv year question answer_category COUNTRY_percent source_url
survey_meta.csv year poll_number release_date source_url and COUNTRY_ with sample fieldwork cities agency_as_printed
survey_questions.csv question_slug question_as_in_data question_LANGUAGE
survey_answers.csv question_slug answer_en label_en answer_zh_hans answer_ja
"""


class Command(BaseCommand):
    help = (
        "Look for every row of a folder of research tables among what is published, and say where it is, why it is "
        "not shown, or that it is missing. Ends with an error when a row is neither found nor explained. "
        f"Example: manage.py check_record research/{COLUMNS}"
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--short", action="store_true", help="Leave out the rows that are found.")

    def create_parser(self, prog_name, subcommand, **options):
        from argparse import RawDescriptionHelpFormatter

        parser = super().create_parser(prog_name, subcommand, **options)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def handle(self, **options):
        if not options["folder"].is_dir():
            raise CommandError(f"There is no folder {options['folder']}.")
        findings = []
        with override("en"):
            try:
                for finding in check_record(options["folder"]):
                    findings.append(finding)
                    if finding.verdict != FOUND or not options["short"]:
                        self.stdout.write(str(finding))
            except Refused as refused:
                raise CommandError(str(refused)) from refused
        counts = totals(findings)
        for file, verdicts in counts.items():
            self.stdout.write(
                f"{file}: " + ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in (FOUND, EXPLAINED, MISSING))
            )
        missing = sum(verdicts[MISSING] for verdicts in counts.values())
        explained = sum(verdicts[EXPLAINED] for verdicts in counts.values())
        words = f"{len(findings)} rows: {len(findings) - missing - explained} found, {explained} explained, {missing} missing."
        if missing or not findings:
            raise CommandError(words)
        self.stdout.write(self.style.SUCCESS(words))
