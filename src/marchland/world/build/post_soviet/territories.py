"""Contested and leased territories and foreign bases: `places`, `states` and the rights over them in `controls`.

`actor` is the internationally recognised sovereign. The controller is the state that decides on the ground or on
whom the de facto authorities depend, from the day that a court or an agreement names. De facto authorities are no
actors: for the years in which no state is named as their controller there is no row.
"""
# ruff: noqa: E501 - one line a place

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.politics_sources import cited

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

# place | name | sovereign | lat | lon | kind | source
_PLACES = """
crimea|Crimea and Sevastopol|UKR|45.3|34.4|territory|natural_earth_disputed
donbas_2014|Parts of Donetsk and Luhansk regions held since 2014|UKR|48.2|38.6|territory|natural_earth_disputed
ukraine_2022|Parts of Donetsk, Luhansk, Zaporizhzhia and Kherson regions held since 2022|UKR|47.0|35.6|territory|un_es11_4
abkhazia|Abkhazia (de facto authorities at Sukhumi)|GEO|43.0|41.0|territory|natural_earth_disputed
south_ossetia|South Ossetia (de facto authorities at Tskhinvali)|GEO|42.3|44.0|territory|natural_earth_disputed
transnistria|Transnistria (de facto authorities at Tiraspol)|MDA|47.2|29.3|territory|natural_earth_disputed
karabakh|Nagorno-Karabakh (de facto authorities at Khankendi until 2023)|AZE|39.8|46.8|territory|natural_earth_disputed
karabakh_districts|Districts around Nagorno-Karabakh|AZE|39.7|46.4|territory|karabakh_2020
baikonur|Baikonur|KAZ|45.8|63.3|territory|natural_earth_disputed
northern_cyprus|Northern Cyprus (de facto authorities)|CYP|35.3|33.5|territory|natural_earth_disputed
golan|Golan Heights of Syria|ROW|33.0|35.75|territory|natural_earth_disputed
gyumri|102nd base, Gyumri|ARM|40.790|43.826|base|base_positions
erebuni|Erebuni air base|ARM|40.128|44.472|base|base_positions
kant|Kant air base|KGZ|42.853|74.846|base|base_positions
dushanbe_201|201st base, Dushanbe|TJK|38.505|68.732|base|base_positions
hantsavichy|Hantsavichy radar|BLR|52.858|26.481|base|base_positions
vileyka|Vileyka transmitter|BLR|54.464|26.779|base|base_positions
sevastopol|Black Sea Fleet, Sevastopol|UKR|44.608|33.530|base|base_positions
gudauta|7th base, Gudauta|GEO|43.104|40.579|base|base_positions
tskhinvali|4th base, Tskhinvali|GEO|42.189|43.939|base|base_positions
tiraspol|Operational Group of Russian Forces, Tiraspol|MDA|46.840|29.630|base|ogrf
gabala|Gabala radar|AZE|40.868|47.796|base|base_gabala
manas|Manas transit centre|KGZ|43.061|74.478|base|base_manas
khanabad|Karshi-Khanabad|UZB|38.834|65.921|base|base_k2
"""

# place | actor in control | first day | last day | source
_CONTROLLERS = """
crimea|UKR|1992-01-01|2014-02-26|un_68_262
crimea|RUS|2014-02-27||echr_crimea;un_68_262
donbas_2014|UKR|1992-01-01|2014-05-10|un_68_262
donbas_2014|RUS|2014-05-11||echr_ukraine
ukraine_2022|UKR|1992-01-01|2022-02-23|un_es11_4
ukraine_2022|RUS|2022-02-24||un_es11_4
abkhazia|RUS|2008-08-12||echr_georgia
south_ossetia|RUS|2008-08-12||echr_georgia
transnistria|RUS|1992-07-21||echr_moldova
karabakh|ARM|1994-05-12|2023-09-19|echr_armenia;karabakh_2024
karabakh|AZE|2023-09-20||karabakh_2024
karabakh_districts|ARM|1994-05-12|2020-11-30|echr_armenia;karabakh_2020
karabakh_districts|AZE|2020-12-01||karabakh_2020
baikonur|KAZ|1992-01-01|1994-12-09|baikonur_lease
baikonur|RUS|1994-12-10||baikonur_lease
northern_cyprus|TUR|1974-08-16||echr_cyprus
golan|ISR|1967-06-10||un_sc_497
"""

# place | actor whose forces are there | first day | last day | source
_FORCES = """
gyumri|RUS|1995-03-16||base_gyumri
erebuni|RUS|1995-03-16||base_gyumri
kant|RUS|2003-09-22||base_kant;base_central_asia
dushanbe_201|RUS|2004-10-16||base_central_asia
hantsavichy|RUS|1996-06-07||base_belarus
vileyka|RUS|1996-06-07||base_belarus
sevastopol|RUS|1997-05-28||base_sevastopol;base_sevastopol_end
gudauta|RUS|2010-02-17||base_gudauta
tskhinvali|RUS|2010-04-07||base_tskhinvali
tiraspol|RUS|1995-07-01||ogrf
gabala|RUS|2002-01-25|2012-12-09|base_gabala
manas|USA|2001-12-16|2014-06-03|base_manas
khanabad|USA|2001-10-07|2005-11-21|base_k2
"""


def place_rows() -> list[Row]:
    """Return the territories and bases."""
    rows: list[Row] = []
    for line in _PLACES.strip().split("\n"):
        place, name, actor, lat, lon, kind, source = line.split("|")
        rows.append(
            {
                "place": place,
                "name": name,
                "actor": actor,
                "lat": float(lat),
                "lon": float(lon),
                "kind": kind,
                "source": source,
            }
        )
    return rows


def _state(line: str, attribute: str) -> Row:
    place, actor, first, last, source = line.split("|")
    return {
        "object": place,
        "attribute": attribute,
        "text": actor,
        "low": None,
        "best": None,
        "high": None,
        "from": first,
        "to": last or None,
        "source": source,
    }


def state_rows() -> list[Row]:
    """Return who controls each territory and whose forces operate each base, with dates."""
    return [_state(line, "controller") for line in _CONTROLLERS.strip().split("\n")] + [
        _state(line, "operator") for line in _FORCES.strip().split("\n")
    ]


def right_rows() -> list[Row]:
    """Return the same as rights of actors over places: `territory` and `security`; `operation` of Baikonur."""
    rows: list[Row] = []
    for right, text in (("territory", _CONTROLLERS), ("security", _FORCES)):
        for line in text.strip().split("\n"):
            place, actor, first, last, source = line.split("|")
            rows.append(
                {
                    "actor": actor,
                    "object": place,
                    "right": "operation" if (place, actor) == ("baikonur", "RUS") else right,
                    "share": None,
                    "from": first,
                    "to": last or None,
                    "source": source,
                }
            )
    return rows


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `places`, `states`, `controls` over them and the `sources` that they cite."""
    places, states, controls = place_rows(), state_rows(), right_rows()
    return {
        "places": places,
        "states": states,
        "controls": controls,
        "sources": cited([*places, *states, *controls]),
    }
