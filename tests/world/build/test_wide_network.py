"""Networks of any box, from made-up packages; one test reads the real ones."""

from __future__ import annotations

import csv
import io
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from tests.small_world import small_world
from tests.world.build.made_up_networks import KM_A_DEGREE, geograph, made_up_countries, made_up_packages

from marchland.errors import MarchlandError, MissingData, ReleaseError
from marchland.world import check_world, load_world
from marchland.world.build.post_soviet.network.great_circle import great_circle_km
from marchland.world.build.wide import Box, Countries, packages, wide_network, write_network
from marchland.world.build.wide.contracted import contracted
from marchland.world.build.wide.countries import chosen_countries, countries_of_file, countries_of_world
from marchland.world.build.wide.graph import Graph, simple
from marchland.world.build.wide.tables import position

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world import World
    from marchland.world.build.wide import WideNetwork

BOX = Box(west=0, south=0, east=2, north=4)
REAL = pytest.mark.skipif(
    find_spec("scgraph_data") is None, reason="scgraph_data is not installed: pip install 'marchland[network]'"
)


@pytest.fixture
def land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Countries:
    """Return the made-up countries; the made-up packages are found in place of others."""
    (tmp_path / "packages").mkdir()
    monkeypatch.syspath_prepend(made_up_packages(tmp_path / "packages"))
    return countries_of_file(made_up_countries(tmp_path / "countries.json"))


def rows(network: WideNetwork, table: str) -> dict[str, dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(network.files[f"{table}.csv"])))
    return {row[table.removesuffix("s")]: row for row in found}


def ways(graph: Graph) -> NDArray[np.float64]:
    """Return the shortest distances between all nodes."""
    shape = (graph.n_nodes, graph.n_nodes)
    return np.asarray(dijkstra(coo_array((graph.km, (graph.tail, graph.head)), shape=shape).tocsr(), directed=False))


def test_a_border_is_crossed_by_a_link_between_two_crossings(land: Countries) -> None:
    made = wide_network(BOX, land, modes=["rail"])
    places, links = rows(made, "places"), rows(made, "links")
    assert [(p["actor"], p["kind"]) for p in places.values()] == [
        ("AAA", "junction"),
        ("AAA", "crossing"),
        ("BBB", "crossing"),
        ("BBB", "junction"),
    ]
    crossing = links["rail_n01500_e001000_n02500_e001000"]
    assert float(crossing["length_km"]) == pytest.approx(KM_A_DEGREE, rel=1e-3)
    inland = links["rail_n00500_e001000_n01500_e001000"]
    assert float(inland["length_km"]) == pytest.approx(KM_A_DEGREE, rel=1e-3)
    assert float(crossing["hours"]) > float(inland["hours"]) + 1, "the border takes time"
    assert made.crossings == 1


def test_a_gap_is_joined_and_told_and_a_siding_dropped(land: Countries) -> None:
    made = wide_network(BOX, land, modes=["rail"])
    last = rows(made, "links")["rail_n02500_e001000_n03500_e001000"]
    assert last["name"].endswith("rail, 2.2 km of it inferred")
    assert "judgement" in last["source"].split(";")
    assert last["estimated"] == "yes"
    assert "| 2.22 | BBB | 3.000 N 1.000 E |" in made.files["gaps.md"]
    assert "n01000_e001050" not in made.files["places.csv"]


def test_the_report_names_the_terms_and_the_countries_without_a_way(land: Countries) -> None:
    made = wide_network(Box(west=-1, south=0, east=2, north=4), land, modes=["rail", "road"])
    assert "© OpenStreetMap contributors, available under the Open Database License" in made.files["gaps.md"]
    assert "Countries with land in the box and nothing by rail: AAB, CCC." in made.files["gaps.md"]
    assert "ODbL" in rows(made, "sources")["osm_rail"]["licence"]


def test_the_same_network_has_the_same_bytes(land: Countries) -> None:
    first, second = (wide_network(BOX, land, modes=["rail", "road", "sea"]) for _ in range(2))
    assert first == second


def test_ids_do_not_depend_on_the_box(land: Countries) -> None:
    whole = rows(wide_network(BOX, land, modes=["rail"]), "links")
    north = rows(wide_network(Box(west=0, south=1.2, east=2, north=4), land, modes=["rail"]), "links")
    assert "rail_n01500_e001000_n02500_e001000" in whole.keys() & north.keys()
    assert position(-1.5, -0.25) == "s01500_w000250"


def test_a_port_joins_lane_rail_and_road(land: Countries) -> None:
    made = wide_network(BOX, land, modes=["rail", "road", "sea"])
    places, links = rows(made, "places"), rows(made, "links")
    assert [p["name"] for p in places.values() if p["kind"] == "port"] == ["Haven"]
    at_port = sorted(link["mode"] for link in links.values() if "port_n01450_e000900" in (link["tail"], link["head"]))
    assert at_port == ["port", "rail", "road", "sea", "terminal"]
    assert {p["actor"] for p in places.values() if p["kind"] == "sea"} == {""}
    assert (
        "Ports left out, too far from a sea lane or from a railway and road of the network: Nowhere."
        in (made.files["gaps.md"])
    )


def test_coarse_cells_hold_both_modes_and_end_at_borders(land: Countries) -> None:
    made = wide_network(BOX, land, modes=["rail", "road"], coarse=70)
    places, links = rows(made, "places"), rows(made, "links")
    assert any(link["mode"] == "terminal" for link in links.values())
    for link in links.values():
        a, b = places[link["tail"]], places[link["head"]]
        if a["actor"] != b["actor"]:
            assert a["kind"] == b["kind"] == "crossing"
    whole = sum(float(link["length_km"]) for link in links.values() if link["mode"] == "rail")
    assert whole == pytest.approx(3 * KM_A_DEGREE, rel=0.01), "ways are those on the network"


def test_a_network_fits_into_a_world(land: Countries, tmp_path: Path) -> None:
    world = small_world(tmp_path / "world")
    made = wide_network(BOX, land, modes=["rail", "road", "sea"])
    for table in ("places", "links"):
        (world / f"{table}.csv").write_text(made.files[f"{table}.csv"], encoding="utf-8")
    with (world / "sources.csv").open("a", encoding="utf-8") as file:
        known = set(load_world(small_world(tmp_path / "other"))["sources"]["source"].tolist())
        file.writelines(
            line for line in made.files["sources.csv"].splitlines(keepends=True)[1:] if line.split(",")[0] not in known
        )
    of_the_network = ("places.csv", "links.csv", "sources.csv")
    assert [str(fault) for fault in check_world(world) if fault.file in of_the_network] == []


def test_contraction_keeps_every_distance_between_what_stays() -> None:
    rng = np.random.default_rng(3)
    lat, lon = rng.uniform(0, 1, 120), rng.uniform(0, 1, 120)
    tail, head = rng.integers(0, 120, (2, 150))
    graph = simple(lat, lon, tail, head, great_circle_km(lat[tail], lon[tail], lat[head], lon[head]))
    kept = rng.uniform(size=120) < 0.1
    less, node = contracted(graph, kept, 0.0)
    assert less.n_nodes < graph.n_nodes
    assert set(np.flatnonzero(kept & (graph.degree() > 0))) <= set(node)
    assert ways(less) == pytest.approx(ways(graph)[np.ix_(node, node)])
    assert (kept[node] | (less.degree() != 2)).all()


def test_what_lies_in_a_hole_is_the_other_country(land: Countries) -> None:
    found = land.actors(np.array([3.3, 3.5, 1.0, 4.2]), np.array([1.6, 1.6, 1.0, 1.0]))
    assert found.tolist() == ["CCC", "BBB", "AAA", "BBB"], "the last one is off the shore of BBB"


def test_countries_that_a_world_does_not_know_are_its_rest(tmp_path: Path) -> None:
    file = made_up_countries(tmp_path / "countries.json")
    assert sorted(chosen_countries(file, small_world(tmp_path / "world")).land) == ["AAA", "BBB", "CCC"]
    assert list(chosen_countries(file, "post-soviet").land) == ["ROW"]


def test_the_map_of_the_built_in_world_knows_capitals(world: World) -> None:
    capitals = {
        "ARM": (40.18, 44.51),
        "GEO": (41.72, 44.79),
        "UZB": (41.3, 69.24),
        "UKR": (45.3, 34.4),
        "ROW": (33.3, 44.4),
    }
    lat, lon = np.array(list(capitals.values())).T
    assert countries_of_world(world).actors(lat, lon).tolist() == list(capitals), "Simferopol is drawn as Ukraine's"
    with pytest.raises(MissingData, match=r"reaches beyond the map of the world.*--countries"):
        countries_of_world(world).within(Box(west=-80, south=-40, east=-40, north=0))


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ((50, 38, 40, 44), "west is 50 and east 40; west must be the smaller one"),
        ((40, 44, 50, 38), "south is 44 and north 38; south must be the smaller one"),
        ((40, 38, 200, 44), "east is 200; it must be from -180 to 180"),
        ((40, -91, 50, 44), "south is -91; it must be from -90 to 90"),
        ((40, 38, 50, float("nan")), "north is nan"),
    ],
)
def test_a_box_that_cannot_be_is_refused(corners: tuple[float, ...], why: str) -> None:
    west, south, east, north = corners
    with pytest.raises(MarchlandError, match=why):
        Box(west=west, south=south, east=east, north=north)


def test_a_box_without_ways_is_refused(land: Countries) -> None:
    with pytest.raises(MissingData, match=r"the box 0 0 0.5 4 .* has no railways and no roads; choose a larger one"):
        wide_network(Box(west=0, south=0, east=0.5, north=4), land)


def test_a_package_that_is_not_installed_is_named(land: Countries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda _: None)
    with pytest.raises(MissingData, match=r"scgraph_data is not installed.*pip install .*'marchland\[network\]'"):
        wide_network(BOX, land)


def test_another_release_of_the_package_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "world_railways.py"
    file.write_text("graph = load('x')\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match="no lines 'graph=' and 'nodes='"):
        packages.parse_land(file)
    file.write_text(geograph(((0, 1),), [(0.0, 0.0), (1.0, 0.0)]).replace(", [1.0, 0.0]]", "]"), encoding="utf-8")
    with pytest.raises(ReleaseError, match="1 positions do not fit the edges"):
        packages.parse_land(file)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_without_countries_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"x\.json"):
        countries_of_file(tmp_path / "x.json")


def test_a_folder_is_replaced_only_where_it_holds_a_network(land: Countries, tmp_path: Path) -> None:
    made = wide_network(BOX, land)
    folder = write_network(made, tmp_path / "made")
    assert sorted(p.name for p in folder.iterdir()) == ["gaps.md", "links.csv", "places.csv", "sources.csv"]
    with pytest.raises(MarchlandError, match="is there already; add --force"):
        write_network(made, folder)
    write_network(made, folder, force=True)
    (tmp_path / "mine").mkdir()
    with pytest.raises(MarchlandError, match=r"it holds no gaps.md: choose another name"):
        write_network(made, tmp_path / "mine", force=True)


@REAL
@pytest.mark.slow
def test_the_railway_from_baku_to_tbilisi_is_as_long_as_it_is_said_to_be(world: World) -> None:
    made = wide_network(Box(west=44, south=39, east=51, north=43), countries_of_world(world), modes=["rail"])
    places = rows(made, "places")
    number = {place: n for n, place in enumerate(places)}
    links = [link for link in rows(made, "links").values() if link["mode"] == "rail"]
    lat, lon = (np.array([float(p[side]) for p in places.values()]) for side in ("lat", "lon"))
    tail, head = (np.array([number[link[end]] for link in links]) for end in ("tail", "head"))
    graph = simple(lat, lon, tail, head, np.array([float(link["length_km"]) for link in links]))
    baku, tbilisi = (int(great_circle_km(lat, lon, *at).argmin()) for at in ((40.38, 49.87), (41.72, 44.79)))
    assert ways(graph)[baku, tbilisi] == pytest.approx(549, rel=0.03)
