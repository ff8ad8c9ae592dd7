"""Editors who save at the very same moment: one is saved, the others are told, on real connections."""

import threading

import pytest
from django.db import connection
from django.test import Client

from editions import working
from editions.models import Edition
from tests.admin.desk import form_of, make_editor, opened, sent
from tests.factories import make_document, make_edition

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
EDITORS = 6


def all_at_once(work, count=EDITORS):
    """Run ``work(n)`` in as many threads, each with its own connection; return what they returned."""
    start, answers = threading.Barrier(count), [None] * count

    def run(n):
        start.wait()
        try:
            answers[n] = work(n)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def signed_in_editors():
    clients = [Client() for _n in range(EDITORS)]
    for n, client in enumerate(clients):
        client.force_login(make_editor(username=f"editor-{n}"))
    return clients


def test_one_field_is_saved_once_and_every_other_text_is_kept():
    edition, clients = make_edition(theme_en="Old"), signed_in_editors()
    forms = [opened(client, edition) | {"theme_en": f"Theme {n}"} for n, client in enumerate(clients)]
    answers = all_at_once(lambda n: sent(clients[n], edition, forms[n]))
    assert sorted(answer.status_code for answer in answers) == [200] * (EDITORS - 1) + [302]
    edition.refresh_from_db()
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
    assert edition.theme_en == f"Theme {winner}"
    for n, answer in enumerate(answers):
        if n != winner:
            assert form_of(answer)["theme_en"] == f"Theme {n}"
            assert edition.theme_en in answer.content.decode()


def test_different_fields_are_all_saved():
    edition, clients = make_edition(), signed_in_editors()
    fields = ["theme_en", "theme_ja", "theme_zh_hans", "dates_note_en", "dates_note_ja", "editor_note"]
    forms = [opened(client, edition) | {field: f"By {field}"} for client, field in zip(clients, fields, strict=True)]
    answers = all_at_once(lambda n: sent(clients[n], edition, forms[n]))
    assert [answer.status_code for answer in answers] == [302] * EDITORS
    edition = Edition.objects.get()
    kept = working.document_in_hand(
        working.draft_of(edition), working.document_of(edition)
    )  # what the gate warns of waits
    assert [kept["fields"][field] for field in fields] == [f"By {field}" for field in fields]


def test_rows_added_at_once_are_all_kept():
    document, clients = make_document(), signed_in_editors()
    forms = [
        opened(client, document)
        | {"clauses-TOTAL_FORMS": "1", "clauses-0-number": str(n + 1), "clauses-0-text_line_en": f"Clause {n}"}
        for n, client in enumerate(clients)
    ]
    answers = all_at_once(lambda n: sent(clients[n], document, forms[n]))
    assert [answer.status_code for answer in answers] == [302] * EDITORS
    assert document.clauses.count() == EDITORS
