"""Asks the site for its own pages as a visitor from outside would: through everything, and with nobody signed in.

For commands only: a server asks itself nothing.
"""

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import FileResponse
from django.utils.translation import get_language, override


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Asks one address after the other, whatever server is running or not."""

    @cached_property
    def site(self) -> WSGIHandler:
        return WSGIHandler()  # with all that stands in front of the views

    def get(self, address: str) -> Answer:
        """The answer to a path of ours, with or without a query."""
        ours, asked = urlsplit(settings.SITE_URL), urlsplit(address)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(asked.path).encode().decode("latin-1"),
            "QUERY_STRING": asked.query,
            "SERVER_NAME": ours.hostname,
            "SERVER_PORT": str(ours.port or (443 if ours.scheme == "https" else 80)),
            "HTTP_HOST": ours.netloc,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_X_FORWARDED_PROTO": ours.scheme,
            "wsgi.url_scheme": ours.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        with override(get_language()):  # that of whoever asks stays as it is
            response = self.site.get_response(WSGIRequest(environ))
            body = b"".join(response)
        # Not response.close(): that is the end of a request, and of our own connection to the database with it.
        if isinstance(response, FileResponse) and response.file_to_stream:
            response.file_to_stream.close()
        return Answer(response.status_code, {name.lower(): value for name, value in response.items()}, body)
