"""What a tonne pays and how fast it moves where no publication states it of the link itself: rates by mode and region.

USD are of containers and general cargo, 14 t a container of 40 feet, 10 t one of 20 feet, 20 t a truck. Money is what
the shipper pays for the way, speed is door to door: stops and rests are in it, waiting at borders and ports is not.
Hours weigh with containers above all, so that speed by rail is that of their trains: Khorgos - Moscow in four to five
days is 35 to 43 km/h, Dostyk - Brest in 7.31 days with its stops 31.
"""

from __future__ import annotations

from dataclasses import dataclass

# actor -> region of rates; an actor that is not here is in the region "other"
_REGIONS = """
north RUS BLR UKR MDA
kazakhstan KAZ
central_asia UZB KGZ TJK TKM AFG MNG
caucasus ARM AZE GEO
china CHN KOR JPN
turkey TUR
iran IRN
south_asia PAK IND
europe EST LVA LTU FIN SWE NOR DNK DEU POL CZE SVK HUN AUT CHE FRA BEL NLD LUX GBR IRL ESP PRT ITA SVN HRV SRB ROU BGR GRC CYP MLT
"""  # noqa: E501

# mode | region | quantity | low | best | high | source
_RATES = """
rail|north|usd_per_tkm|0.025|0.042|0.06|erai_index
rail|north|km_per_h|14|33|43|erai_index;khorgos_cfts_2017;judgement
rail|kazakhstan|usd_per_tkm|0.025|0.043|0.065|erai_index;titr_rates_2018
rail|kazakhstan|km_per_h|13|33|43|erai_index;khorgos_cfts_2017;judgement
rail|central_asia|usd_per_tkm|0.03|0.055|0.09|carec_cpmm_2022;interrail_2020
rail|central_asia|km_per_h|10|18|32|carec_cpmm_2022;judgement
rail|caucasus|usd_per_tkm|0.03|0.05|0.085|titr_rates_2018;interrail_2020
rail|caucasus|km_per_h|10|18|30|judgement
rail|china|usd_per_tkm|0.018|0.03|0.05|bri_market_access;judgement
rail|china|km_per_h|25|40|60|erai_times_2024;judgement
rail|turkey|usd_per_tkm|0.03|0.047|0.08|bri_market_access;judgement
rail|turkey|km_per_h|11|20|32|judgement
rail|iran|usd_per_tkm|0.015|0.03|0.055|judgement
rail|iran|km_per_h|10|19|32|judgement
rail|south_asia|usd_per_tkm|0.015|0.028|0.05|judgement
rail|south_asia|km_per_h|12|22|35|judgement
rail|europe|usd_per_tkm|0.035|0.06|0.1|bri_market_access;judgement
rail|europe|km_per_h|16|25|45|eca_rail_2016;judgement
rail|other|usd_per_tkm|0.025|0.047|0.09|bri_market_access;judgement
rail|other|km_per_h|12|25|45|judgement
road|north|usd_per_tkm|0.04|0.065|0.1|bri_market_access;judgement
road|north|km_per_h|17|27|42|carec_cpmm_road_2022;judgement
road|kazakhstan|usd_per_tkm|0.055|0.085|0.126|carec_cpmm_road_2022
road|kazakhstan|km_per_h|17|27|42|carec_cpmm_road_2022;judgement
road|central_asia|usd_per_tkm|0.06|0.0945|0.135|carec_cpmm_road_2022
road|central_asia|km_per_h|13|23|40|carec_cpmm_road_2022
road|caucasus|usd_per_tkm|0.055|0.085|0.126|carec_cpmm_road_2022
road|caucasus|km_per_h|14|24|40|carec_cpmm_road_2022
road|china|usd_per_tkm|0.04|0.063|0.09|bri_market_access;judgement
road|china|km_per_h|20|35|55|judgement
road|turkey|usd_per_tkm|0.04|0.063|0.095|bri_market_access;judgement
road|turkey|km_per_h|20|30|45|judgement
road|iran|usd_per_tkm|0.025|0.045|0.08|judgement
road|iran|km_per_h|17|27|42|judgement
road|south_asia|usd_per_tkm|0.03|0.05|0.085|judgement
road|south_asia|km_per_h|13|22|36|judgement
road|europe|usd_per_tkm|0.06|0.085|0.13|bri_market_access;ti_upply_2019
road|europe|km_per_h|20|30|45|judgement
road|other|usd_per_tkm|0.04|0.085|0.14|bri_market_access;judgement
road|other|km_per_h|15|28|45|judgement
sea|any|usd_per_tkm|0.004|0.006|0.014|drewry_wci_2019;drewry_wci_2020;drewry_wci_2025
sea|any|km_per_h|24|29.6|35|port_economics_suez
sea|caspian|usd_per_tkm|0.02|0.045|0.09|titr_rates_2018;judgement
sea|caspian|km_per_h|12|18|26|judgement
sea|black_sea|usd_per_tkm|0.01|0.02|0.045|titr_rates_2018;judgement
sea|black_sea|km_per_h|18|24|30|judgement
ferry|any|usd_per_tkm|0.04|0.08|0.16|interrail_2020;judgement
ferry|any|km_per_h|15|24|32|eurasia_travel_ferry;judgement
port|any|usd_per_t|6|13|25|bri_market_access;judgement
port|any|hours|24|48|120|judgement
port|caspian|usd_per_t|7|14|28|bri_market_access;judgement
port|caspian|hours|30|84|220|baku_port_2024;caspian_blog_2015;judgement
port|black_sea|usd_per_t|6|13|25|bri_market_access;judgement
port|black_sea|hours|24|60|144|judgement
terminal|any|usd_per_t|1.5|4|10|bri_market_access;judgement
terminal|any|hours|5|12|48|bri_market_access;judgement
gauge|any|usd_per_t|1.5|3.5|8|bri_market_access;judgement
gauge|any|hours|1|8|36|khorgos_gateway_2026;dostyk_2016;judgement
"""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A rate with its range.

    Parameters
    ----------
    low, best, high
        5th, 50th and 95th percentile, in the unit of the quantity asked for
    source
        ids of `sources`, joined by semicolons
    """

    low: float
    best: float
    high: float
    source: str


@dataclass(frozen=True, kw_only=True)
class Rates:
    """The rates by mode, region and quantity.

    Parameters
    ----------
    region_of
        region of rates of each actor that is in one
    held
        rates by (mode, region, quantity)
    """

    region_of: dict[str, str]
    held: dict[tuple[str, str, str], Rate]

    def moving(self, mode: str, quantity: str, actors: tuple[str, ...], waters: str = "any") -> Rate:
        """Return `usd_per_tkm` or `km_per_h` of a mode: on water those of the waters, on land the mean of the actors.

        Small ships on closed waters cost more a kilometre than those on the ocean.
        """
        if (mode, "any", quantity) in self.held:
            return self.handling(mode, quantity, waters)
        found = [self.held[mode, self.region_of.get(actor, "other"), quantity] for actor in actors]
        return Rate(
            low=sum(rate.low for rate in found) / len(found),
            best=sum(rate.best for rate in found) / len(found),
            high=sum(rate.high for rate in found) / len(found),
            source=joined(*(rate.source for rate in found)),
        )

    def handling(self, mode: str, quantity: str, waters: str) -> Rate:
        """Return `usd_per_t` or `hours` of a port, terminal or change of gauge; some waters have rates of their own."""
        return self.held.get((mode, waters, quantity)) or self.held[mode, "any", quantity]


def read_rates() -> Rates:
    """Return the rates."""
    regions = [line.split() for line in _REGIONS.strip().split("\n")]
    held = {}
    for line in _RATES.strip().split("\n"):
        mode, region, quantity, low, best, high, source = line.split("|")
        held[mode, region, quantity] = Rate(low=float(low), best=float(best), high=float(high), source=source)
    return Rates(region_of={actor: region for region, *actors in regions for actor in actors}, held=held)


def joined(*sources: str) -> str:
    """Return ids of sources joined by semicolons, each once, in the order in which they come."""
    return ";".join(dict.fromkeys(code for source in sources for code in source.split(";") if code))
