"""The way to a place in the form of an item: at the desk everything that is remarked leads to where it is mended."""

from urllib.parse import quote

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from editions.snapshots import PARTS


def way_to(place: tuple[tuple[str, int], str]) -> str:
    """The form of an item at the place; "" where the desk has none."""
    (name, key), path = place
    if not name:
        return ""
    try:
        address = reverse(f"admin:editions_{name}_change", args=[key])
    except NoReverseMatch:
        return ""
    return f"{address}{way_within(name, path)}"


def way_within(name: str, path: str) -> str:
    """From anywhere in the form of this kind of item. A row is found by its key by a script, its list without one."""
    rows, _dash, rest = path.partition("/")
    if rows in PARTS[apps.get_model("editions", name)].inlines:
        return f"{f'?to={quote(path)}' if rest else ''}#{rows}-group"
    return f"#id_{path}" if path else ""
