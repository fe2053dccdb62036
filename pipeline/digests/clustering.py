"""Which articles tell the same story: clustering of English texts that lie near in time.

Articles are TF-IDF vectors of their content words (Salton and Buckley 1988), as in the baselines
of topic detection and tracking (Allan et al. 1998), names counted twice since an event is known by
who and where. They are compared only with articles of dates near their own. Groups connected by
similar pairs are then divided by average linkage: no chain of pairs makes one story of two.
The result depends on the set of articles alone, not on their order.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pipeline.digests.length import Salience
from pipeline.text.content import read_content

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FEATURES = 2**20
# Articles that share fewer features tell of two events, unless one has no others: two words make
# tiny texts alike. A name is two features. From 8 on, stories of the 40 cases fall apart.
_LEAST_SHARED = 6
_BATCH = 512
# Average linkage takes a square matrix: this many articles make one of 16 MB.
_LARGEST = 2000
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Profile:
    """What grouping needs of an article: its date, the features of its texts, and its weight."""

    id: str
    date: str | None
    features: tuple[str, ...]
    weight: Salience


def days_of(iso: str | None) -> tuple[int, int] | None:
    """Give the first and last day (proleptic ordinals) that `2022`, `2022-11` or a day can mean.

    None for no date, or for one that is no date.
    """
    match = _ISO_DATE.fullmatch(iso or "")
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = first
        if day is None:
            last_month = int(month or 12)
            last = first.replace(month=last_month, day=monthrange(first.year, last_month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def cluster(profiles: Iterable[Profile], similarity: float, days: int) -> list[list[str]]:
    """Group articles that tell the same story; returns ids, sorted within and among groups.

    Two articles are of one story if they are at least so similar (cosine, averaged over the
    group) and at most so many days apart. Articles without a date are compared with each other
    only. Reads the profiles once and keeps sparse vectors.
    """
    kept, vectors = _vectorize(profiles)
    groups: list[list[str]] = []
    for dated in (True, False):
        rows = sorted(
            (row for row, (_, span) in enumerate(kept) if (span is not None) is dated),
            key=lambda row: (kept[row][1] or (0, 0), kept[row][0]),
        )
        spans = [kept[row][1] or (0, 0) for row in rows]
        groups += [
            sorted(kept[rows[member]][0] for member in members)
            for members in _cluster_rows(vectors[rows], spans, similarity, days)
        ]
    return sorted(groups)


def _vectorize(
    profiles: Iterable[Profile],
) -> "tuple[list[tuple[str, tuple[int, int] | None]], csr_matrix]":
    import numpy as np
    from scipy.sparse import csr_matrix, vstack
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    vectorizer = HashingVectorizer(
        analyzer=tuple,
        n_features=_FEATURES,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    kept: list[tuple[str, tuple[int, int] | None]] = []
    blocks = [csr_matrix((0, _FEATURES), dtype=np.float32)]
    stream = iter(profiles)
    while batch := list(islice(stream, _BATCH)):
        kept += [(profile.id, days_of(profile.date)) for profile in batch]
        blocks.append(vectorizer.transform([profile.features for profile in batch]))
    counts = vstack(blocks, format="csr")
    if not kept:
        return kept, counts
    return kept, TfidfTransformer(sublinear_tf=True).fit_transform(counts)


def find_features(texts: Iterable[str]) -> Iterator[str]:
    """Yield the content of English texts, names twice: once as the word, once as the name."""
    for text in texts:
        for token in read_content(text).tokens:
            yield token.key
            if token.role == "name":
                yield f"name {token.key}"


def _cluster_rows(
    vectors: "csr_matrix", spans: Sequence[tuple[int, int]], similarity: float, days: int
) -> Iterator[Sequence[int]]:
    """Cluster rows that are sorted by the first day of their span."""
    import numpy as np

    edges = _similar_pairs(vectors, spans, similarity, days)
    for component in _components(edges, np.arange(len(spans)), similarity):
        yield from _divide(vectors, spans, component, similarity, days)


def _similar_pairs(
    vectors: "csr_matrix", spans: Sequence[tuple[int, int]], similarity: float, days: int
) -> "csr_matrix":
    """Find the pairs of rows that are similar and near, as the upper half of a matrix."""
    import numpy as np
    from scipy.sparse import coo_matrix

    size = len(spans)
    first = np.array([span[0] for span in spans], dtype=np.int64)
    last = np.array([span[1] for span in spans], dtype=np.int64)
    sizes = vectors.getnnz(axis=1)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]] = []
    for start in range(0, size, _BATCH):
        stop = min(start + _BATCH, size)
        end = int(np.searchsorted(first, last[start:stop].max() + days, side="right"))
        block = (vectors[start:stop] @ vectors[start:end].T).tocoo()
        rows, columns = block.row + start, block.col + start
        wanted = (block.data >= similarity) & (columns > rows)
        wanted &= first[columns] - last[rows] <= days
        rows, columns, data = rows[wanted], columns[wanted], block.data[wanted]
        shared = vectors[rows].multiply(vectors[columns]).getnnz(axis=1)
        enough = shared >= np.minimum(_LEAST_SHARED, np.minimum(sizes[rows], sizes[columns]))
        found.append((rows[enough], columns[enough], data[enough]))
    if not found:
        return coo_matrix((0, 0), dtype=np.float32).tocsr()
    rows, columns, data = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return coo_matrix((data, (rows, columns)), shape=(size, size)).tocsr()


def _components(
    edges: "csr_matrix", rows: "NDArray[np.int64]", threshold: float
) -> "Iterator[NDArray[np.int64]]":
    """Yield connected rows; one too large is taken apart at a higher threshold."""
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    inside = edges[rows][:, rows]
    inside.data[inside.data < threshold] = 0
    inside.eliminate_zeros()
    count, labels = connected_components(inside, directed=False)
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(count + 1))
    for start, stop in pairwise(bounds):
        component = rows[order[start:stop]]
        if len(component) > _LARGEST and threshold < 1:
            yield from _components(edges, component, threshold + _STEP)
        else:
            yield component


def _divide(
    vectors: "csr_matrix",
    spans: Sequence[tuple[int, int]],
    component: "NDArray[np.int64]",
    similarity: float,
    days: int,
) -> Iterator[Sequence[int]]:
    """Divide connected rows by average linkage, then so that no two are too far apart in time."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    if len(component) == 1 or len(component) > _LARGEST:
        yield from _divide_by_time(spans, component.tolist(), days)
        return
    near = vectors[component]
    distances = np.clip(1 - (near @ near.T).toarray().astype(np.float64), 0, 1)
    clustering = AgglomerativeClustering(
        n_clusters=None,
        metric="precomputed",
        linkage="average",
        distance_threshold=np.nextafter(1 - similarity, 2),
    )
    labels = clustering.fit_predict(distances)
    for label in range(clustering.n_clusters_):
        yield from _divide_by_time(spans, component[labels == label].tolist(), days)


def _divide_by_time(
    spans: Sequence[tuple[int, int]], members: Sequence[int], days: int
) -> Iterator[Sequence[int]]:
    """Start a new group where an article lies too far from the group's first; all stay sorted."""
    group: list[int] = []
    for member in sorted(members):
        if group and spans[member][0] - min(spans[each][1] for each in group) > days:
            yield group
            group = []
        group.append(member)
    yield group
