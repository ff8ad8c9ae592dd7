"""The formats that machines read, as schemas, and what breaks them."""

from pathlib import Path

from lxml import etree


def complaints(content: bytes, schema: str) -> list[str]:
    """What is wrong with a document of the format ``schema`` (atom, sitemap); nothing when it is right."""
    rules = etree.RelaxNG(etree.parse(Path(__file__).parent / f"{schema}.rng"))
    rules.validate(etree.fromstring(content))
    return [str(error) for error in rules.error_log]
