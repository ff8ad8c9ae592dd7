"""Photographs: what an upload may be, what it says about itself, and the files that are made of it.

    upload = read_upload(file)                      # or Refused, with a sentence for the editor
    renditions = make_renditions(upload, credit=..., copyright=..., caption=...)

Pure: no models, no settings, no database. This is the only door; the modules behind it are private.
"""

from editions.photo_sizes import DOWNLOADS, PORTRAITS, SHOWN, SIZES, Size
from editions.refusals import Refused

from .crops import crop_box
from .legacy_text import is_placeholder
from .likeness import distance
from .metadata import Metadata
from .reading import MAX_BYTES, MAX_PIXELS, Upload, read_upload
from .renditions import Rendition, make_renditions
from .rights import with_rights

__all__ = [
    "DOWNLOADS",
    "MAX_BYTES",
    "MAX_PIXELS",
    "PORTRAITS",
    "SHOWN",
    "SIZES",
    "Metadata",
    "Refused",
    "Rendition",
    "Size",
    "Upload",
    "crop_box",
    "distance",
    "is_placeholder",
    "make_renditions",
    "read_upload",
    "with_rights",
]
