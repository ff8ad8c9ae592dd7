"""JSON that pages of the desk send: only texts that a database keeps."""

import json
import re
from typing import Any

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def read(body: bytes) -> Any:
    """What a body says. Raises ValueError, also for a NUL or half a character in a text, and RecursionError."""
    sent = json.loads(body)
    if _NUL.search(json.dumps(sent, ensure_ascii=False).encode()):
        raise ValueError("NUL")
    return sent
