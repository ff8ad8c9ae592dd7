"""Tables of any forum's people, sessions and papers, as a spreadsheet program writes them, into the site."""

from .kinds import KINDS
from .loading import compare_folder, load_folder
from .redirects import import_redirects
from .refusing import Refusal, Refused
from .remembering import import_table
from .reports import Difference, Report
from .rows import Source

__all__ = [
    "KINDS",
    "Difference",
    "Refusal",
    "Refused",
    "Report",
    "Source",
    "compare_folder",
    "import_redirects",
    "import_table",
    "load_folder",
]
