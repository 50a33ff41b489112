"""The publications that the economic tables cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import carried_forward, citation, judgement
from marchland.world.build.post_soviet.product_sources import product_sources
from marchland.world.build.post_soviet.sector_evidence_sources import SECTOR_PUBLICATIONS
from marchland.world.build.post_soviet.tonne_sources import TONNE_PUBLICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.world.build.recipe import Cell

_ETALAB = "Etalab Open Licence 2.0"
_WORLD_BANK = "CC BY 4.0"
_PUBLIC = "public domain"

_PUBLICATIONS = (
    citation(
        "baci_2017",
        "BACI: International Trade Database at the Product-Level, bilateral totals 2017",
        "CEPII",
        "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        2019,
        _ETALAB,
        "totals by pair; the extract names no year: 2017 is inferred; Iran, Luxembourg and Serbia are not in it",
    ),
    citation(
        "baci_2023",
        "BACI: International Trade Database at the Product-Level (HS22, V202501), bilateral totals 2023",
        "CEPII",
        "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        2025,
        _ETALAB,
        "totals by pair; flows between two countries that both do not report are not in it; 14.4 bn USD from "
        "Kazakhstan to the United Kingdom are disputed",
    ),
    citation(
        "baci_materials",
        "BACI: International Trade Database at the Product-Level (HS92), 73 raw materials 2012-2024",
        "CEPII",
        "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        2025,
        _ETALAB,
        "HS6 flows: crude oil, natural gas, coal and lignite are used here; too cheap crude is revalued",
    ),
    citation(
        "oecd_icio",
        "OECD Inter-Country Input-Output Tables, 2025 edition",
        "OECD",
        "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
        2025,
        "OECD terms; figures quoted with attribution",
        "flows of 2019 and 2022 by supplier, user and sector; input shares of 2022 stand for 2017 and 2023",
    ),
    citation(
        "world_bank_gdp",
        "World Development Indicators: GDP (current US$)",
        "World Bank",
        "https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
        2024,
        _WORLD_BANK,
    ),
    citation(
        "world_bank_population",
        "World Development Indicators: Population, total",
        "World Bank",
        "https://data.worldbank.org/indicator/SP.POP.TOTL",
        2025,
        _WORLD_BANK,
    ),
    citation(
        "cia_factbook",
        "The World Factbook, edition of February 2026",
        "Central Intelligence Agency",
        "https://github.com/factbook/factbook.json",
        2026,
        _PUBLIC,
        "each figure carries the year that the Factbook gives it",
    ),
    citation(
        "cepii_geodist",
        "GeoDist: distances between countries",
        "CEPII",
        "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=6",
        2011,
        _ETALAB,
    ),
    citation(
        "armstat_trade",
        "Armenia's exports and imports by country, monthly",
        "Statistical Committee and State Revenue Committee of Armenia, collected by T. Avagyan",
        "https://github.com/tavad/tvyal_newsletter",
        2025,
        note="imports by country of origin",
    ),
    citation(
        "civil_geostat_2023",
        "Georgia's foreign trade in 2023 (Geostat)",
        "Civil Georgia",
        "https://civil.ge/archives/578240",
        2024,
        note="trade of Georgia with its largest partners and by commodity, re-exports included",
    ),
    citation(
        "energy_institute_2025",
        "Statistical Review of World Energy 2025",
        "Energy Institute",
        "https://www.energyinst.org/statistical-review",
        2025,
        note="2023: crude and condensate lifted and refined in Iran and Malaysia; Brent 82.64 USD a barrel",
    ),
    citation(
        "vortexa_iran_2023",
        "China buys more and more Iranian oil",
        "Asia Energy (figures of Vortexa)",
        "https://a-energy.hk/archives/media/china-buys-more-and-more-iranian-oil",
        2023,
        note="January to October 2023: 1.05 million barrels a day",
    ),
    citation(
        "kpler_iran_2023",
        "Exports of Iranian oil to China (figures of Kpler)",
        "RT",
        "https://www.rt.com/business/581365-iran-oil-exports-china-surge/",
        2023,
        note="January to July 2023: 917,000 barrels a day, more than 10 USD below Brent",
    ),
    citation(
        "trend_kazakhstan_uk_2023",
        "Trade between Kazakhstan and the United Kingdom in 2023",
        "Trend",
        "https://en.trend.az/casia/kazakhstan/3873975.html",
        2024,
        note="2023: Kazakh exports 702 MUSD, 52 % less than in 2022; turnover 1.18 bn USD",
    ),
    citation(
        "tass_belarus_2023",
        "Mutual trade turnover between Russia and Belarus",
        "TASS",
        "https://tass.com/economy/1792767",
        2024,
        note="2023: Russian exports 22.6, imports 23.9 bn USD; 54 bn in total by Belarusian figures",
    ),
    citation(
        "tass_tajikistan_2023",
        "Trade turnover between Tajikistan and Russia in 2023",
        "TASS",
        "https://tass.com/economy/1736063",
        2024,
    ),
    citation(
        "nca_turkmenistan_2023",
        "Turkmen-Russian trade turnover grew by 13%",
        "News Central Asia",
        "https://www.newscentralasia.net/2024/05/17/turkmen-russian-trade-turnover-grew-by-13/",
        2024,
        note="printed as million tons, read as million USD",
    ),
    citation(
        "urdupoint_iran_2022",
        "Russia, Iran turnover hit record highs in 2022",
        "UrduPoint / Sputnik",
        "https://www.urdupoint.com/en/business/russia-iran-turnover-hit-record-highs-in-2022-1639715.html",
        2023,
        note="4.6 bn USD in 2022",
    ),
    citation(
        "rt_iran_2020",
        "Russian-Iranian trade turnover up 15% this year",
        "RT",
        "https://www.rt.com/business/530371-iran-russia-trade-turnover/",
        2021,
        note="2020: 2.22 bn USD, of which Russian exports 1.42; Belarus has under 2 % of the EAEU's trade with Iran",
    ),
    citation(
        "inozpress_iran_2022",
        "Trade between Iran and Central Asia increased",
        "inozPress / IRNA",
        "http://inozpress.kg/en/10524-2/",
        2022,
        note="Iran and Turkmenistan: 233 million USD in the first half of 2022",
    ),
    citation(
        "mehr_tajikistan_2022",
        "Iran-Tajikistan trade increased by 463% last year",
        "Mehr News",
        "https://en.mehrnews.com/news/187330/Iran-Tajikistan-trade-increased-by-463-last-year",
        2022,
        note="March 2021 to March 2022: Iranian exports 91.6, imports 39.4 million USD",
    ),
    citation(
        "trend_tajikistan_2023",
        "Iran's non-oil trade turnover with Tajikistan",
        "Trend",
        "https://en.trend.az/business/economy/3776275.html",
        2023,
        note="67.9 million USD from 21 March to 21 June 2023",
    ),
    citation(
        "menafn_belarus_2024",
        "Iran's exports to Belarus rise 34 percent",
        "MENAFN",
        "https://menafn.com/1108098707/Irans-YoY-exports-to-Belarus-rise-34-percent",
        2024,
        note="Iranian year to 19 March 2024: exports 20, imports 59 million USD",
    ),
    citation(
        "trend_georgia_2023",
        "Trade turnover between Tajikistan and Georgia (Geostat)",
        "Trend",
        "https://en.trend.az/casia/tajikistan/3826583.html",
        2023,
        note="January to September 2023: Georgian exports 29.3, imports 0.04 million USD",
    ),
    citation(
        "ghroona_tajikistan_2023",
        "Tajikistan has significantly reduced the supply of its products to Afghanistan (Asia-Plus)",
        "Ghroona",
        "https://ghroona.com/tajikistan-has-significantly-reduced-the-supply-of-its-products-to-afghanistan/",
        2023,
        note="January to July 2023: exports 55.7 of 56.5 million USD, electricity above all",
    ),
    citation(
        "menafn_tajikistan_2023",
        "Tajikistan's trade turnover with Central Asian countries decreases",
        "MENAFN / Trend",
        "https://menafn.com/1107682129/Tajikistans-Trade-Turnover-With-Central-Asian-Countries-Decreases",
        2024,
        note="with Turkmenistan over 40 million USD from January to November 2023",
    ),
    citation(
        "nca_afghanistan_2023",
        "Afghanistan-Turkmenistan trade reaches $481 million in 2023",
        "News Central Asia",
        "https://www.newscentralasia.net/2024/01/15/afghanistan-turkmenistan-trade-reaches-481-million-in-2023/",
        2024,
        note="electricity, oil products and gas above all",
    ),
    citation(
        "swn_afghanistan_2024",
        "Afghanistan-Russia trade hits $174 million in eight months",
        "Salam Watandar",
        "https://swn.af/en/2025/01/afghanistan-russia-trade-hits-174-million-in-eight-months",
        2025,
    ),
    citation(
        "irna_afghanistan_2020",
        "Iran's trade with the members of the ECO (in Russian)",
        "IRNA",
        "https://ru.irna.ir./news/84097388/",
        2020,
        note="exports to Afghanistan 1,109 million USD in the first half of the Iranian year from March 2020",
    ),
    citation(
        "ajupress_korea_2022",
        "South Korea suffers 22.6 percent fall in trade with Russia",
        "Aju Press",
        "http://www.ajupress.com/view/20230222105952530",
        2023,
        note="2022: Korean exports to Russia 6.33 of 21.15 bn USD",
    ),
    citation(
        "timesca_kyrgyz_2023",
        "Why Kyrgyzstan and China are reporting different figures on bilateral trade",
        "The Times of Central Asia",
        "https://timesca.com/tag/customs/page/2",
        2024,
        note="imports of Kyrgyzstan from China in 2023: 5.4 bn USD by Kyrgyz, 19.7 by Chinese figures",
    ),
    citation(
        "kg24_kyrgyz_2016",
        "Data of Kyrgyzstan and China on import of PRC goods differ by $4.1 billion",
        "24.kg",
        "https://24.kg/english/66435_Data_of_Kyrgyzstan_and_China_on_import_of_PRC_goods_differ_by__41_billion/",
        2017,
    ),
    citation(
        "money_turkstream_2022",
        "Gas from Russia flows to Türkiye again (in Polish)",
        "Money.pl",
        "https://money.pl./gospodarka/gaz-z-rosji-znow-plynie-do-turcji-wazny-rurociag-naprawiony-6908183472110208a.html",
        2023,
        note="over 26 bcm in 2022",
    ),
    citation(
        "tashkent_times_gas_2023",
        "Uzbekistan is buying gas from Russia at a price lower than for Türkiye and China (Kommersant)",
        "Tashkent Times",
        "https://mail.tashkenttimes.uz/national/12604-uzbekistan-is-buying-gas-from-russia-at-price-lower-than-for-turkey-and-china-kommersant",
        2024,
        note="average price to Türkiye in 2023 about 270-280 USD per 1,000 m3",
    ),
    citation(
        "fontagne_2022",
        "Tariff-based product-level trade elasticities",
        "L. Fontagné, H. Guimbard and G. Orefice, Journal of International Economics 137",
        "https://doi.org/10.1016/j.jinteco.2022.103593",
        2022,
    ),
    citation(
        "elasticities_other",
        "Sector trade elasticities of Caliendo and Parro 2015, Bagwell et al. 2021, Giri et al. 2021, "
        "Shapiro 2016, Lashkaripour and Lugovskyy 2023, Lashkaripour 2021",
        "collected in A. Lashkaripour, tariffwar",
        "https://github.com/ahmadlp/tariffwar",
        2024,
        note="smallest and largest of the sets' means give the range",
    ),
)


def cited(rows: Iterable[dict[str, Cell]], official: Iterable[dict[str, Cell]] = ()) -> list[dict[str, Cell]]:
    """Return the rows of `sources` that the given rows cite.

    Parameters
    ----------
    rows
        rows of any tables, each with a column `source`
    official
        rows for the official releases that were read; they stand in for publications of the same name

    Raises
    ------
    KeyError
        where a row cites a publication that is not listed here
    """
    listed = (
        *product_sources(),
        *_PUBLICATIONS,
        *SECTOR_PUBLICATIONS,
        *TONNE_PUBLICATIONS,
        judgement(),
        carried_forward(),
        *official,
    )
    known = {str(row["source"]): row for row in listed}
    used = {
        source
        for row in rows
        for column, cell in row.items()
        if column.endswith("source") and cell
        for source in str(cell).split(";")
    }
    unknown = used - set(known)
    if unknown:
        raise KeyError(f"{sorted(unknown)}: not among the publications; add a citation")
    return [dict(known[source]) for source in sorted(used)]
