"""The table `parameters`: numbers of the models that are no observation of this world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import QUOTED, citation, judgement
from marchland.world.build.post_soviet.migration_sources import migration_sources

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

# parameter, horizon, low, best, high, unit, source
_PARAMETERS = """
trade_elasticity_profile quarter 0.1 0.2 0.35 1 judgement
trade_elasticity_profile year 0.34 0.38 0.43 1 boehm_2023
trade_elasticity_profile decade 1 1 1 1 boehm_2023
trade_bound_share quarter 1 1 1 share judgement
trade_bound_share year 0.67 0.85 0.95 share nirap_elasticities;galle_2023;dix_carneiro_2014;feenstra_2015;judgement
trade_bound_share decade 0.25 0.5 0.7 share nirap_elasticities;galle_2023;judgement
trade_transformation quarter 0.05 0.2 1 1 judgement
trade_transformation year 0.1 0.5 2 1 judgement
trade_transformation decade 1.5 4 15 1 judgement
trade_detour quarter 0.05 0.15 0.35 share freshfel_ban_2015;tass_belarus_2014;judgement
trade_detour year 0.1 0.2 0.4 share farmer_belarus_2016;freshplaza_ban_2014;poandpo_belarus_2015;yeliseyeu_belarus_2017
trade_detour decade 0.12 0.3 0.6 share judgement
trade_detour_border any 0.03 0.1 0.3 share judgement
trade_elasticity_floor any 0.5 0.5 0.5 1 judgement
trade_substitute any 3 10 30 1 judgement
capital_share any 0.33 0.4 0.5 share feenstra_2015
capital_adjustment quarter 0.005 0.02 0.06 share judgement
capital_adjustment year 0.06 0.15 0.3 share judgement
capital_adjustment decade 0.8 0.95 0.99 share judgement
migrant_efficiency any 0.4 0.6 0.85 1 wages_migrants;wages_russia_2023;judgement
returnee_employment quarter 0.08 0.2 0.4 share judgement
returnee_employment year 0.3 0.5 0.7 share judgement
returnee_employment decade 0.7 0.85 0.95 share judgement
returnee_earnings any 0.6 0.9 1.1 1 judgement
household_consumption any 0.45 0.6 0.75 share judgement
transfer_leakage quarter 0.08 0.2 0.4 share judgement
transfer_leakage year 0.25 0.45 0.65 share judgement
transfer_leakage decade 0.6 0.8 0.92 share judgement
relocation_retained any 0.1 0.3 0.6 share cba_transfers;judgement
freight_dispersion any 0.185 0.281 0.397 1 ebrd_corridors_2022;titr_ankara_2022;titr_istanbul_2020;titr_ktze_2020;utlc_2020;utlc_finanznachrichten_2021;utlc_index1520_2021
delay_alpha any 0.1 0.15 0.4 1 bpr_1964;judgement
delay_beta any 3 4 6 1 bpr_1964;judgement
transit_margin any 0.1 0.25 0.4 share judgement
gas_demand_elasticity quarter 0.05 0.1 0.18 1 li_commercial_gas_2022;judgement
gas_demand_elasticity year 0.1 0.21 0.45 1 bernstein_residential_gas_2011;labandeira_2017;li_commercial_gas_2022;li_residential_gas_2022
gas_demand_elasticity decade 0.35 0.6 0.8 1 bernstein_residential_gas_2011;labandeira_2017;li_commercial_gas_2022;li_residential_gas_2022
gas_supply_elasticity quarter 0.02 0.05 0.12 1 judgement
gas_supply_elasticity year 0.05 0.12 0.25 1 judgement
gas_supply_elasticity decade 0.3 0.6 1.2 1 judgement
gas_rationing_price any 800 1800 4500 USD_per_1000_m3 acer_codg_2018;judgement
oil_demand_elasticity quarter 0.02 0.06 0.15 1 hughes_2008;caldara_2019;judgement
oil_demand_elasticity year 0.05 0.12 0.22 1 researcher_elasticity_2015;labandeira_2017
oil_demand_elasticity decade 0.11 0.3 0.61 1 researcher_elasticity_2015;labandeira_2017
oil_supply_elasticity quarter 0.02 0.06 0.12 1 caldara_2019;judgement
oil_supply_elasticity year 0.05 0.12 0.25 1 caldara_2019;judgement
oil_supply_elasticity decade 0.2 0.5 1 1 judgement
oil_rationing_price any 1200 2500 6000 USD/t judgement
oil_refining_margin any 6.5 63 140 USD/t energy_institute_2025
gas_substitution quarter 1 3 10 1 judgement
gas_substitution year 2 6 20 1 judgement
gas_substitution decade 5 15 40 1 judgement
gas_new_seller quarter 0.3 0.8 2 1 judgement
gas_new_seller year 0.15 0.4 1 1 judgement
gas_new_seller decade 0.03 0.1 0.3 1 judgement
oil_substitution quarter 2.7 6 13 1 caliendo_parro_2015;boehm_2023;judgement
oil_substitution year 5.1 11 25 1 caliendo_parro_2015;boehm_2023
oil_substitution decade 13.5 30 65 1 caliendo_parro_2015
oil_new_seller quarter 0.05 0.15 0.5 1 judgement
oil_new_seller year 0.02 0.06 0.2 1 judgement
oil_new_seller decade 0.01 0.02 0.06 1 judgement
gas_storage_free any 0.2 0.38 0.6 share interfax_storage_2016;intellinews_storage_2021;tass_storage_2025;judgement
oil_storage_free any 0.3 0.6 0.9 share judgement
energy_storage_scarcity any 0.5 1 2 1 judgement
energy_cost any 0.15 0.35 0.6 share judgement
"""  # noqa: E501 - one source for each figure seen


def parameter_rows() -> list[Row]:
    """Return one row for each parameter and horizon."""
    rows: list[Row] = []
    for line in _PARAMETERS.strip().split("\n"):
        parameter, horizon, low, best, high, unit, source = line.split()
        rows.append(
            {
                "parameter": parameter,
                "horizon": horizon,
                "low": float(low),
                "best": float(best),
                "high": float(high),
                "unit": unit.replace("_", " "),
                "source": source,
            }
        )
    return rows


def parameter_sources() -> list[Row]:
    """Return the rows of `sources` that the parameters cite."""
    transfers = [row for row in migration_sources() if row["source"] == "cba_transfers"]
    return [
        *transfers,
        citation(
            "boehm_2023",
            "The Long and Short (Run) of Trade Elasticities, American Economic Review 113(4), 861-905",
            "C. E. Boehm, A. A. Levchenko and N. Pandalai-Nayar",
            "https://www.nber.org/papers/w27064",
            2023,
            QUOTED,
            "0.76 in the first year, 1.75 to 2.25 after seven to ten years: only the ratio 0.38 [0.34 to 0.43] "
            "is used, as their elasticities are of trade exclusive of tariffs",
        ),
        citation(
            "caliendo_parro_2015",
            "Estimates of the Trade and Welfare Effects of NAFTA, Review of Economic Studies 82(1), 1-44",
            "L. Caliendo and F. Parro",
            "https://doi.org/10.1093/restud/rdu035",
            2015,
            QUOTED,
            "Table 1: 13.53 for mining, 64.85 for petroleum; best is their geometric mean",
        ),
        citation(
            "feenstra_2015",
            "The Next Generation of the Penn World Table, American Economic Review 105(10), 3150-3182",
            "R. C. Feenstra, R. Inklaar and M. P. Timmer",
            "https://doi.org/10.1257/aer.20130954",
            2015,
            "CC BY 4.0",
            "One less the share of labour compensation in GDP, about 0.5 to 0.67 in most countries",
        ),
        citation(
            "galle_2023",
            "Slicing the Pie: Quantifying the Aggregate and Distributional Effects of Trade, Review of Economic "
            "Studies 90(1), 331-375",
            "S. Galle, A. Rodríguez-Clare and M. Yi",
            "https://www.restud.com/paper/slicing-the-pie-quantifying-the-aggregate-and-distributional-effects-of-trade/",
            2023,
            QUOTED,
            "Workers choose their sector with a Fréchet shape kappa of about 1.5 over a decade: two thirds of labour "
            "income behaves as if it were bound",
        ),
        citation(
            "dix_carneiro_2014",
            "Trade Liberalization and Labor Market Dynamics, Econometrica 82(3), 825-885",
            "R. Dix-Carneiro",
            "https://www.econometricsociety.org/publications/econometrica/2014/05/01/trade-liberalization-and-labor-market-dynamics",
            2014,
            QUOTED,
            "Changing sector costs a worker 1.4 to 2.7 years of wages at the median, and the transition takes years: "
            "within one year few have moved",
        ),
        citation(
            "nirap_elasticities",
            "The NIRAP system of the United States Department of Agriculture: aggregate supply of farms",
            "Colorado Water Conservation Board, document 96847, pages 50 to 52",
            "https://dnrweblink.state.co.us/CWCB/0/doc/96847/Page50.aspx",
            1982,
            QUOTED,
            "Undated, about 1982. Output rises by 0.2 % with prices 1 % higher in one to two years (later 0.285), "
            "by 1 % in the long run: shares bound of 1 / 1.2 = 0.83 and 1 / 2",
        ),
        citation(
            "farmer_belarus_2016",
            "Fruit and vegetables to Russia by way of Belarus (FAMMU/FAPA, in Polish)",
            "Farmer.pl",
            "https://www.farmer.pl/fakty/rynki-wschodnie/owoce-i-warzywa-do-rosji-przez-bialorus,65141.html",
            2016,
            note="Fruit and vegetables sold to Belarus by the European Union: 444,100 t in 2013, 913,500 t in 2014, "
            "1,577,000 t in 2015, of which 1,104,000 t from Lithuania, not all of its own",
        ),
        citation(
            "freshfel_ban_2015",
            "Russian import ban changes trade flows (Freshfel Europe)",
            "POST Online Media",
            "https://www.poandpo.com/news_business/russian-import-ban-changes-trade-flows-12-2-2015/",
            2015,
            note="August to November 2014 against a year before: fruit and vegetables of the European Union to Russia "
            "-90 %, to Belarus +140 %, to Kazakhstan and Serbia twice as much",
        ),
        citation(
            "freshplaza_ban_2014",
            "Consequences of the Russian ban in figures",
            "FreshPlaza (Freshfel)",
            "http://freshplaza.com/article/126035/Consequences-of-the-Russian-ban-in-figures",
            2014,
            note="2.3 Mt of fruit and vegetables worth nearly 1.9 billion EUR to Russia in 2013",
        ),
        citation(
            "poandpo_belarus_2015",
            "Huge increase in fruit exports from Belarus to Russia",
            "POST Online Media",
            "https://lite.poandpo.com/news_business/huge-increase-in-fruit-exports-from-belarus-to-russia-1-10-2015/",
            2015,
            note="672,100 t in the year from August 2014, 325,100 t in the year before",
        ),
        citation(
            "tass_belarus_2014",
            "Western supplies to Belarus up 80% after Russian food ban",
            "TASS",
            "http://tass.com/en/economy/764076",
            2014,
            note="More than 350,000 t of farm goods in August to October 2014 from those whom Russia had barred",
        ),
        citation(
            "yeliseyeu_belarus_2017",
            "Belarusian shrimps anyone? How EU food products make their way to Russia through Belarus",
            "A. Yeliseyeu, Think Visegrad",
            "https://www.globsec.org/publications/belarusian-shrimps-anyone-eu-food-products-make-way-russia-belarus/",
            2017,
            note="As much as 2.7 billion USD of barred food by way of Belarus from August 2014 to 2017",
        ),
        citation(
            "wages_migrants",
            "CIS countries among the world's top remittance recipients",
            "OGResearch",
            "https://www.ogresearch.com/news/cis-countries-among-the-worlds-top-remittance-recipients",
            2025,
            note="Migrants earn about 1,000 USD a month in Russia (ORF reports 500 to 800 for 2020)",
        ),
        citation(
            "wages_russia_2023",
            "Average monthly pay in Russia in 2023 (Rosstat)",
            "SocialBites",
            "https://socialbites.ca/business/russia-2023-wages-and-inflation-real-income-trends",
            2024,
            note="73,700 roubles, about 865 USD at the rate of 2023. Pay of migrants is no lower than 0.6 of it, "
            "but they work longer hours and often outside the books: the range is wide",
        ),
        citation(
            "bpr_1964",
            "Traffic Assignment Manual",
            "U.S. Bureau of Public Roads",
            "https://en.wikipedia.org/wiki/Route_assignment",
            1964,
            note="0.15 and 4 are of roads, as quoted at the address; taken over for railways, crossings and ports, "
            "with a range that is judged",
        ),
        judgement(),
    ]


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `parameters` and the `sources` that it cites."""
    return {"parameters": parameter_rows(), "sources": parameter_sources()}
