"""The publications that the evidence on sectors cites."""

from __future__ import annotations

from marchland.world.build.post_soviet.citation import citation
from marchland.world.build.post_soviet.sector_evidence_sources_asia import ASIAN_PUBLICATIONS

SECTOR_PUBLICATIONS = (
    citation(
        "faostat_wheat",
        "FAOSTAT: Detailed trade matrix, wheat",
        "Food and Agriculture Organization of the United Nations",
        "https://www.fao.org/faostat/en/#data/TM",
        2024,
        "CC BY 4.0",
        "tonnes of 2019 and 2022, as prepared in allfed/pytradeshifts",
    ),
    citation(
        "world_bank_pink_sheet",
        "Commodity Price Data (The Pink Sheet), annual averages",
        "World Bank",
        "https://www.worldbank.org/en/research/commodity-markets",
        2024,
        "CC BY 4.0",
        "wheat, U.S. hard red winter, USD a tonne: 174.2 in 2017, 340.4 in 2023",
    ),
    citation(
        "baci_kazakhstan_2021",
        "BACI: International Trade Database at the Product-Level (HS02), exports of Kazakhstan 2021 by HS6",
        "CEPII",
        "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        2023,
        "Etalab Open Licence 2.0",
        "buyers in the extract: China, Russia, Germany, United Kingdom, Greece",
    ),
    citation(
        "eurostat_sanctioned_2022",
        "EU exports of goods under sanctions against Russia by partner, monthly 2020-2022",
        "Eurostat, collected by V. Zemlys-Balevičius",
        "https://github.com/vzemlys/ruimpeks",
        2023,
        "CC BY 4.0",
        "MEUR 2021 and 2022: Kyrgyzstan 75 and 495 (all goods 263 and 933), Armenia 198 and 702 (758 and 1,641), "
        "Georgia 549 and 1,073 (2,045 and 2,840)",
    ),
    citation(
        "rreconomic_armenia_2022",
        "Foreign trade of Armenia: international and Eurasian directions",
        "Research Result. Economic Research 9 (2)",
        "http://rreconomic.ru/en/journal/article/3148/",
        2023,
        note="exports of 2022: mineral products 19 %, precious stones and metals 18 %, prepared food 16 %, "
        "machines 13 %",
    ),
    citation(
        "finport_armenia_2023",
        "About 75% of Armenia's exports are precious metals and stones (A. Tavadyan)",
        "ArmInfo / Finport",
        "https://finport.am/full_news.php?id=50334&lang=3",
        2024,
        note="2023: exports 8.4 bn USD, re-exports of precious stones and metals about a third of them",
    ),
    citation(
        "bne_armenia_2023",
        "Opinion on Armenia's trade with Russia (figures of the Statistical Committee of Armenia)",
        "bne IntelliNews, October 2024, page 67",
        "https://online.flipbuilder.com/myab/jfvz/files/basic-html/page67.html",
        2024,
        note="exports to Russia 2023: 3.4 bn USD; telecommunications devices 499, cars 378, monitors 250, "
        "calculators 86, "
        "vacuum cleaners 31 MUSD",
    ),
    citation(
        "bm_armenia_2023",
        "Russia, UAE and Hong Kong: directions of re-export from Armenia (A. Tavadyan)",
        "Business Media Georgia",
        "https://bm.ge/en/news/russia-uae-and-hong-kong-an-expert-presented-the-main-directions-of-re-export-from-armenia",
        2024,
        note="2023: household appliances and cars to Russia; gold and diamonds to the Emirates and Hong Kong",
    ),
    citation(
        "azatutyun_armenia_2023",
        "Armenia's trade with Russia keeps soaring",
        "RFE/RL Armenian Service",
        "https://azatutyun.am/a/32735702.html",
        2023,
        note="Russia is the main market of Armenian farm products, prepared food and alcoholic drinks",
    ),
    citation(
        "trend_azerbaijan_2017",
        "Azerbaijan exported agricultural products worth 374.8 MUSD in January to August 2017",
        "Trend",
        "http://www.xebersaati.com/news/143425-azerbaijan-increases-export-of-agricultural-products/",
        2017,
    ),
    citation(
        "sputnik_azerbaijan_2024",
        "Azerbaijan's exports of plastic, tomatoes and fruits to Russia (UN Comtrade)",
        "Sputnik",
        "https://sputnikglobe.com/20250704/azerbaijan-heavily-dependent-on-exports-of-plastic-tomatoes-fruits-to-russia-1122394532.html",
        2025,
        note="2024, MUSD, of which to Russia: plastics 369 (236), gold 212, cotton 177, tomatoes 175 (169), "
        "fruit 176 (153), "
        "cars 172, nuts 131 (70), fertiliser 126, aluminium 110, stone fruit 99 (97)",
    ),
    citation(
        "azernews_plastics_2023",
        "Azerbaijan's trade in plastics (State Customs Committee)",
        "AzerNews",
        "https://www.azernews.az/business/227713.html",
        2024,
        note="2023: exports of plastics 523 MUSD",
    ),
    citation(
        "georgiatoday_georgia_2017",
        "A look at Georgia's foreign trade in 2017 (Geostat)",
        "Georgia Today",
        "http://gtarchive.georgiatoday.ge/news/8846/A-look-at-Georgia%27s-Foreign-Trade-in-2017",
        2018,
        note="exports 2.72 bn USD: copper ore 419, ferro-alloys 306, cars 234, wine 170 MUSD; imports of cars 474",
    ),
    citation(
        "azernews_georgia_2023",
        "Georgia's trade with Russia in 2023 (Geostat, TASS)",
        "AzerNews",
        "https://www.azernews.az/region/220694.html",
        2024,
        note="wine 168 MUSD, 26.6 % of exports to Russia; wheat from Russia 217,500 t for 48.6 MUSD",
    ),
    citation(
        "vestikavkaza_georgia_2023",
        "Trade between Russia and Georgia from January to May 2023 (Geostat)",
        "Vestnik Kavkaza",
        "https://en.vestikavkaza.ru/material/162134",
        2023,
        note="exports to Russia 281 MUSD: wine 69, ferro-alloys 45, cars and mineral water",
    ),
    citation(
        "actualitati_moldova_2015",
        "Moldova's exports in eight months (National Bureau of Statistics, in Romanian)",
        "Actualitati.md",
        "https://actualitati.md/moldova-inregistreaza-cel-mai-mic-nivel-al-exporturilor-din-ultimii-3-ani",
        2015,
        note="food 25, manufactured articles 22, machines and vehicles 16, drinks and tobacco 8, chemicals 6 % "
        "of exports",
    ),
    citation(
        "newsmail_moldova_2025",
        "Moldova's exports by product (Customs Service, in Russian)",
        "Sputnik Moldova / Mail.ru",
        "https://news.mail.ru/economics/68734375/",
        2025,
        note="January to November 2025, of 97.8 bn lei: cables and synthetic fibres 7.4, sunflower seed 5.3, "
        "wheat 3.0, rapeseed 2.7, "
        "grapes and wine 2.1",
    ),
    citation(
        "ekapija_serbia_2016",
        "Serbia exports passenger vehicles worth EUR 1 billion in 2016",
        "eKapija / Tanjug",
        "https://www.ekapija.com/en/news/1685739/serbia-exports-passenger-vehicles-worth-eur-1-billion-in-2016-export-of",
        2017,
    ),
    citation(
        "worldtradeflows_serbia_2023",
        "Serbia: global trade profile 2023 (BACI)",
        "World Trade Flows",
        "https://www.worldtradeflows.com/serbia",
        2025,
        note="of exports: wiring sets 5.5, electricity 5.0, copper ore 4.7, tyres 1.8, refined copper 1.5, "
        "detergents 1.3 %",
    ),
    citation(
        "agenzia_belarus_gas_2023",
        "Meeting of Gazprom and the ambassador of Belarus (TASS, in Italian)",
        "Global Energy Agency",
        "https://geagency.it/breaking-news/gas-incontro-tra-ad-di-gazprom-e-ambasciatore-bielorussia-per-nuove-forniture",
        2023,
        note="gas for 2023 to 2025: 200 bn roubles a year; 2.44 bn USD in 2022; 19.78 bcm in 2021",
    ),
    citation(
        "interfax_turkiye_2023",
        "Türkiye's imports of oil in October 2023 (EPDK, in Russian)",
        "Interfax",
        "https://interfax.ru/amp/938428",
        2023,
        note="from Russia 1.1 Mt of crude oil and 716,000 t of diesel in the month",
    ),
    *ASIAN_PUBLICATIONS,
)
