"""The site as it is served, writing down every answer that Django was asked for: its path, to the file MADE."""

import os
from pathlib import Path
from typing import Any

from forumsite.worker import application

made = Path(os.environ["MADE"]).open("a", buffering=1)  # noqa: SIM115 (for as long as the process lives)
site = application.application  # type: ignore[attr-defined]


def written_down(environ: dict[str, Any], start_response: Any) -> Any:
    made.write(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}\n")
    return site(environ, start_response)


application.application = written_down  # type: ignore[attr-defined]
