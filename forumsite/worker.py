"""What a worker of `make serve` loads: the site, which signals are its own business, and what a killed one left undone."""

import logging
import signal
import sys

# Ctrl-C in a terminal reaches every process. A worker is told to stop by the server that minds it; told twice, it hangs.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
# While it still imports the site, it has nothing to finish: it ends at once. Then granian puts its own handler here.
signal.signal(signal.SIGTERM, signal.SIG_DFL)

# Of four threads one may hold the lock to write: after each question to the database it is to go on soon, not when another one has
# had its five milliseconds.
sys.setswitchinterval(0.0005)

from forumsite.wsgi import application  # noqa: E402


def _settle() -> None:
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from editions import content_version, publication_log

    try:
        content_version.settle()
        publication_log.by_the_clock(timezone.now())
    except DatabaseError as away:  # readers are told so meanwhile; the next worker that begins asks again
        logging.getLogger(__name__).warning("What a killed process left undone could not be asked for: %s", away)
    finally:
        # SQLite's stays: the last one to close takes the log away, which nobody could begin anew on a full disk.
        if connection.vendor != "sqlite":
            connection.close()


_settle()

__all__ = ["application"]
