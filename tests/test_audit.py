"""What is installed, asked of a stand-in for the advisory database: a weakness is named, and no answer is never taken for none."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from threading import Thread

import pytest
from django.conf import settings


@pytest.fixture
def audit(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # where it writes the list of parts
    loader = SourceFileLoader("audit", str(settings.BASE_DIR / "requirements" / "audit"))
    module = module_from_spec(spec_from_loader("audit", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def database(audit, monkeypatch):
    """A database of advisories that knows what the test says of a package."""
    known, asked = {}, []

    class Database(BaseHTTPRequestHandler):
        def do_POST(self):
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.extend(queries)
            results = [known.get(query["package"]["name"], {}) for query in queries]
            self.send_response(known.get("status", 200))
            self.end_headers()
            self.wfile.write(json.dumps({"results": results}).encode())

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Database)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(audit, "ADVISORIES", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setenv("no_proxy", "*")
    yield known, asked
    server.shutdown()
    server.server_close()


def test_a_known_weakness_is_named_and_ends_with_an_error(audit, database, capsys, tmp_path):
    known, asked = database
    known["django"] = {"vulns": [{"id": "TEST-1", "modified": "x"}, {"id": "TEST-2"}]}
    assert audit.main() == 1
    told = capsys.readouterr().out.splitlines()
    (version,) = (query["version"] for query in asked if query["package"] == {"name": "django", "ecosystem": "PyPI"})
    assert f"django {version}: TEST-1, TEST-2" in told
    assert told[-1] == "1 packages with known weaknesses"
    parts = json.loads((tmp_path / "sbom.json").read_text())["components"]
    assert f"pkg:pypi/django@{version}" in {part["purl"] for part in parts}
    assert len(parts) == len(asked)


def test_where_nothing_is_known_all_is_well(audit, database, capsys):
    assert audit.main() == 0
    assert capsys.readouterr().out.endswith("\n0 packages with known weaknesses\n")


@pytest.mark.parametrize("way", ["nobody", "refused"])
def test_no_answer_is_said_to_be_none(audit, database, capsys, monkeypatch, way):
    known, _asked = database
    if way == "nobody":
        monkeypatch.setattr(audit, "ADVISORIES", "http://127.0.0.1:9/")
    known["status"] = 500
    assert audit.main() == 2
    assert "NO DATA on known weaknesses" in capsys.readouterr().out
