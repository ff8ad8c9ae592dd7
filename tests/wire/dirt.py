"""What happens to texts on their way: encodings, pages, mail programs. Each is undone by the reader."""

import html
import textwrap
from collections.abc import Callable


def windows_line_ends(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def byte_order_mark(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.encode()


def utf_16(text: str) -> bytes:
    return text.encode("utf-16")


def soft_hyphens(text: str) -> str:
    return text.replace("the ", "t\u00adhe ").replace("会", "\u200b会")


def hard_spaces(text: str) -> str:
    return text.replace(", ", ",\xa0")


def trailing_spaces(text: str) -> str:
    return text.replace("\n", "  \n")


def latin_1(text: str) -> str:
    """UTF-8 read as the Latin of Western Europe."""
    return text.encode().decode("latin-1")


def windows_1252(text: str) -> str:
    return "".join(_western(byte) for byte in text.encode())


def entities(text: str) -> str:
    return (
        html.escape(text)
        .replace("é", "&eacute;")
        .replace("—", "&mdash;")
        .replace("“", "&ldquo;")
        .replace("”", "&#8221;")
    )


def page(text: str) -> str:
    """As copied from the source of a web page."""
    paragraphs = "\n".join(f'<p class="text">{html.escape(line)}<br/></p>' for line in text.split("\n") if line.strip())
    return f"<html><head><style>p {{ color: red }}</style><script>var a = '<p>no</p>';</script></head><body><div id=main>{paragraphs}</div></body></html>"


def gb18030(text: str) -> bytes:
    return text.encode("gb18030")


def shift_jis(text: str) -> bytes:
    return text.replace("—", "―").encode("cp932", "replace")


def gbk_as_latin(text: str) -> str:
    return text.encode("gb18030").decode("latin-1")


def mail(text: str) -> str:
    """Quoted in an answer."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def narrow(text: str) -> str:
    """Long lines broken at 72 columns, as mail programs do, with empty lines between the paragraphs."""
    lines = [line if len(line) < 73 else textwrap.fill(line, 72, break_on_hyphens=False) for line in text.split("\n")]
    return "\n".join(lines)


def apart(text: str) -> str:
    """Empty lines everywhere."""
    return text.replace("\n", "\n\n\n")


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


EVERYWHERE: list[Callable[[str], str | bytes]] = [
    *(windows_line_ends, byte_order_mark, utf_16, soft_hyphens, hard_spaces, trailing_spaces),
    *(latin_1, windows_1252, entities, page, mail, apart, gb18030),
]
ENGLISH_ONLY: list[Callable[[str], str | bytes]] = [narrow]
CHINESE_ONLY: list[Callable[[str], str | bytes]] = [gbk_as_latin]
JAPANESE_ONLY: list[Callable[[str], str | bytes]] = [shift_jis]
