"""The outcome of a scenario: losses by actor, layer and draw, flows before and after, and where it all came from."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import MarchlandError, OutputError, UnknownName

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

FORMAT = "marchland outcome 1"
STATISTICS = ("best", "p5", "p50", "p95")


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What a scenario costs whom.

    Parameters
    ----------
    dataset
        `loss_best` (actor, layer) and `loss` (actor, layer, draw): USD over the days of the levers, positive = worse
        off; `gdp_best` (actor) and `gdp` (actor, draw): USD a year; `host_gdp_change_best` (actor) and
        `host_gdp_change` (actor, draw): USD;
        `share` (lever, actor, layer): USD, each lever's Shapley share of `loss_best`;
        `goods_before`, `goods_after` (statistic, exporter, importer, sector) and `money_before`, `money_after`
        (statistic, host, origin): USD a year at best values and the 5th, 50th and 95th percentile of the first 200
        draws;
        `substituted_best` (actor, sector): USD a year made at home, at the highest price allowed, in place of what
        cannot be bought any more, and `draws_capped` (actor, sector): number of draws in which anything is;
        `part_best` (way, actor, partner, sector) and `transfer_best` (actor): USD, the trade part of `loss_best` by how
        it comes about (sales, purchases, duties), with whom and in which sector; the actor's own cells are its home
        market; `part` (statistic, split, partner, sector): USD, all ways together, of the codes in `split`, and
        `part_by_partner` (split, partner, draw), `part_by_sector` (split, sector, draw), `part_transfer` (split, draw):
        each of the first two adds up to the trade loss with the third, in every draw;
        where levers touch gas or oil, `fuel_sold_before`, `fuel_sold_after` (statistic, fuel, seller, buyer),
        `fuel_used_...`, `fuel_made_...`, `fuel_stored_...` (statistic, fuel, hub; the last is what comes out of stores)
        and `fuel_passed_...` (statistic, pipe): bcm of gas and Mt of oil over the days on which such a lever holds;
        `factor` (draw, factor_name): standard normal deviates; `residual` (draw) and `residual_best`: certificates
    about
        scenario, world, day, year, horizon, seed, fingerprints, failed draws, inputs, sources and gaps, as plain
        values; `unserved`: who sends whom how many tonnes a year that have no way left while the levers hold;
        `rationed`: which hubs go without how much gas or oil a year that they want at the rationing price;
        `gone_round`: what goods, barred between two actors, go on through which third at best values, USD a year; they
        count in `goods_after` from where they are made to where they are used
    """

    dataset: xr.Dataset
    about: dict[str, Any]

    @property
    def actors(self) -> tuple[str, ...]:
        """Codes of the actors."""
        return tuple(str(a) for a in self.dataset["actor"].values)

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers."""
        return tuple(str(layer) for layer in self.dataset["layer"].values)

    def members(self, code: str) -> tuple[str, ...]:
        """Return the actors that a code stands for.

        Raises
        ------
        UnknownName
            where it is neither an actor nor a bloc of the outcome
        """
        if code in self.actors:
            return (code,)
        blocs: dict[str, list[str]] = self.about["blocs"]
        if code not in blocs:
            raise UnknownName("actor", code, [*self.actors, *blocs])
        return tuple(blocs[code])

    def loss(self, code: str, layer: str | None = None) -> tuple[float, NDArray[np.float64]]:
        """Return the loss of an actor or bloc in USD: at best values, and in each draw (draws,).

        Parameters
        ----------
        layer
            one layer; None = all together

        Raises
        ------
        UnknownName
            where actor or layer are not in the outcome
        """
        if layer is not None and layer not in self.layers:
            raise UnknownName("layer", layer, self.layers)
        layers = [layer] if layer is not None else list(self.layers)
        chosen = self.dataset.sel(actor=list(self.members(code)), layer=layers)
        best = float(chosen["loss_best"].sum().item())
        return best, np.asarray(chosen["loss"].sum(("actor", "layer"), skipna=False).values)

    def loss_share(self, code: str) -> tuple[float, NDArray[np.float64]]:
        """Return the loss of an actor or bloc as a share of its GDP of a year: at best values, and in each draw."""
        best, drawn = self.loss(code)
        chosen = self.dataset.sel(actor=list(self.members(code)))
        gdp = np.asarray(chosen["gdp"].sum("actor", skipna=False).values)
        return best / float(chosen["gdp_best"].sum().item()), drawn / gdp

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the outcome to one netCDF file, whole or not at all.

        Raises
        ------
        OutputError
            where the file is there and `force` is not given, or cannot be written
        """
        target = Path(path)
        if target.exists() and not force:
            raise OutputError(f"{target} is there already; add --force to replace it, or choose another name")
        # netCDF 3 has no dimension of length 0 (no draws, no shares), so what is empty is kept as a description.
        empty = {n: (v.dims, v.shape, v.dtype.str) for n, v in self.dataset.variables.items() if not v.size}
        whole = self.dataset.drop_vars(list(empty)).assign_attrs(
            format=FORMAT, about=json.dumps(self.about), empty=json.dumps(empty)
        )
        try:
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".marchland-") as draft:
                file = Path(draft) / "outcome.nc"
                whole.to_netcdf(file, engine="scipy", format="NETCDF3_64BIT")
                file.replace(target)
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror}; choose another place") from error
        return target

    @classmethod
    def load(cls, path: str | Path) -> Outcome:
        """Read an outcome.

        Raises
        ------
        MarchlandError
            where the file is no outcome, or cannot be read
        """
        import xarray as xr

        file = Path(path)
        if not file.is_file():
            raise MarchlandError(f"{file} is not there; `marchland run SCENARIO.yaml --out {file}` makes one")
        try:
            with xr.open_dataset(file, engine="scipy") as opened:
                dataset = opened.load()
        except (ValueError, TypeError, OSError, IndexError, AssertionError) as error:
            raise MarchlandError(f"{file} is no outcome of marchland: it is no netCDF 3 file") from error
        if dataset.attrs.get("format") != FORMAT:
            raise MarchlandError(f"{file} is no outcome of marchland, or of another version than {FORMAT!r}")
        about, empty = (json.loads(dataset.attrs.pop(entry)) for entry in ("about", "empty"))
        dataset.attrs.pop("format")
        dataset = dataset.assign({n: (dims, np.zeros(shape, kind)) for n, (dims, shape, kind) in empty.items()})
        return cls(dataset=dataset, about=about)
