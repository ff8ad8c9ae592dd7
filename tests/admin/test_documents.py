"""PDFs come in by the rows of their document."""

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.admin.desk import opened, saved, sent
from tests.factories import make_document
from tests.test_pdf import make_pdf


def a_pdf(content=None, name="consensus.pdf"):
    return SimpleUploadedFile(name, content or make_pdf(), content_type="application/pdf")


def row(**fields):
    return {"files-TOTAL_FORMS": "1", "files-0-id": "", "files-0-order": "0", **fields}


def test_a_pdf_is_stored_with_its_row(desk):
    document = make_document()
    saved(desk, document, **row(**{"files-0-language": "en", "files-0-upload": a_pdf()}))
    file = document.files.get()
    assert (file.original_name, file.pages, file.language) == ("consensus.pdf", 1, "en")
    assert default_storage.exists(file.file.name)
    saved(desk, document, **{"files-0-language": "ja"})
    file.refresh_from_db()
    assert (file.language, file.original_name) == ("ja", "consensus.pdf")


def test_what_is_no_pdf_is_refused_beside_its_row(desk):
    document = make_document()
    wrong = row(**{"files-0-language": "en", "files-0-upload": a_pdf(b"not a pdf")})
    response = sent(desk, document, opened(desk, document) | wrong)
    assert response.status_code == 200
    assert response.context["inline_admin_formsets"][1].formset.forms[0].errors["upload"]
    assert not document.files.exists()


def test_a_row_needs_a_pdf(desk):
    document = make_document()
    response = sent(desk, document, opened(desk, document) | row(**{"files-0-language": "en"}))
    assert "Choose a PDF." in response.content.decode()


def test_a_pdf_replaced_by_another_editor_is_not_overwritten_unseen(desk, other):
    document = make_document()
    saved(desk, document, **row(**{"files-0-language": "en", "files-0-upload": a_pdf()}))
    typed = opened(desk, document) | {"files-0-upload": a_pdf(name="mine.pdf")}
    saved(other, document, **{"files-0-upload": a_pdf(name="theirs.pdf")})
    response = sent(desk, document, typed)
    assert response.status_code == 200
    assert "Another Editor" in response.content.decode()
    assert document.files.get().original_name == "theirs.pdf"
