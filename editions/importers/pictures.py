"""The picture of a row: a file beside the table, taken in as an upload is."""

from pathlib import Path

from django.utils.translation import gettext as _

from editions.models import Photo, remove_files
from editions.uploads import take_in_photo


def take_in(photo: Photo, name: str, folder: Path) -> None:
    """Give ``photo`` the picture of this name, its renditions and its row.

    The file must lie in the folder of the table or below it. Raises ValueError or ValidationError with the reason.
    """
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise ValueError(_("“%(name)s” lies outside the folder of the table.") % {"name": name})
    if not path.is_file():
        raise ValueError(_("There is no picture “%(name)s” beside the table.") % {"name": name})
    photo.full_clean(exclude=["original"])
    with path.open("rb") as file:
        take_in_photo(photo, file)


def put_back(photos: list[Photo]) -> None:
    """Remove the files of pictures whose rows were not kept."""
    for photo in photos:
        remove_files(photo.stored_files())
