"""Names in an editor's text become links where they stand first."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

_TAG = re.compile(r"(<[^>]*>)")
_WIDE = re.compile("[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# What stands in one of these is a link already, or no running text.
_CLOSED = {"a", "h2", "h3", "h4", "caption", "th"}


def linked(html: str, names: Mapping[str, Sequence[str]]) -> str:
    """Clean HTML with the first mention of each address as a link; ``names`` are all its names by address.

    A name that two of them share is nobody's. Where one name is the beginning of another, the longer one is meant.
    """
    shared = Counter(name for of_one in names.values() for name in {*of_one})
    owners = {
        name: address
        for address, of_one in names.items()
        for name in dict.fromkeys(map(str.strip, of_one))
        if shared[name] == 1 and _is_whole(name)
    }
    if not owners:
        return html
    ordered = sorted(owners, key=len, reverse=True)
    found = re.compile("|".join(f"(?P<n{number}>{_pattern(name)})" for number, name in enumerate(ordered)))
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        address = owners[ordered[int((match.lastgroup or "n0")[1:])]]
        if address in seen:
            return match[0]
        seen.add(address)
        return f'<a href="{escape(address)}" rel="noopener">{match[0]}</a>'

    return "".join(found.sub(link, part) if is_open else part for part, is_open in _parts(html))


def _is_whole(name: str) -> bool:
    """Two words, or two characters of a script without blanks: a single word may be anybody's, or a word."""
    return len(name) > 1 if _WIDE.search(name) else " " in name


def _pattern(name: str) -> str:
    """The name between other words; its words begin as they are written, and may go on in capitals."""
    if _WIDE.search(name):
        return "[ \u3000・·]?".join(re.escape(escape(part, quote=False)) for part in re.split("[ \u3000・·]", name))
    words = [re.escape(escape(word, quote=False)) for word in name.split()]
    words = [f"{word[0]}(?i:{word[1:]})" if word[0].isalpha() else word for word in words]
    between = "[ \u00a0]"
    return rf"(?<![\w-]){between.join(words)}(?![\w-])"


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """Tags and the texts between them, and whether a link may stand there."""
    inside = 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            name = re.split(r"[\s/>]", part.lstrip("</"), maxsplit=1)[0]
            if name in _CLOSED:
                inside += -1 if part.startswith("</") else 1
        yield part, not part.startswith("<") and inside <= 0
