"""Tables to plotly figures: each with its title, alternative text, source line, table and evidence.

Every function takes a tidy table with one row a mark. Its column ``evidence`` (as from
`analysis.evidence.link`) says which passages a mark opens; ``columns`` names what the figure's own
table shows. All of that travels in ``layout.meta``, so a figure keeps its evidence when it is saved.
Colours of text and grid are left to the page; texts are escaped, for plotly reads markup in labels.
"""

from analysis.tables import needs as _needs

with _needs("figures", "analysis.figures"):
    from analysis.figures.bars import bars
    from analysis.figures.base import PALETTE, TEMPLATE, About
    from analysis.figures.intervals import intervals
    from analysis.figures.lanes import lanes
    from analysis.figures.matrix import matrix, mirrored

__all__ = [
    "PALETTE",
    "TEMPLATE",
    "About",
    "bars",
    "intervals",
    "lanes",
    "matrix",
    "mirrored",
]
