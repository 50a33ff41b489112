"""The publications that tonnes and freight classes cite beyond those of trade."""

from __future__ import annotations

from marchland.world.build.post_soviet.citation import QUOTED, citation

TONNE_PUBLICATIONS = (
    citation(
        "cfs_2002",
        "2002 Commodity Flow Survey, exports: shipment characteristics by commodity group, table 5b",
        "U.S. Bureau of Transportation Statistics",
        "https://webarchive.library.unt.edu/eot2008/20090829203608/http:/www.bts.gov/publications/"
        "commodity_flow_survey/2002/exports/csv/table_05b.csv",
        2004,
        "public domain",
        "million USD and thousand short tons; the values are of 2002",
    ),
    citation(
        "cfs_2012",
        "2012 Commodity Flow Survey: shipment characteristics by two-digit commodity, table 5b",
        "U.S. Bureau of Transportation Statistics",
        "https://www.bts.gov/archive/publications/commodity_flow_survey/2012/united_states/table5b",
        2015,
        "public domain",
        "million USD and thousand short tons",
    ),
    citation(
        "hummels_schaur_2013",
        "Time as a Trade Barrier, American Economic Review 103(7), 2935-2959",
        "D. L. Hummels and G. Schaur",
        "https://doi.org/10.1257/aer.103.7.2935",
        2013,
        QUOTED,
        "A day in transit is worth an ad valorem tariff of 0.6 to 2.1 percent",
    ),
    citation(
        "ua_rail_classes",
        "Coefficients to the collection of tariffs of Ukraine's railways, by class of goods",
        "Ministry of Transport of Ukraine",
        "https://iplex360.com.ua/npa.php?code=z0017-99",
        1999,
        QUOTED,
        "4.406 for the first class, 5.782 for the second, as amended later",
    ),
    citation(
        "porteconomics_container_value",
        "Value of Containerized Trade",
        "T. Notteboom, A. Pallis and J.-P. Rodrigue, Port Economics, Management and Policy",
        "https://porteconomicsmanagement.org/value-of-containerized-trade-new/",
        2022,
        QUOTED,
        "About 54,000 USD a TEU; goods differ much by lane",
    ),
    citation(
        "uzstat_fruit_2023",
        "Uzbekistan's exports of fruits and vegetables: 1.7 million tonnes worth over 1.2 billion USD in 2023",
        "Trend, after the Statistics Agency of Uzbekistan",
        "https://en.trend.az/casia/uzbekistan/3888706.html",
        2024,
        QUOTED,
    ),
)
