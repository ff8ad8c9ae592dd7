"""The item as it would be if it were published now, for as long as a block lasts; nothing of it stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

from editions import working
from editions.models import PublicByParents
from editions.projecting import project
from editions.snapshots import Snapshot

Item = TypeVar("Item", bound=PublicByParents)


@contextmanager
def rehearsed(item: Item, document: Snapshot | None = None) -> Iterator[Item]:
    """Yield the item with its rows as ``document`` says, or its working draft; undone at the end of the block.

    Without either the item is yielded as it is saved, and nothing is written at all. Files stay as they are.
    An item that was never saved is there for the block alone.
    Raises ``ValidationError`` with messages by path for a document that cannot become rows.
    """
    if item.pk is None and document is not None:
        with transaction.atomic():
            try:
                project(item, document, with_files=False)
                yield type(item)._base_manager.get(pk=item.pk)
            finally:
                transaction.set_rollback(True)
        return
    if document is None:
        draft = working.draft_of(item)
        document = working.document_in_hand(draft, working.document_of(item)) if draft else None
    if document is None:
        yield item
        return
    model: Any = type(item)
    with transaction.atomic():
        try:
            changed = model._base_manager.get(pk=item.pk)
            project(changed, document, with_files=False)
            yield model._base_manager.get(pk=item.pk)
        finally:
            transaction.set_rollback(True)
