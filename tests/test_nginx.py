"""Files behind a real nginx: the site decides, nginx sends, and nobody reaches the folder by another way."""

import contextlib
import http.client
import io
import logging
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from editions import models, uploads
from tests import factories
from tests.pictures import make_file, make_picture

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]


def a_photo(**fields):
    row = models.Photo(rights="house", **{**factories.public(factories.in_languages("caption", "Caption")), **fields})
    return uploads.take_in_photo(row, io.BytesIO(make_file(make_picture(600, 400))))


@pytest.fixture
def nginx(live_server, settings, tmp_path):
    """An nginx of this test's own before the site, with the location that is in the documents; yields its port."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        pytest.skip("nginx is not installed")
    settings.INTERNAL_FILES = "/private-files/"
    port = free_port()
    location = (
        (ROOT / "deploy/nginx-files.conf").read_text().replace("/srv/forum/files/", f"{default_storage.location}/")
    )
    here = f"location / {{ proxy_pass {live_server.url}; proxy_set_header Host $proxy_host; }}"
    with serving(program, tmp_path, f"server {{ listen 127.0.0.1:{port}; {location}{here} }}", port):
        yield port


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(program: str, tmp_path: Path, servers: str, port: int):
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log;"
        f"events {{}} http {{ access_log off; {temporary} {servers} }}"
    )
    with subprocess.Popen([program, "-e", tmp_path / "log", "-c", tmp_path / "nginx.conf"]) as server:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
        server.terminate()


def asked(port: int, address: str, **headers: str):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", address, headers=headers)
        with connection.getresponse() as answer:
            return answer, answer.read()


def test_a_public_file_is_sent_with_all_its_headers(nginx):
    photo = a_photo()
    answer, body = asked(nginx, photo.rendition_url("small"))
    assert answer.status == 200
    assert body == Path(default_storage.path(photo.rendition_path("small.webp"))).read_bytes()
    assert answer.getheader("Content-Type") == "image/webp"
    assert answer.getheader("Content-Disposition") == "inline"
    assert answer.getheader("Cache-Control") == "public, max-age=31536000, s-maxage=60"
    assert answer.getheader("Content-Security-Policy") == "default-src 'none'; sandbox"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("X-Accel-Redirect") is None
    assert asked(nginx, photo.rendition_url("small"), **{"If-None-Match": answer.getheader("ETag")})[0].status == 304


def test_what_is_not_public_is_not_sent_by_any_way(nginx, caplog):
    photo = a_photo(publish_at=factories.tomorrow())
    with caplog.at_level(logging.WARNING):
        assert asked(nginx, photo.rendition_url("small"))[0].status == 404
    assert "not public was asked for" in caplog.text
    for path in photo.stored_files():
        for address in (f"/private-files/{path}", f"/private-files//{path}", f"/media/../private-files/{path}"):
            assert asked(nginx, address)[0].status == 404


def test_a_withdrawal_holds_at_once(nginx):
    photo = a_photo()
    assert asked(nginx, photo.rendition_url("small"))[0].status == 200
    photo.status = models.Status.WITHDRAWN
    photo.save()
    assert asked(nginx, photo.rendition_url("small"))[0].status == 404


def test_what_nginx_answers_itself_is_said_as_carefully(tmp_path):
    """Too long a body, and a site that is being begun anew."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        pytest.skip("nginx is not installed")
    ports = [free_port(), free_port()]
    http, tls = (ROOT / "deploy/nginx-site.conf").read_text().split("server {", 1)[0], "listen 443 ssl;"
    lines = (ROOT / "deploy/nginx-site.conf").read_text().rsplit("server {", 1)[1].splitlines()
    proxy = (ROOT / "deploy/nginx-proxy.conf").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{ports[1]}")
    (tmp_path / "proxy.conf").write_text(proxy)
    server = "\n".join(line for line in lines if not line.strip().startswith(("listen [", "ssl_", "access_log")))
    server = server.replace(tls, f"listen 127.0.0.1:{ports[0]};")
    server = server.replace("/srv/forum/code/deploy/nginx-proxy.conf", str(tmp_path / "proxy.conf"))
    server = server.replace("/srv/forum/code/deploy/nginx-files.conf", str(ROOT / "deploy/nginx-files.conf"))
    with serving(program, tmp_path, f"{http} server {{ {server}", ports[0]) as port:
        answer, body = asked(port, "/en/", Host="forum.example")
        assert (answer.status, answer.getheader("Retry-After")) == (503, "30")
        assert "もう一度" in body.decode()
        refused, _body = asked(port, "/en/report/", Host="forum.example", **{"Content-Length": "300000"})
        assert refused.status == 413
        for said in (answer, refused):
            assert "default-src 'none'" in said.getheader("Content-Security-Policy")
            assert said.getheader("X-Content-Type-Options") == "nosniff"
            assert said.getheader("X-Frame-Options") == "DENY"
            assert said.getheader("Strict-Transport-Security")
        assert {asked(port, "/metrics/", Host="forum.example")[0].status for _ in range(160)} == {503, 429}
