"""The sources of lengths, rates, times at borders and capacities that are computed."""
# ruff: noqa: E501 - one line a source

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import QUOTED, citation, judgement

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row

ODBL = "ODbL 1.0, © OpenStreetMap contributors"

# id | title | publisher | url | year | licence, empty = a quoted figure | note
_SOURCES = f"""
osm_rail|OpenStreetMap: railways, as in scgraph_data 2.0.0 (world_railways)|OpenStreetMap contributors|https://github.com/connor-makowski/scgraph_data|2026|{ODBL}|Lengths of links are shortest ways on it, through the countries of the two ends where there is one
osm_road|OpenStreetMap: highways, as in scgraph_data 2.0.0 (world_highways)|OpenStreetMap contributors|https://github.com/connor-makowski/scgraph_data|2026|{ODBL}|Lengths of links are shortest ways on it, through the countries of the two ends where there is one; its bends are simplified, so that ways in mountains come out up to a sixth short
searoute_lanes|searoute: network of sea lanes|G. Halili, Eurostat searoute|https://github.com/genthalili/searoute-py|2024|Apache-2.0|Lengths of links at sea are shortest ways on it
erai_index|Eurasian Rail Alliance Index (ERAI): transit of a 40 ft container Dostyk/Altynkol - Brest, 5,430 km|UTLC ERA|https://index1520.com/en/index/|2024||3,289 USD a 40 ft container on 15 July 2024 (2,691 to 3,295 in three years), 7.31 days
erai_times_2024|Rail market overview, June 2024|UTLC ERA, DHL|https://index1520.com/en/analytics/obzor-rynka-zheleznodorozhnykh-perevozok-iyun-2024/|2024||Xi'an - Duisburg 13 days from terminal to terminal; 28 to 30 from door to door
titr_rates_2018|Through rates of the Trans-Caspian route, 2018|UkrAgroConsult|http://www.blackseagrain.net/novosti/turkey-became-a-full-fledged-member-of-the-trans-caspian-route|2018||Altynkol - Istanbul 3,474 USD a 40 ft container, Altynkol - Slawkow 5,949
interrail_2020|Through rates for containers from Sergeli to Istanbul from 1 April 2020 (in Russian)|InterRail|https://www.interrail.ru/ru/News/TarifDetail?postId=442|2020||By Turkmenbashi 2,972 USD a 40 ft container, by Aktau 4,284, ferry and ports included
carec_cpmm_2022|Corridor Performance Measurement and Monitoring: key results 2022|CAREC|https://cpmm.carecprogram.org/?p=130|2023||Rail 804 USD for 500 km and 20 t (902 in 2021), border 40.6 h and 215 USD; road border 9.9 h (13.6) and 208 USD
carec_cpmm_road_2022|Corridor Performance Measurement and Monitoring: road transport 2022|CAREC|https://cpmm.carecprogram.org/2022-report/road-transport|2023||945 USD for 500 km and 20 t (1,256 in 2021); 42.0 km/h on the move, 23.4 with delays
carec_cpmm_2023|Corridor Performance Measurement and Monitoring: border crossing points 2023|CAREC|https://cpmm.carecprogram.org/?p=440|2024||Up to 54.9 h by road
bri_market_access|Reed and Trubetskoy (2019), Assessing the Value of Market Access from Belt and Road Projects: replication data|World Bank|https://github.com/sashatrubetskoy/bri_market_access|2019|figures quoted with attribution; the repository states no licence|Hours and fees at borders after Doing Business; USD per TEU-km: rail 0.23 to 0.47, road 0.63 to 0.85; port 200, switching 25 USD per TEU
eca_rail_2016|Special report 8/2016: Rail freight transport in the EU: still not on the right track|European Court of Auditors|https://www.railwaygazette.com/policy/eu-rail-freight-is-failing-to-respond-to-the-market/42540.article|2016||18 km/h on many international routes, faster on the designated corridors
ti_upply_2019|European Road Freight Rate Development Benchmark, third quarter of 2019|Ti, Upply|https://www.slideshare.net/caroline_mignaux/ti-x-upply-the-european-road-freight-rate-development-benchmark|2019||1,180 EUR, mean of the lanes between large countries
drewry_wci_2019|Drewry World Container Index, June 2019|Hellenic Shipping News|https://www.hellenicshippingnews.com/drewry-world-container-index-retreats-by-1-6/|2019||Shanghai - Rotterdam 1,459 USD a 40 ft container
drewry_wci_2020|Drewry World Container Index, late 2020|Hellenic Shipping News|https://www.hellenicshippingnews.com/drewry-world-container-index-down-0-7-but-107-6-higher-versus-same-week-of-2019/|2020||Shanghai - Rotterdam 2,186 USD a 40 ft container
drewry_wci_2025|2025 opens with a decline in China-EU container freight rates|TrasportoEuropa|https://trasportoeuropa.it/english/2025-opens-with-a-decline-in-china-eu-container-freight-rates|2025||Shanghai - Rotterdam 4,375 USD a 40 ft container, Rotterdam - Shanghai 522
port_economics_suez|Routing options between Shanghai and Rotterdam|T. Notteboom, A. Pallis and J.-P. Rodrigue, Port Economics, Management and Policy|https://porteconomicsmanagement.org/pemp/contents/part1/interoceanic-passages/routing-options-shanghai-rotterdam|2024||10,600 nautical miles by Suez, 13,800 by the Cape; 27 and 35 days at 16 knots
eurasia_travel_ferry|Caspian ferry|Eurasia.travel|http://eurasia.travel/azerbaijan/transport/caspian_ferry/|2010||Baku - Turkmenbashi 306 km, 12 hours
baku_port_2024|Port of Baku: containers in 2024|Trend|https://en.trend.az/business/4052708.html|2025||20.1 hours to handle a ship
caspian_blog_2015|Our experience of a ferry across the Caspian Sea|Land Rover Ambulance|https://landroverambulance.wordpress.com/2015/09/17/our-experience-of-a-ferry-across-the-caspian-sea/|2015||A ferry every seven to ten days
khorgos_gateway_2026|Khorgos Gateway boosts transit capacity|The Astana Times|https://astanatimes.com/2026/02/khorgos-gateway-boosts-transit-capacity-handles-over-372000-teus-in-2025/|2026||Handling of a train from 5 hours to 1
khorgos_cfts_2017|Kazakhstan's Khorgos dry port aiming to handle 0.5 million TEU a year by 2020|Centre for Transportation Strategies|https://en.cfts.org.ua/news/kazakhstans_khorgos_dry_port_aiming_to_handle_05_million_teu_per_year_by_2020|2017||Khorgos - Moscow in four to five days, to Europe in twelve to thirteen
dostyk_2016|Freight through Alashankou and Dostyk|Silk Road News|https://silkroadnews.org/en/news/more-than-3-mln-of-freights-transported-through-chinese-kazakhstani-border-via-alashankou-dostyk-passage|2016||Processing of a train from 9 to 4.25 hours
georgian_railway_capacity|Georgian Railway: modernisation of the main line|Georgian Railway|https://en.vestikavkaza.ru/material/173498|2025||Main line 27 Mt a year before, 48 after modernisation
"""


def rate_sources() -> list[Row]:
    """Return the rows of `sources` that computed columns of links cite."""
    rows: list[Row] = []
    for line in _SOURCES.strip().split("\n"):
        source, title, publisher, url, year, licence, note = line.split("|")
        rows.append(citation(source, title, publisher, url, int(year), licence or QUOTED, note or None))
    return [*rows, judgement()]
