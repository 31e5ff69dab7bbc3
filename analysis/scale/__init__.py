"""Beyond one machine: the same tables of more documents than the memory holds, on Dask.

`run` cuts documents into partitions, has the functions of the library analyse each, and writes tables as
Parquet as they come. The other functions add up what the partitions counted. All need the extra ``scale``.
"""

from analysis.tables import needs as _needs

with _needs("scale", "analysis.scale"):
    from analysis.scale.results import (
        co_mentions,
        counts,
        documents,
        frequencies,
        keyness,
        passages,
        read_again,
        table,
    )
    from analysis.scale.run import Ran, cluster, run
    from analysis.scale.sampling import Sample, sample

__all__ = [
    "Ran",
    "Sample",
    "cluster",
    "co_mentions",
    "counts",
    "documents",
    "frequencies",
    "keyness",
    "passages",
    "read_again",
    "run",
    "sample",
    "table",
]
