"""Texts that a spreadsheet program would take for a formula: set behind an apostrophe on the way out, freed on the way in."""

# As programs in East Asia type them too.
BEGINS_FORMULA = tuple("=+-@\t\r＝＋－＠")
APOSTROPHE = "'"


def harmless(text: str) -> str:
    """The text of a CSV cell that no program calculates; ``freed`` gives the text back."""
    is_mistaken = text.startswith(BEGINS_FORMULA) or _is_set_behind(text)
    return APOSTROPHE + text if is_mistaken else text


def freed(text: str) -> str:
    return text[1:] if _is_set_behind(text) else text


def _is_set_behind(text: str) -> bool:
    rest = text.lstrip(APOSTROPHE)
    return rest is not text and len(rest) < len(text) and rest.startswith(BEGINS_FORMULA)
