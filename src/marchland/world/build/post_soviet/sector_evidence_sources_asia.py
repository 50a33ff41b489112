"""The publications on Central Asia, Iran, Afghanistan and Mongolia that the evidence on sectors cites."""

from __future__ import annotations

from marchland.world.build.post_soviet.citation import citation

ASIAN_PUBLICATIONS = (
    citation(
        "trend_uzbekistan_2017",
        "Uzbek foreign trade turnover grows (Central Bank of Uzbekistan)",
        "Trend",
        "https://en.trend.az/business/economy/2842467.html",
        2017,
        note="January to September 2017, of exports with services: food 5.7, energy 13.4, metals 6.2, machines "
        "2.4, services 24.9, "
        "cotton 2.7, chemicals 6.3 %",
    ),
    citation(
        "kun_uzbekistan_2023",
        "Exports from Uzbekistan increased by more than 30% (Statistics Agency)",
        "Kun.uz",
        "https://m.kun.uz/en/news/2023/12/21/exports-from-uzbekistan-increased-by-more-than-30-since-year-beginning",
        2023,
        note="January to November 2023, bn USD: gold 8.15, textiles 1.89, non-ferrous metals 1.28, food 1.64 "
        "(fruit and vegetables "
        "1.1, grain and flour 0.44), engineering 1.2, steel 0.18",
    ),
    citation(
        "daryo_uzbekistan_2023",
        "Uzbekistan's exports from January to November 2023 (Statistics Agency)",
        "Daryo",
        "https://daryo.uz/en/2023/12/22/uzbekistans-exports-surge-by-57-to-over-15bn",
        2023,
        note="textiles 2.81 bn USD; of 1.09 bn of fruit and vegetables 37.6 % to Russia, 16.5 Pakistan, 12.7 "
        "China, 10.4 Kazakhstan",
    ),
    citation(
        "daryo_gold_2023",
        "Uzbekistan's trade from January to April 2023 (Statistics Agency)",
        "Daryo",
        "https://daryo.uz/en/2023/05/22/uzbekistan-exports-gold-worth-over-3bn-over-four-months",
        2023,
        note="purchases of aircraft almost 788 MUSD",
    ),
    citation(
        "intellinews_uzbekistan_2023",
        "Uzbekistan's trade from January to October 2023",
        "bne IntelliNews",
        "https://www.intellinews.com/uzbekistan-more-than-doubles-gold-exports-in-october-302785",
        2023,
        note="imports of motor vehicles 3.52 bn USD, parts 1.17 of them; machines 2.34",
    ),
    citation(
        "azernews_kyrgyz_2018",
        "Kyrgyzstan's trade from January to September 2018 (National Statistical Committee)",
        "AzerNews / Trend",
        "https://www.azernews.az/region/140981.html",
        2018,
        note="gold 37.9 % of exports in the same months of 2017",
    ),
    citation(
        "vb_kyrgyz_2023",
        "Kyrgyzstan exported almost 13 tonnes of gold in nine months of 2023 (in Russian)",
        "Vecherniy Bishkek",
        "https://vb.kg./doc/434251_za_9_mesiacev_tekyshego_goda_kyrgyzstan_eksportiroval_pochti_13_tonn_zolota.html",
        2023,
        note="805 MUSD, mostly to Switzerland",
    ),
    citation(
        "bishkekpost_kyrgyz_2022",
        "How the Ukraine war made trade boom in Kyrgyzstan",
        "Bishkek Post / RFE/RL",
        "https://bishkekpost.com/2023/05/28/how-the-ukraine-war-made-trade-boom-in-kyrgyzstan/",
        2023,
        note="exports to Russia: textiles above all, and many goods never sold there before",
    ),
    citation(
        "mcesab_tajikistan_2019",
        "Tajikistan loses revenue from aluminum and cotton exports (Customs Service)",
        "MCESAB",
        "https://mcesab.com/en/news/tadzhikistan-teriaet-dohody-ot-eksporta-aliuminiia-i-hlopka",
        2020,
        note="2019: ores 26.6, aluminium 15.5, cotton 12.5, cement 6.1, yarn 3.6, fruit and vegetables 1.6 % of "
        "exports",
    ),
    citation(
        "timesca_tajikistan_2016",
        "Tajikistan increases production and export of aluminum",
        "The Times of Central Asia",
        "https://timesca.com/tajikistan-increases-production-and-export-of-aluminum/",
        2016,
        note="half year: aluminium 26, cotton 12.5 % of exports",
    ),
    citation(
        "theasian_tajikistan_2023",
        "Reduction in sale of precious stones leads in Tajikistan's export slump (Asia-Plus)",
        "The Asian",
        "http://theasian.asia/archives/181436",
        2023,
        note="January to July 2023: 767 MUSD, base metals 172, cotton fibre 80",
    ),
    citation(
        "tass_tajikistan_goods_2023",
        "Deliveries of goods between Russia and Tajikistan in 2023",
        "TASS",
        "https://tass.com/economy/1739823",
        2024,
        note="Russia bought food, farm raw materials, chemical products, cotton and cotton yarn, 134.7 MUSD in all",
    ),
    citation(
        "nca_turkmenistan_exports_2023",
        "Turkmenistan's foreign trade volumes showed significant growth (V. Trapeznikov)",
        "News Central Asia",
        "https://www.newscentralasia.net/2023/08/02/trapeznikov-turkmenistans-foreign-trade-volumes-showed-significant-growth/",
        2023,
        note="January to May 2023: natural gas more than 77.5 % of exports",
    ),
    citation(
        "turkmenportal_afghanistan_2021",
        "Trade relations between Turkmenistan and Afghanistan are getting stronger",
        "Turkmenportal",
        "https://turkmenportal.com/en/blog/33360/krepnut-torgovye-svyazi-turkmenistana-i-afganistana",
        2021,
        note="nine months: petrol, diesel, liquefied gas, polypropylene",
    ),
    citation(
        "trend_iran_2018",
        "Iran's exports of minerals and farm products (Trade Promotion Organization)",
        "Trend",
        "https://en.trend.az/iran/business/2879292.html",
        2018,
        note="eleven months to February 2018, bn USD: minerals 1.45, agriculture 3.55, gas condensate 6.33, "
        "carpets 0.42",
    ),
    citation(
        "tccim_iran_2023",
        "Iran's non-oil exports rise by 12 % (IRICA)",
        "Mehr News / Tehran Chamber of Commerce",
        "https://en.tccim.ir/story?nid=382",
        2023,
        note="eleven months to February 2023: 48.8 bn USD, of which petrochemicals 44.5 %, liquefied petroleum "
        "gas 6.8 bn",
    ),
    citation(
        "gmic_afghanistan_2023",
        "Exports from Afghanistan in the first quarter of 2023 (World Bank)",
        "Government Media and Information Center, Kabul",
        "https://gmic.gov.af/?p=4993",
        2023,
        note="food and coal are 72 % of exports to Pakistan, coal 112 MUSD; textiles grew by 28 %",
    ),
    citation(
        "ummnews_afghanistan_2023",
        "Afghanistan's exports in 2023 reached nearly two billion U.S. dollars",
        "NAM News Network",
        "https://ummnews.biz/index.php/node/104858",
        2024,
        note="coal, saffron, fresh and dry fruit, carpets, precious stones",
    ),
    citation(
        "mongolian_mining_2016",
        "Coal export earned almost $1 billion (National Statistics Office of Mongolia)",
        "The Mongolian Mining Journal",
        "http://mongolianminingjournal.com/a/64109",
        2017,
        note="2016: minerals 70 % of exports, gold 15.4",
    ),
    citation(
        "turkishnewsworld_grain_2023",
        "Uzbekistan boosts Kazakh grain imports by 40% (Bureau of National Statistics of Kazakhstan)",
        "Turkish News World",
        "https://turkishnewsworld.com/uzbekistan-boosts-kazakh-grain-imports-by-40",
        2023,
        note="January to October 2023: 3.88 Mt for over 1 bn USD; Uzbekistan 1.96 Mt, thousand tonnes to "
        "Tajikistan 404, "
        "Afghanistan 322, China 249, Turkmenistan 230",
    ),
    citation(
        "intellinews_kazakhstan_2022",
        "Uzbekistan ramps up imports of Kazakh wheat to five-year high",
        "bne IntelliNews",
        "https://www.intellinews.com/uzbekistan-ramps-up-imports-of-kazakh-wheat-to-five-year-high-295594",
        2023,
        note="Kazakhstan sells ore, wheat, cars, beef, aluminium and buys car bodies, engines, grapes, clad "
        "steel, bricks, polymers",
    ),
    citation(
        "agenzianova_uzbekistan_2023",
        "Trade between Kazakhstan and Uzbekistan in the first quarter of 2023 (Finprom, in Italian)",
        "Agenzia Nova",
        "https://www.agenzianova.com/a/648e60b865f220.08022572/4402149/2023-06-17/business-news-kazakhstan-uzbekistan-interscambio-in-crescita-del-5-2-per-cento-nell-ultimo-anno",
        2023,
        note="Kazakhstan sells wheat, fertiliser, steel, flour, fats and oils",
    ),
    citation(
        "kg24_garments_2017",
        "Garment workers export production of $138 million in 2017",
        "24.kg",
        "https://24.kg/english/76725_Garment_workers_export_production_of__138_million_in_2017/",
        2018,
        note="all light industry 221.5 MUSD; 80 % of garments go to Russia and Kazakhstan",
    ),
    citation(
        "business_turkmenistan_2019",
        "Türkiye's imports of urea from Turkmenistan (in Turkmen)",
        "Business Turkmenistan",
        "https://business.com.tm/tm/post/4111/turkiye-turkmenistandan-import-edyan-karbamidinin-mochberini-artdyrdy",
        2019,
        note="105,000 t from January to May 2019",
    ),
    citation(
        "tehrantimes_afghanistan_2020",
        "Exports from Iran to Afghanistan hit $341m in 2 months (IRICA)",
        "Tehran Times",
        "https://www.tehrantimes.com/news/448663/Exports-from-Iran-to-Afghanistan-hit-341m-in-2-months",
        2020,
        note="MUSD: tomatoes 26, iron bars 23, pastry 10, oil derivatives 8, cream 8, urea 8, cement 8, juice 7",
    ),
    citation(
        "mehr_afghanistan_2024",
        "Iran's exports to Afghanistan up 31% in Q1",
        "Mehr News",
        "https://en.mehrnews.com/news/219865/Iran-s-exports-to-Afghanistan-up-31-in-Q1-Official",
        2024,
        note="light oils, iron and steel, polyethylene, urea, eggs, cement, fruit and vegetables, tiles",
    ),
)
