"""Prints how fast draws of the built-in gas market, and levers in them, are solved; started by `test_drawing_gas.py`.

The draws are those of every range in marchland: sales, prices, production, pipes, elasticities and costs as their
sources leave them open. Each is solved from the market at best values, and each lever in it from that draw. What is
timed is from a market's tables to the equilibrium with its certificate; drawing the figures is not.
"""

from __future__ import annotations

import json
import sys
import time

import marchland
from marchland.bridge import baseline, central, draws
from marchland.bridge.energy.change import energy_change
from marchland.bridge.energy.market import fuel_market
from marchland.levers import Lever

DRAWS, SEED = 100, 1
CUTS = (("RUS", "ARM"), ("RUS", "BLR"), ("RUS", "HUN"), ("RUS", "KAZ"), ("TKM", "CHN"))


def main(draw_count: int = DRAWS) -> None:
    """Solve draws and levers, and print what they took and the largest residual."""
    base = baseline(marchland.load_world().at(), "year")
    best = fuel_market(base, "gas", central(base.factors))
    levers = [Lever(actor=sender, action="cut", object=f"gas to {target}", days=365) for sender, target in CUTS]
    sampled = [fuel_market(base, "gas", draw) for draw in draws(base.factors, draw_count, SEED)]
    cut = [[energy_change(base, one, [lever]) for lever in levers] for one in sampled]
    best.prepared.at(sampled[0].market).solve(cut[0][0])  # compiles
    start = time.process_time()
    found = [best.prepared.at(one.market) for one in sampled]
    drawn = time.process_time() - start
    start = time.process_time()
    worst = max(one.solve(market).residual for one, markets in zip(found, cut, strict=True) for market in markets)
    pulled = time.process_time() - start
    worst = max(worst, *(one.base.residual for one in found))
    print(json.dumps({"draws": drawn / draw_count, "levers": pulled / draw_count / len(levers), "residual": worst}))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
