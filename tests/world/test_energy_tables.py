"""Markets of gas and oil: what the tables hold, and one clear fault for each mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small import replace, told
from tests.world.small_energy import TABLES, write_energy

from marchland.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

# The file, what is replaced in it, and the one line that then says what is wrong.
SPOILT = {
    "a negative capacity": (
        "pipes.csv",
        "bcm/yr,2.5,",
        "bcm/yr,-2.5,",
        "pipes.csv row 5, capacity: -2.5 is negative; give a figure of 0 or more, or leave the cell empty",
    ),
    "a capacity of nothing": (
        "pipes.csv",
        "bcm/yr,2.5,",
        "bcm/yr,0,",
        (
            "pipes.csv row 5, capacity: 0 is no capacity; leave the cell empty where nothing limits it; what is shut "
            "is closed in states.csv"
        ),
    ),
    "an unknown hub": (
        "pipes.csv",
        "hub_row,hub_lva,oil",
        "hub_row,hub_lav,oil",
        "pipes.csv row 7, head: 'hub_lav' is not in places.csv; did you mean hub_lva?",
    ),
    "a place of freight as a hub": (
        "pipes.csv",
        "hub_row,hub_lva,oil,tanker",
        "narva,hub_lva,oil,rail",
        "pipes.csv row 7, tail: narva is a crossing and no hub; name a place of kind hub, or add one to places.csv",
    ),
    "a pipe to where it begins": (
        "pipes.csv",
        "hub_est,hub_lva,gas",
        "hub_est,hub_est,gas",
        (
            "pipes.csv row 4, head: tail and head are both hub_est; name two hubs; what is made and used at one hub "
            "stands in energy_balances.csv"
        ),
    ),
    "a pipeline to a market at sea": (
        "pipes.csv",
        "hub_est,gas,lng",
        "hub_est,gas,pipeline",
        (
            "pipes.csv row 5, mode: hub_lng lies in no country and is reached by pipeline; write lng or tanker, or "
            "name the actor of hub_lng in places.csv"
        ),
    ),
    "all of it lost": (
        "pipes.csv",
        "60,,,0.1",
        "60,,,1",
        "pipes.csv row 6, loss: nothing arrives; give the share that is lost, below 1",
    ),
    "a pipe with the name of a place": (
        "pipes.csv",
        "oil_row_lva,",
        "narva,",
        "pipes.csv row 7, pipe: 'narva' is in places.csv too; begin it with its fuel, for instance gas_",
    ),
    "a capacity in energy": (
        "pipes.csv",
        "bcm/yr,2.5,",
        "TWh/yr,27.8,",
        "pipes.csv row 5, unit: gas in TWh/yr: unit must be bcm/yr; multiply by 0.09",
    ),
    "use in energy": (
        "energy_balances.csv",
        "0.4,,bcm",
        "4.4,,TWh",
        "energy_balances.csv row 5, unit: gas consumption in TWh: unit must be bcm; multiply by 0.09",
    ),
    "oil in barrels": (
        "energy_balances.csv",
        "1.6,,Mt",
        "11.7,,million bbl",
        "energy_balances.csv row 7, unit: oil consumption in million bbl: unit must be Mt; multiply by 0.1364",
    ),
    "a price of energy": (
        "energy_balances.csv",
        "300,,USD per 1000 m3",
        "7.9,,USD/MMBtu",
        "energy_balances.csv row 4, unit: gas price in USD/MMBtu: unit must be USD per 1000 m3; multiply by 37.91",
    ),
    "gas in tonnes": (
        "energy_flows.csv",
        "1.2,,bcm",
        "0.9,,Mt",
        "energy_flows.csv row 2, unit: gas in Mt: unit must be bcm; give the figure in bcm",
    ),
    "what passed in energy": (
        "pipe_flows.csv",
        "0.7,0.8,0.9,bcm",
        "7,8,9,TWh",
        "pipe_flows.csv row 2, unit: gas in TWh: unit must be bcm; multiply by 0.09",
    ),
    "a seller who is nobody": (
        "energy_contracts.csv",
        "hub_row",
        "hub_raw",
        "energy_contracts.csv row 2, seller: 'hub_raw' is not in places.csv; did you mean hub_row?",
    ),
    "a seller by the code of its country": (
        "energy_contracts.csv",
        "hub_row",
        "ROW",
        "energy_contracts.csv row 2, seller: 'ROW' is not in places.csv; it is an actor: write its hub, hub_row",
    ),
    "a seller by another name of its country": (
        "energy_contracts.csv",
        "hub_row",
        "hub_rowland",
        "energy_contracts.csv row 2, seller: 'hub_rowland' is not in places.csv; did you mean hub_row?",
    ),
    "a contract without a way": (
        "energy_contracts.csv",
        "hub_row,hub_lva",
        "hub_est,hub_row",
        (
            "energy_contracts.csv row 2, buyer: no pipes lead gas from hub_est to hub_row; add the pipes on the way "
            "to pipes.csv, each in the direction in which it flows"
        ),
    ),
    "a minimum that no pipe carries": (
        "energy_contracts.csv",
        "gas,1,2",
        "gas,20,30",
        # 7 by the pipe and 2.875 by the terminal, at the upper ends of their capacities.
        (
            "energy_contracts.csv row 2, minimum: hub_lva cannot be given 10.12 of the 20 bcm/yr that hub_row has to "
            "deliver: the pipes on the way carry 9.875 at most; lower the minimum, or mend their capacity in pipes.csv"
        ),
    ),
    "a field that reaches nobody": (
        "energy_balances.csv",
        "2023,hub_row,oil,production",
        "2023,hub_est,oil,production",
        (
            "energy_balances.csv row 9, place: hub_est makes oil that reaches nobody who uses it; add the pipes to "
            "its buyers to pipes.csv, or a row with item consumption for what it uses itself"
        ),
    ),
    "a sale to oneself": (
        "energy_contracts.csv",
        "hub_row",
        "hub_lva",
        (
            "energy_contracts.csv row 2, buyer: seller and buyer are both hub_lva; name two hubs; what is made and "
            "used at one hub stands in energy_balances.csv"
        ),
    ),
    "a minimum above the maximum": (
        "energy_contracts.csv",
        "gas,1,2",
        "gas,3,2",
        "energy_contracts.csv row 2, minimum: the minimum 3 is above the maximum 2; swap them",
    ),
    "a contract of no quantity": (
        "energy_contracts.csv",
        "gas,1,2",
        "gas,,",
        "energy_contracts.csv row 2, maximum: east_lva has no quantity; give what is bought in a year at most",
    ),
    "a price of nothing": (
        "energy_flows.csv",
        "0.4,,bcm",
        "0,,bcm",
        "energy_flows.csv row 3, price: a price of 500 for nothing; give the quantity bought, or leave the price empty",
    ),
    "a price without a quantity": (
        "energy_flows.csv",
        "0.4,,bcm",
        ",,bcm",
        "energy_flows.csv row 3, best: empty; give quantity of the year: median",
    ),
    "more sold than made": (
        "energy_flows.csv",
        "hub_row,hub_lng,gas,,1.2",
        "hub_row,hub_lng,gas,4990,5000",
        (
            "energy_flows.csv row 2, seller: hub_row sells 4990 of gas at least in 2023, but produces 4400 and buys 0 "
            "at most; mend its production in energy_balances.csv or its sales, or widen their ranges"
        ),
    ),
    "a sale that cannot arrive": (
        "energy_flows.csv",
        "hub_row,hub_lva,oil,,1.6",
        "hub_row,hub_est,oil,,1.6",
        (
            "energy_flows.csv row 5, buyer: no pipes lead oil from hub_row to hub_est; add the pipes on the way to "
            "pipes.csv, each in the direction in which it flows"
        ),
    ),
    "use without a price": (
        "energy_balances.csv",
        "2023,hub_lva,oil,price",
        "2023,hub_est,oil,price",
        (
            "energy_balances.csv row 7, item: hub_lva uses oil that has no price; add a row with item price, or the "
            "price of what it buys to energy_flows.csv, for hub_lva"
        ),
    ),
    "more refined for others than used": (
        "energy_balances.csv",
        "2023,hub_lva,oil,price,,600,,USD/t",
        "2023,hub_lva,oil,price,,600,,USD/t,no,office\n2023,hub_lva,oil,refined_for_export,,1.7,,Mt",
        (
            "energy_balances.csv row 9, best: 1.7 Mt are refined for others of 1.6 Mt that are used in all; "
            "consumption of oil is all that refineries take in: give that, or mend the part"
        ),
    ),
    "refined for others of no use": (
        "energy_balances.csv",
        "2023,hub_lva,oil,price,,600,,USD/t",
        "2023,hub_lva,oil,price,,600,,USD/t,no,office\n2023,hub_est,oil,refined_for_export,,0.7,,Mt",
        (
            "energy_balances.csv row 9, item: no consumption of oil at hub_est, of which it is a part; add the row "
            "with item consumption"
        ),
    ),
    "gas that is refined": (
        "energy_balances.csv",
        "2023,hub_lva,oil,price,,600,,USD/t",
        "2023,hub_lva,oil,price,,600,,USD/t,no,office\n2023,hub_lva,gas,refined_for_export,,0.7,,bcm",
        "energy_balances.csv row 9, item: gas is not refined; leave the row out",
    ),
    "hours of a pipe": (
        "states.csv",
        "gas_row_lva,capacity,,3,4,5",
        "gas_row_lva,hours,,3,4,5",
        (
            "states.csv row 4, attribute: gas_row_lva is a pipe and has no hours; a pipe has capacity, status, "
            "operator and controller; its tariff stands in pipes.csv"
        ),
    ),
    "a closed market": (
        "states.csv",
        "gas_row_lva,status",
        "hub_lva,status",
        (
            "states.csv row 3, object: hub_lva is a hub and has no status; close the pipes that lead there: a market "
            "is open while anything reaches it"
        ),
    ),
    "days the wrong way round": (
        "pipe_flows.csv",
        "2023-01-01,2023-12-31",
        "2023-12-31,2023-01-01",
        "pipe_flows.csv row 2, to: 2023-01-01 is before 2023-12-31; swap the dates",
    ),
    "traffic of an unknown pipe": (
        "pipe_flows.csv",
        "gas_est_lva",
        "gas_est_lav",
        ("pipe_flows.csv row 2, pipe: 'gas_est_lav' is not in pipes.csv; did you mean gas_est_lva?"),
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_mistake_gives_one_fault(small: Path, spoilt: tuple[str, str, str, str]) -> None:
    folder = write_energy(small)
    file, old, new, line = spoilt
    replace(folder, file, old, new)
    assert told(folder) == [line]


def test_a_contract_for_more_than_there_is_names_the_buyer_and_the_quantity(small: Path) -> None:
    folder = write_energy(small)
    replace(folder, "energy_balances.csv", "hub_row,gas,production,,4000,", "hub_row,gas,production,,0.5,0.6")
    (line,) = [fault for fault in told(folder) if "minimum" in fault]
    assert line == (
        "energy_contracts.csv row 2, minimum: hub_lva cannot be given 0.4 of the 1 bcm/yr that hub_row has to deliver: "
        "hub_row makes and buys 0.6 at most; lower the minimum, or mend its production in energy_balances.csv"
    )


def test_a_seller_without_any_pipe_is_told_once(small: Path) -> None:
    folder = write_energy(small)
    for pipe, head in (("gas_row_lva", "hub_lva"), ("gas_row_lng", "hub_lng")):
        replace(folder, "pipes.csv", f"{pipe},", f"{pipe},".replace("row", "est"))
        name = "Pipeline from the east" if head == "hub_lva" else "Liquefaction"
        replace(folder, "pipes.csv", f"{name},hub_row", f"{name},hub_est")
    lines = [fault for fault in told(folder) if fault.startswith(("energy_flows", "energy_contracts"))]
    assert lines == [
        (
            "energy_contracts.csv row 2, buyer: no pipes lead gas from hub_row to hub_lva; add the pipes on the way "
            "to pipes.csv, each in the direction in which it flows"
        ),
        (
            "energy_flows.csv row 2, buyer: no pipes lead gas from hub_row to hub_lng; add the pipes on the way to "
            "pipes.csv, each in the direction in which it flows"
        ),
    ]


def test_a_contract_may_oblige_to_what_a_pipe_carried_at_another_time(small: Path) -> None:
    folder = write_energy(small)
    replace(folder, "energy_contracts.csv", "gas,1,2", "gas,12,13")
    assert len(told(folder)) == 1
    replace(folder, "states.csv", "gas_row_lva,capacity,,3,4,5", "gas_row_lva,capacity,,8,9,10")
    assert told(folder) == []


def test_a_world_with_markets_has_no_faults(small: Path) -> None:
    assert not told(write_energy(small))


def test_a_world_without_energy_is_whole(small: Path) -> None:
    world = load_world(small)
    assert not len(world["pipes"])
    assert not len(world["energy_flows"])


@pytest.mark.parametrize("missing", sorted(set(TABLES) - {"places", "states", "controls", "pipes"}))
def test_every_table_of_energy_is_optional(small: Path, missing: str) -> None:
    folder = write_energy(small)
    (folder / f"{missing}.csv").unlink()
    # Prices of two hubs stand in the flows alone.
    assert not [fault for fault in told(folder) if missing != "energy_flows" or "has no price" not in fault]


def test_a_year_has_the_flows_of_that_year_and_the_latest_figures(small: Path) -> None:
    folder = write_energy(small)
    (folder / "energy_flows.csv").write_text(
        (folder / "energy_flows.csv").read_text(encoding="utf-8")
        + "2022,hub_row,hub_lva,gas,,0.5,,bcm,900,,,no,office\n",
        encoding="utf-8",
    )
    world = load_world(folder)
    assert len(world.at(year=2023)["energy_flows"]) == 4
    # Contracts hold from a day to a day, and what was seen stays.
    assert len(world.at(year=2023)["energy_contracts"]) == 0
    assert len(world.at(year=2023)["pipe_flows"]) == 1
    assert len(world.at(year=2023)["storage"]) == 1
