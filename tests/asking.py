"""Asks a WSGI application as a server does, without one."""

from types import SimpleNamespace

from django.test import RequestFactory


def ask(application, address="/en/", method="GET", **headers):
    environ = RequestFactory().generic(method, address, HTTP_HOST="testserver").environ | headers
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=status, headers=dict(headers))

    answer = application(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return SimpleNamespace(body=body, code=int(said["status"][:3]), **said)
