"""The programme by an interior-point method: Clarabel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def interior(
    start: Numbers, row: Numbers, coefficient: Figures, d: Figures, c: Figures, u: Figures, b: Figures, accuracy: float
) -> tuple[Figures, Figures]:
    """Return columns and multipliers of: minimise c'v + v'Dv/2 with A v <= b and 0 <= v <= u.

    Columns that their bound holds at zero are left out.

    References
    ----------
    Goulart & Chen 2024, Clarabel: an interior-point solver for conic programs with quadratic objectives.
    """
    import clarabel
    from scipy import sparse

    free = u > 0
    columns, rows = int(free.sum()), b.size
    matrix = sparse.csc_matrix((coefficient, row, start), shape=(rows, c.size))[:, free]
    eye = sparse.identity(columns, format="csc")
    bounded = np.isfinite(u[free])
    stacked = sparse.vstack([matrix, -eye, eye[bounded]], format="csc")
    right = np.concatenate([b, np.zeros(columns), u[free][bounded]])
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.presolve_enable = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = accuracy
    solver = clarabel.DefaultSolver(
        sparse.diags(d[free], format="csc"), c[free], stacked, right, [clarabel.NonnegativeConeT(right.size)], settings
    )
    solution = solver.solve()
    v = np.zeros(c.size)
    v[free] = np.maximum(np.array(solution.x), 0.0)
    return np.minimum(v, u), np.maximum(np.array(solution.z)[:rows], 0.0)
