#!/usr/bin/env python3
"""Django's commands. A wrong setting, or a database that is away, ends with a sentence rather than a traceback."""

import os
import signal
import sys

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError
except ModuleNotFoundError as absent:
    sys.exit(
        f"Stopped: this Python has no {absent.name}; “make serve” makes one that has: .venv/bin/python manage.py …"
    )


def stopped(number: int, _frame: object) -> None:
    raise KeyboardInterrupt(number)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumsite.settings")
    signal.signal(signal.SIGTERM, stopped)  # as after Ctrl-C, what is half done is undone and taken away
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        sys.exit(f"Stopped: {wrong}")
    except KeyboardInterrupt as by_whom:
        if "--traceback" in sys.argv:
            raise
        print("Stopped.", file=sys.stderr)
        number = by_whom.args[0] if by_whom.args else signal.SIGINT
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # whoever waits is told by what
    except (OperationalError, ProgrammingError) as away:
        if "--traceback" in sys.argv:
            raise
        sys.exit(
            f"Stopped: the database cannot be used, or has no tables before “manage.py migrate”: {str(away).strip()}"
        )


if __name__ == "__main__":
    main()
