"""Open data: tables of what is public, column by column, a thousand rows at a time."""

from .columns import LIST, Column, Table, as_csv, as_json, cell
from .tables import SURVEY, TABLES

__all__ = ["LIST", "SURVEY", "TABLES", "Column", "Table", "as_csv", "as_json", "cell"]
