"""The desk: one module per concept."""

from . import (  # noqa: F401
    addresses,
    documents,
    editions,
    editors,
    forum,
    links,
    organisations,
    photos,
    press,
    reader_notes,
    searches,
    sessions,
    speakers,
    surveys,
    terms,
)
