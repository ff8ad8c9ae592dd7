"""What is missing from a translation is found: an untranslated word, a fuzzy one, a catalogue out of step."""

import struct
from pathlib import Path

import pytest

from forumsite import messages

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(folder: Path, po: str, compiled: dict[str, str]) -> Path:
    """A .po file and beside it a .mo file that holds `compiled`."""
    path = folder / "django.po"
    path.write_text(HEADER + po, encoding="utf-8")
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **compiled}.items())
    texts, table = b"", []
    for side in (0, 1):
        for pair in pairs:
            data = pair[side].encode()
            table.append((len(data), 28 + 16 * len(pairs) + len(texts)))
            texts += data + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path.with_suffix(".mo").write_bytes(head + b"".join(struct.pack("<2I", *row) for row in table) + texts)
    return path


def test_a_complete_catalogue_has_no_faults(tmp_path):
    po = 'msgid "Speakers"\nmsgstr "登壇者"\n\nmsgctxt "month"\nmsgid "May"\nmsgstr "5月"\n'
    assert messages.faults(catalogue(tmp_path, po, {"Speakers": "登壇者", "month\x04May": "5月"})) == []


@pytest.mark.parametrize(
    ("po", "compiled", "fault"),
    [
        ('msgid "Speakers"\nmsgstr ""\n', {}, "“Speakers” is not translated"),
        ('#, fuzzy\nmsgid "Speakers"\nmsgstr "登壇者"\n', {}, "“Speakers” is marked fuzzy"),
        ('msgid "Speakers"\nmsgstr "登壇者"\n', {"Speakers": "講演者"}, "make messages"),
        ('msgid "Speakers"\nmsgstr "登壇者"\n', {}, "make messages"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n', {}, "“a” is not translated"),
        ('msgid ""\n"long "\n"word"\nmsgstr ""\n', {}, "“long word” is not translated"),
    ],
)
def test_a_fault_is_named(tmp_path, po, compiled, fault):
    assert fault in " ".join(messages.faults(catalogue(tmp_path, po, compiled)))


def test_obsolete_words_are_passed_over(tmp_path):
    assert messages.faults(catalogue(tmp_path, '#~ msgid "old"\n#~ msgstr ""\n', {})) == []


def test_a_catalogue_that_was_never_compiled_is_named(tmp_path):
    path = catalogue(tmp_path, "", {})
    path.with_suffix(".mo").unlink()
    assert "is missing: make messages" in messages.faults(path)[0]


def test_a_broken_line_is_named(tmp_path):
    with pytest.raises(ValueError, match="line 2"):
        messages.read_po('msgid "a"\nmsgstra nonsense "b\n')
