"""What tables written by hand get where they do not fit together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.world.build.written_corridors import corridors, lines, write

from marchland.errors import WorldError
from marchland.world.build.post_soviet.network.faults import written_faults
from marchland.world.build.post_soviet.network.written import number, read_written

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.network.written import Line

ACTORS = ("CHN", "KAZ", "RUS", "BLR", "POL", "DEU", "AZE", "GEO", "ROU", "NLD", "ARM")


def found(*, places: tuple[Line, ...] = (), links: tuple[Line, ...] = (), states: tuple[Line, ...] = ()) -> list[str]:
    """Return the faults of the corridors with some more lines."""
    base = corridors()
    more = replace(base, places=base.places + places, links=base.links + links, states=states)
    return written_faults(more, ACTORS, {"judgement"}, {"crimea"})


def place(name: str, **cells: str) -> Line:
    given = {"name": name, "actor": "GEO", "lat": "42", "lon": "42", "kind": "city", "source": "judgement"}
    return lines("places", place=name, **{**given, **cells})


def link(name: str, tail: str, head: str, mode: str = "road", **cells: str) -> Line:
    return lines("links", link=name, tail=tail, head=head, mode=mode, **cells)


def test_the_corridors_have_no_fault() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (link("road_a", "tbilis", "yerevan"), "tail 'tbilis' is no place; did you mean tbilisi?"),
        (link("road_b", "tbilisi", "yerevan", "rode"), "mode 'rode' is not known; did you mean road?"),
        (link("road_c", "tbilisi", "tbilisi"), "tail and head are the same place for port, terminal and gauge"),
        (link("port_c", "poti", "aktau", "port"), "tail and head are the same place for port, terminal and gauge"),
        (link("road_tbilisi_sadakhlo", "tbilisi", "yerevan"), "comes 2 times"),
        (link("road_d", "sadakhlo", "tbilisi"), "all join sadakhlo - tbilisi by road"),
        (link("rail_e", "tbilisi", "sadakhlo", "rail"), "the gauge is missing"),
        (link("road_f", "tbilisi", "yerevan", hours="5"), "hours 5 has no source"),
        (link("road_g", "tbilisi", "yerevan", hours_low="5"), "stands without hours"),
        (
            link("road_h", "tbilisi", "yerevan", hours="5", hours_low="6", hours_source="judgement"),
            "hours: 6, 5, 5 do not rise",
        ),
        (link("road_i", "tbilisi", "yerevan", hours="5", hours_source="jugement"), "did you mean judgement?"),
        (link("rail_j", "tbilisi", "yerevan", "rail", gauge_mm="1435"), "tbilisi has rails of 1435 and 1520 mm"),
        (link("sea_k", "sadakhlo", "poti", "sea"), "sadakhlo has links on water and on land and no port row"),
    ],
)
def test_a_link_that_does_not_fit_is_told(more: Line, told: str) -> None:
    assert any(told in fault for fault in found(links=(more,))), found(links=(more,))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (place("nowhere"), "nowhere has no link"),
        (place("nowhere", actor="GEX"), "actor 'GEX' is not known"),
        (place("nowhere", actor="", kind="city"), "actor '' is not known"),
        (place("nowhere", lat=""), "the position is missing"),
        (place("tbilisi"), "'tbilisi' comes 2 times"),
        (place("crimea"), "'crimea' is a territory or base already"),
        (place("nowhere", source=""), "source is empty"),
    ],
)
def test_a_place_that_does_not_fit_is_told(more: Line, told: str) -> None:
    assert any(told in fault for fault in found(places=(more,))), found(places=(more,))


def test_territories_and_bases_need_no_link() -> None:
    assert found(places=(place("fort", kind="base"),)) == []


def test_an_island_is_told() -> None:
    two = (place("north"), place("south"))
    assert found(places=two, links=(link("road_n_s", "north", "south"),)) == [
        "links: north, south hang together with no other place; write the link that joins them"
    ]


def test_a_state_of_something_unknown_is_told() -> None:
    state = lines("states", object="road_tbilisi_sadaklo", attribute="status", text="closed", source="judgement")
    assert found(states=(state,)) == [
        "states: 'road_tbilisi_sadaklo' is no place, link or actor; did you mean road_tbilisi_sadakhlo?"
    ]


def test_tables_are_read_as_they_are_written(tmp_path: Path) -> None:
    assert write(tmp_path, corridors()) == corridors()
    assert number("") is None
    assert number("1.5") == 1.5


def test_a_strange_column_and_a_word_for_a_number_are_told(tmp_path: Path) -> None:
    base = corridors()
    strange = replace(base, links=(base.links[0] | {"km": "far"}, *base.links[1:]))
    with pytest.raises(WorldError, match=r"links_here\.csv row 2: km 'far' is no number"):
        write(tmp_path, strange)
    write(tmp_path, base)
    (tmp_path / "states_here.csv").write_text("object,atribute\n", encoding="utf-8")
    with pytest.raises(WorldError, match=r"states_here\.csv: columns .*atribute.* are missing or unknown"):
        read_written(tmp_path, ("here",))
