"""The interface's words: `gather` collects and compiles them (needs gettext), `check` proves that none is missing.

The compiled catalogues are kept in the repository, so that serving needs no gettext.
"""

import ast
import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans", "ja")
SOURCES = ("manage.py", "forumsite", "editions", "templates", "locale")


@dataclass
class Entry:
    """One message of a .po file; `key` is the msgid, with its context before it where there is one."""

    line: int
    fuzzy: bool
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        context = self.fields.get("msgctxt")
        return self.fields["msgid"] if context is None else f"{context}\x04{self.fields['msgid']}"

    @property
    def texts(self) -> list[str]:
        return [text for name, text in self.fields.items() if name.startswith("msgstr")]


def _unquoted(text: str, number: int) -> str:
    try:
        return str(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        raise ValueError(f"line {number}: not a text in double quotes") from None


def read_po(text: str) -> list[Entry]:
    """Messages in use, without the header; obsolete ones (#~) are passed over."""
    entries: list[Entry] = []
    fuzzy, name, entry = False, "", None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if line.startswith("msg"):
            name, _, rest = line.partition(" ")
            if name == "msgctxt" or (name == "msgid" and (entry is None or "msgid" in entry.fields)):
                entry = Entry(number, fuzzy)
                entries.append(entry)
                fuzzy = False
            if entry is None:
                raise ValueError(f"line {number}: a {name} that belongs to nothing")
            entry.fields[name] = _unquoted(rest, number)
        elif line.startswith('"') and entry is not None:
            entry.fields[name] += _unquoted(line, number)
        elif line.strip():
            raise ValueError(f"line {number}: neither a message nor a comment")
        else:
            entry = None
    return [entry for entry in entries if entry.fields.get("msgid")]


def faults(po: Path) -> list[str]:
    """What keeps one catalogue from being complete and compiled, as sentences."""
    found = []
    entries = read_po(po.read_text(encoding="utf-8"))
    for entry in entries:
        if entry.fuzzy:
            found.append(f"{po}:{entry.line}: “{entry.key}” is marked fuzzy")
        if not all(entry.texts):
            found.append(f"{po}:{entry.line}: “{entry.key}” is not translated")
    mo = po.with_suffix(".mo")
    if not mo.exists():
        return [*found, f"{mo} is missing: make messages"]
    with mo.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    compiled = {key if isinstance(key, str) else key[0]: "" for key in catalogue if key}
    for key in compiled:
        compiled[key] = str(catalogue.get(key, catalogue.get((key, 0), "")))
    written = {entry.key: entry.texts[0] for entry in entries if not entry.fuzzy and all(entry.texts)}
    if compiled != written:
        found.append(f"{mo} is not what {po} says: make messages")
    return found


def catalogues(base: Path) -> list[Path]:
    """Of the pages, and of the scripts that others wrote for the desk: those words are listed by hand."""
    folders = [base / "locale" / language / "LC_MESSAGES" for language in LANGUAGES]
    return [folder / name for folder in folders for name in ("django.po", "djangojs.po")]


def gather(base: Path) -> None:
    """Collects the words into the .po files below `base` and compiles them."""
    (base / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "--no-obsolete", "--add-location", "file", "--no-wrap"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    for language in LANGUAGES:
        command += ["--locale", language]
    for ignored in ("var/*", ".venv/*", "tests/*", "benchmarks/*", "static/*"):
        command += ["--ignore", ignored]
    subprocess.run(command, cwd=base, env=environment, check=True)
    for po in catalogues(base):
        if po.exists():
            subprocess.run(["msgfmt", "--check-format", "-o", po.with_suffix(".mo"), po], check=True)


def not_gathered() -> list[str]:
    """Words in the code or templates that a catalogue lacks, found by gathering them in a copy."""
    if not shutil.which("xgettext"):
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            return ["gettext is not installed: apt-get install gettext"]
        print("gettext is not installed, so it was not looked whether every word in use is in the catalogues")
        return []
    with tempfile.TemporaryDirectory(prefix="forum-words-") as name:
        copy = Path(name)
        for source in (*SOURCES, "tests", "static"):
            path = BASE_DIR / source
            if path.is_dir():
                shutil.copytree(path, copy / source, ignore=shutil.ignore_patterns("__pycache__"))
            elif path.exists():
                shutil.copy(path, copy / source)
        gather(copy)
        found = []
        for language in LANGUAGES:
            po = Path("locale") / language / "LC_MESSAGES" / "django.po"
            now = {entry.key for entry in read_po((copy / po).read_text(encoding="utf-8"))}
            kept = {entry.key for entry in read_po((BASE_DIR / po).read_text(encoding="utf-8"))}
            found += [f"{po}: “{key}” is in use but not listed: make messages" for key in sorted(now - kept)]
            found += [f"{po}: “{key}” is listed but not in use: make messages" for key in sorted(kept - now)]
        return found


def check() -> list[str]:
    missing = [f"{po} is missing: make messages" for po in catalogues(BASE_DIR) if not po.exists()]
    return missing or [*(fault for po in catalogues(BASE_DIR) for fault in faults(po)), *not_gathered()]


def main(action: str) -> None:
    if action == "gather":
        if not shutil.which("xgettext"):
            sys.exit("gettext is not installed: apt-get install gettext")
        gather(BASE_DIR)
        return
    found = check()
    print("\n".join(found) or "Every word of the interface is translated and compiled")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    if sys.argv[1:] not in (["check"], ["gather"]):
        sys.exit("usage: python -m forumsite.messages check|gather")
    main(sys.argv[1])
