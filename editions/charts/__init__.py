"""Numbers to geometry, as frozen dataclasses without any HTML."""

from .line_charts import LineChart, Reading, Series, line_chart
from .weaves import Placement, State, ThreadKind, Weave, WeaveEdition, weave

__all__ = [
    "LineChart",
    "Placement",
    "Reading",
    "Series",
    "State",
    "ThreadKind",
    "Weave",
    "WeaveEdition",
    "line_chart",
    "weave",
]
