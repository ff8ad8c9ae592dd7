"""Numbers, dates, times and lists as each of the three languages writes them.

Every function takes the language of the page ("en", "zh-hans" or "ja"; any other is written as English) and
returns "" where there is nothing to say.
"""

from .families import html_lang, news_language, sharing_locale
from .numbers import (
    approximately,
    bytes_size,
    counter,
    edition_label,
    number,
    ordinal,
    ordinal_in_other_figures,
    percent,
)
from .times import (
    clock_pair,
    clocks,
    date,
    date_range,
    date_with_weekday,
    dateline,
    day,
    day_with_weekday,
    decade,
    moment,
    month,
    month_name,
    office_hours,
    time,
    time_range,
    year,
    year_span,
)
from .words import clauses, heading, join_list, name_initial, nested, quote, sentences, series, unparted, with_note

__all__ = [
    "approximately",
    "bytes_size",
    "clauses",
    "clock_pair",
    "clocks",
    "counter",
    "date",
    "date_range",
    "date_with_weekday",
    "dateline",
    "day",
    "day_with_weekday",
    "decade",
    "edition_label",
    "heading",
    "html_lang",
    "join_list",
    "moment",
    "month",
    "month_name",
    "name_initial",
    "nested",
    "news_language",
    "number",
    "office_hours",
    "ordinal",
    "ordinal_in_other_figures",
    "percent",
    "quote",
    "sentences",
    "series",
    "sharing_locale",
    "time",
    "time_range",
    "unparted",
    "with_note",
    "year",
    "year_span",
]
