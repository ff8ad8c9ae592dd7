"""A gallery of two thousand photographs: queries, milliseconds of processor time and bytes of its pages, beside those of one of twenty.

    python -m benchmarks.gallery

Rows without files, in a database that is thrown away; the middle of five answers. Exits with 1 when a page asks more queries of
many photographs than of few.
"""

import gzip
import os
import statistics
import sys
import time

FEW, MANY = 20, 2000


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    from editions.kept_counts import STATE
    from editions.models import Photo
    from tests.factories import make_edition, make_photo, make_side

    setup_test_environment()
    call_command("migrate", verbosity=0)
    make_side(), make_side()
    client, found = Client(), {}
    for number in (FEW, MANY):
        edition = make_edition()
        one = make_photo(edition=edition)
        names = [
            field.name for field in Photo._meta.concrete_fields if field.name not in ("id", "permanent_id", "token")
        ]
        Photo.objects.bulk_create(Photo(**{name: getattr(one, name) for name in names}) for _n in range(number - 1))
        for page in ("", "?page=2") if number > FEW else ("",):
            address = f"/en/editions/{edition.number}/photos/{page}"
            state = {STATE: ("as it is", number)}  # as readers ask: what is counted is kept until something changes
            client.get(address, **state)  # loads what is loaded once
            times = []
            for _n in range(5):
                start = time.process_time()
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    answer = client.get(address, **state)
                times.append((time.process_time() - start) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{address} answered {answer.status_code}")
            found[number] = len(queries)
            content = answer.content
            print(
                f"{number:5} photographs {page or 'first page':10}{len(queries):4} queries"
                f"{statistics.median(times):7.1f} ms{len(content) / 1000:8.1f} kB{len(gzip.compress(content)) / 1000:7.1f} kB compressed"
            )
    sys.exit(0 if found[FEW] == found[MANY] else 1)


if __name__ == "__main__":
    main()
