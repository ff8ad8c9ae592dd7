"""The rules of the house as functions from source text to complaints, so that a test can break each of them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From the bottom up. A module may import from its own layer and from those below.
PURE = {
    *("findings", "programme_checks"),
    *("doubles", "parity"),
    *("character_forms", "citations", "comparing", "kept_pages"),
    *("calendars", "cards", "charts", "extracts", "folding", "icons", "images", "languages", "markup", "pdf"),
    *("line_ends", "lines"),
    "keys",
    *("outgoing", "photo_sizes"),
    *("marks", "mentions", "pasted", "pasted_marks", "paths", "prose", "refusals", "strips", "tokens"),
    *("wire", "wording", "zipping"),
}
WORK = {
    *("asked_once", "kept_counts"),
    *("joining", "likely_doubles", "limits", "link_checking", "sign_in_links"),
    *("names_shown", "programme_words", "titles"),
    *("approving", "gate", "gate_checks", "places", "publication", "rehearsal", "sharing"),
    *("moments", "cloning", "open_data", "programme_findings", "programme_releases", "programme_table", "visits"),
    *("preflight", "survey_sums"),
    *("wire_knowledge", "wire_reading"),
    *("presence", "projecting", "stashing", "working"),
    *("archive", "backups", "content_version", "drafts", "entries", "importers", "photo_desk", "public_files"),
    *("bringing_back", "deletions"),
    *("deeds", "publication_log", "revisions", "search"),
    *("desk_engines", "desk_search", "engines", "entry_kinds", "near_names"),
    *("corrections", "proposing", "reader_notes"),
    *("terms", "snapshots", "staleness", "sweeping", "synthetic", "today", "translating", "uploads"),
}
LAYERS = {"pure": 0, "models": 1, "work": 2, "delivery": 3}

# Inside models/ concepts point one way: each imports only from those before it.
CONCEPTS = [
    *(
        "addresses",
        "changes",
        "deletions",
        "fields",
        "links",
        "states",
        "rows",
        "querysets",
        "slugs",
        "publishing",
        "stored_files",
        "forum",
        "editions",
        "photos",
        "organisations",
    ),
    *(
        "speakers",
        "sessions",
        "documents",
        "press",
        "tallies",
        "surveys",
        "terms",
        "reader_notes",
        "drafts",
        "revisions",
        "search",
    ),
    "translations",
]
STATE = re.compile(r"^(status|publish_at|withdrawn_at)(__|$)")
QUERYING = {"filter", "exclude", "get", "get_or_create", "update_or_create", "Q", "When", "get_object_or_404"}
PLACES = re.compile(r"\b(china|chinese|japan|japanese|beijing|tokyo|dalian)\b", re.IGNORECASE)


def layer(module: str) -> int:
    """The layer of ``editions.x.y``: by its first word."""
    word = [*module.split("."), ""][1]
    if word in PURE:
        return LAYERS["pure"]
    if word in {"models", "translation", "migrations"}:
        return LAYERS["models"]
    if word in WORK:
        return LAYERS["work"]
    return LAYERS["delivery"]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(source: str) -> ast.Module:
    """Each module is read by every rule."""
    return ast.parse(source)


def imports(source: str, module: str, is_package: bool = False) -> Iterator[str]:
    """Full names of what ``source`` imports, relative ones resolved."""
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")
            if node.level:
                base = base[: len(base) - node.level + (1 if is_package else 0)]
                origin = ".".join([*base, *([node.module] if node.module else [])])
            else:
                origin = node.module or ""
            if origin in {"editions", "editions.views"} or (node.level and not node.module):
                yield from (f"{origin}.{alias.name}" for alias in node.names)
            else:
                yield origin


def arrows_pointing_up(source: str, module: str, is_package: bool = False) -> list[str]:
    """Imports from a higher layer, or of the wiring."""
    complaints = []
    for name in imports(source, module, is_package):
        if name.split(".")[0] == "forumsite" and module.startswith("editions"):
            complaints.append(f"{module} imports the wiring: {name}")
        elif name.startswith("editions.") and layer(name) > layer(module):
            complaints.append(f"{module} imports from above: {name}")
        elif layer(module) == 0 and module.startswith("editions.") and name.startswith("django.db"):
            complaints.append(f"{module} knows the database: {name}")
    return complaints


def back_doors(source: str, module: str, is_package: bool = False) -> list[str]:
    """Imports of a module inside models/ from outside: its ``__init__`` is the only door."""
    if module.startswith(("editions.models", "editions.migrations")):
        return []
    return [
        f"{module} goes round the door: {name}"
        for name in imports(source, module, is_package)
        if name.startswith("editions.models.")
    ]


def concepts_pointing_back(source: str, module: str) -> list[str]:
    """Imports inside models/ from a concept that stands later."""
    own = module.rsplit(".", 1)[-1]
    if not module.startswith("editions.models.") or own not in CONCEPTS:
        return []
    return [
        f"{module} points back: {name}"
        for name in imports(source, module)
        if name.startswith("editions.models.")
        and name.split(".")[2] in CONCEPTS
        and CONCEPTS.index(name.split(".")[2]) > CONCEPTS.index(own)
    ]


def visibility_spelled_out(source: str, module: str) -> list[str]:
    """Queries on the state or the moment of publication anywhere but in models/."""
    if module.startswith(("editions.models", "editions.migrations")):
        return []
    complaints = []
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Call):
            function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = [keyword.arg for keyword in node.keywords if keyword.arg and STATE.match(keyword.arg)]
            if function in QUERYING and named:
                complaints.append(f"{module}:{node.lineno} decides for itself what is public: {named[0]}")
    return complaints


def signals_of_our_own(source: str, module: str) -> list[str]:
    if module == "editions.content_version":
        return []
    return [
        f"{module} listens to signals: {name}"
        for name in imports(source, module)
        if name.endswith(("signals", "dispatch"))
    ]


def places_in_code(source: str, module: str) -> list[str]:
    """Words of the two countries in strings the program uses; examples in docstrings are no code."""
    tree = parsed(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"{module}:{node.lineno} knows a place: {node.value[:60]!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and PLACES.search(node.value)
    ]


def queries_in_tags(source: str, module: str) -> list[str]:
    """Template tags format; they do not know the models."""
    if ".templatetags" not in module:
        return []
    return [
        f"{module} asks the models: {name}" for name in imports(source, module) if name.startswith("editions.models")
    ]


def html_made_safe(source: str, module: str) -> list[str]:
    if module == "editions.templatetags.words":
        return []
    return [
        f"{module}:{node.lineno} makes HTML safe"
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Name | ast.Attribute)
        and (getattr(node, "id", "") == "mark_safe" or getattr(node, "attr", "") == "mark_safe")
    ]


def classes_in_views(source: str, module: str) -> list[str]:
    if not module.startswith("editions.views"):
        return []
    return [
        f"{module} has a class that is no exception: {node.name}"
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.ClassDef)
        and not any(getattr(base, "id", "") == "Exception" for base in node.bases)
        and not any("dataclass" in ast.dump(decorator) for decorator in node.decorator_list)
    ]


def drawers_for_anything(path: Path) -> list[str]:
    return [f"{path} says nothing about what it holds"] if path.stem in {"utils", "helpers", "misc", "common"} else []


UNSAFE_TEMPLATE = {
    r"\|\s*safe\b": "|safe",
    r"autoescape\s+off": "autoescape off",
    r"<style\b": "an inline style sheet",
    r"\sstyle\s*=": "an inline style",
    # A block of data is no script: browsers do not run it, and the content policy does not ask about it.
    r"<script(?![^>]*\b(?:src=|type=.application/ld\+json))": "an inline script",
    r"\son[a-z]+\s*=\s*[\"']": "an inline handler",
    r"(?:src|href)=[\"']https?://(?!\{)": "a third party",
}


def unsafe_template(source: str, name: str) -> list[str]:
    return [f"{name} has {what}" for pattern, what in UNSAFE_TEMPLATE.items() if re.search(pattern, source)]
