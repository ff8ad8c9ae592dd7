"""Numbers to geometry, as frozen dataclasses without any HTML."""

from .line_charts import LineChart, Reading, Series, line_chart
from .overviews import Origin, OriginKind, Outcome, Overview, TopicLine, overview
from .weaves import Placement, State, ThreadKind, Weave, WeaveEdition, slices, weave

__all__ = [
    "LineChart",
    "Origin",
    "OriginKind",
    "Outcome",
    "Overview",
    "Placement",
    "Reading",
    "Series",
    "State",
    "ThreadKind",
    "TopicLine",
    "Weave",
    "WeaveEdition",
    "line_chart",
    "overview",
    "slices",
    "weave",
]
