"""What a worker of `make serve` loads: the site, and which signals are its own business."""

import signal

# Ctrl-C in a terminal reaches every process. A worker is told to stop by the server that minds it; told twice, it hangs.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
# While it still imports the site, it has nothing to finish: it ends at once. Then granian puts its own handler here.
signal.signal(signal.SIGTERM, signal.SIG_DFL)

from forumsite.wsgi import application  # noqa: E402

__all__ = ["application"]
