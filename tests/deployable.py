"""`make deployable`: Django's deploy checks in the environment of a public site; the smallest warning fails."""

import os
import secrets
import sys
import tempfile

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="forum-deploy-") as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "forumsite.settings",
            "VAR": var,
            "SECRET_KEY": secrets.token_urlsafe(60),
            "SITE_URL": "https://forum.example",
            "DEBUG": "off",
        }
        execute_from_command_line([sys.argv[0], "check", "--deploy", "--fail-level", "DEBUG"])
