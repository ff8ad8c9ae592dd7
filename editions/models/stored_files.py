"""Files that belong to rows: stored under random names, and removed with their rows, once that is committed."""

import logging
import secrets
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import models, transaction

from .querysets import PublicQuerySet

logger = logging.getLogger(__name__)


def new_token() -> str:
    """Return the random name under which a file is stored and served: nobody can guess it."""
    return secrets.token_urlsafe(16)


def remove_files(paths: Iterable[str]) -> None:
    """Remove files whose row is gone. One that cannot be removed is logged, and swept later."""
    for path in paths:
        try:
            default_storage.delete(path)
        except Exception:  # a folder and a bucket fail each in their own way; the row is written in any case
            logger.warning("A file without a row stays in storage: %s", path, exc_info=True)


def remove_when_committed(paths: Iterable[str]) -> None:
    transaction.on_commit(lambda: remove_files(paths))


class FilesQuerySet(PublicQuerySet):
    """Rows whose files go with them, once their removal is committed."""

    def delete(self):
        paths = [path for row in self.all() for path in row.stored_files()]
        answer = super().delete()
        remove_when_committed(paths)
        return answer

    delete.alters_data = True
    delete.queryset_only = True


class WithFiles(models.Model):
    """A row with stored files: ``stored_files()`` names them."""

    class Meta:
        abstract = True

    def stored_files(self) -> list[str]:
        raise NotImplementedError

    def delete(self, *args, **kwargs):
        paths = self.stored_files()
        answer = super().delete(*args, **kwargs)
        remove_when_committed(paths)
        return answer
