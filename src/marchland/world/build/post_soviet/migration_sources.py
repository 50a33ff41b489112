"""The sources of the tables `remittances` and `migrants`."""
# ruff: noqa: E501 - one line a source

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import citation

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row

# id | title | publisher | url | year | note
_PRESS = """
cbr_2017|Transfers from Russia to the CIS in 2017 (Bank of Russia)|EADaily|https://eadaily.com/ru/ampnews/2018/04/18/perevody-iz-rossii-v-uzbekistan-sostavili-okolo-treti-perevodov-po-sng|2018|Uzbekistan 3.9 bn USD, Tajikistan 2.5, Kyrgyzstan 2.2, Turkmenistan 0.002; Kazakhstan 0.709 counts all transfers of persons, not only wages
cbu_2018|Transfers to Uzbekistan in the first half of 2018 (Central Bank of Uzbekistan)|Le Courrier du Caucase|https://www.le-caucase.com/2018/09/22/louzbekistan-a-recu-23-%E2%80%8B%E2%80%8Bmilliards-de-dollars-en-transferts-de-fonds-venus-de-letranger/|2018|Shares of hosts: Russia 77 %, Kazakhstan 6, United States 4, Türkiye 4, Israel 1; applied to 2017
nbg_2018|Money transfers to Georgia in 2018 and growth on 2017 (National Bank of Georgia)|Vestnik Kavkaza|http://vestnikkavkaza.net/news/Russia-remains-most-profitable-foreign-country-for-Georgia.html|2019|2017 = 2018 divided by the growth that is printed
nbg_dec_2017|Money transfers to Georgia in December 2017 (National Bank of Georgia)|Messenger, Tbilisi|http://www.messenger.com.ge/issues/3952_august_17_2017/3952_econ_one.html|2017|One month, brought to the year with the total
nbg_2021_russia|Money transfers from Russia to five countries in 2021 and 2022|Asia-Plus|https://asiaplus.news/?p=381860|2023|Georgia 411.3 MUSD in 2021: taken as the level of labour money
nbg_2022|Money transfers to Georgia in 2022 by country (National Bank of Georgia)|JAMnews|https://jam-news.net/record-money-transfers-from-russia/|2023|
nbg_oct_2023|Money transfers to Georgia in October 2023 (National Bank of Georgia)|Agenda.ge|https://agenda.ge/en/news/2023/4749|2023|
nbg_jan_2024|Money transfers to Georgia in January 2024 (National Bank of Georgia)|Georgian News|https://sakartvelosambebi.ge/en/news/in-january-remittances-from-russia-decreased-by-74-73-and-amounted-to-67-6-million|2024|
nbg_2024|Money transfers to Georgia in 2024 and change on 2023 (National Bank of Georgia)|Vestnik Kavkaza|https://en.vestikavkaza.ru/material/172862|2025|2023 = 2024 divided by the growth that is printed
ti_georgia_2023|Georgia's economic dependence on Russia in 2023 (Transparency International Georgia)|JAMnews|https://jam-news.net/in-2023-georgias-economic-dependence-on-russia-decreased-but-still-exceeds-pre-2021-levels|2024|1.5 bn USD from Russia
bnm_2016|Transfers to Moldova in 2016 by country (National Bank of Moldova)|Agora.md|https://agora.md/stiri/27725/In-2016--diaspora-a-trimis-acasa-peste-un-miliard-de-dolari|2017|Brought to 2017 by the growth of the total
bnm_may_2020|Transfers to Moldova in May 2020 by country (National Bank of Moldova)|TV8|https://tv8.md/2020/06/24/grafic-moldovenii-au-trimis-acasa-peste-130-mln-de-dolari-in-mai-2020-statele-din-care-au-fost-transferati-cei-mai-multi-bani|2020|Italy 16.8 %
bnm_q2_2023|Transfers to Moldova in the second quarter of 2023 (National Bank of Moldova)|Moldova 1|https://moldova1.md/p/16836/transferurile-de-bani-catre-republica-moldova-din-germania-si-israel-depasesc-cele-din-rusia-conform-datelor-bancii-nationale|2023|
bnm_q3_2023|Transfers to Moldova in the third quarter of 2023 (National Bank of Moldova)|Moldova Live|https://moldovalive.md/transfers-from-russia-have-plummeted-by-almost-70/?noamp=mobile|2023|
nbu_2017|Private transfers to Ukraine in 2017 by country (National Bank of Ukraine)|P&P, Lutsk|https://p-p.com.ua/news/lyudy-bankomaty-z-yakykh-krain-zarobitchany-pererakhovuyut-dodomu-naibilshe-groshei/|2018|9,331 MUSD in all, official and unofficial channels
nbu_2019|Private transfers to Ukraine in the first half of 2019 by country (National Bank of Ukraine)|Galician Post|https://galpost.com/over-half-the-workers-were-sent-to-ukraine-5-5-billion/6627/|2019|
nbu_2023|Private transfers to Ukraine 2019 to 2023 (National Bank of Ukraine)|Ukrainian Reality|https://ukrreality.com/ukrainians-are-reducing-money-transfers-to-the-country-from-abroad/|2024|11.3 bn USD in 2023
nbp_q2_2023|Transfers of immigrants from Poland in the second quarter of 2023 (Narodowy Bank Polski)|Forsal|https://forsal.pl/finanse/artykuly/9318207,nbp-transfery-z-polski-od-pracujacych-imigrantow-w-ii-kw.html|2023|4.6 bn PLN to Ukraine in the quarter, 62 % of all; four quarters at 4.15 PLN per USD
cbu_2023|Transfers to Uzbekistan in 2023 from Russia and Kazakhstan (Central Bank of Uzbekistan)|Times of Central Asia|https://timesca.com/kazakhstan-replaces-russia-as-destination-for-uzbek-migrants|2024|8.58 bn USD from Russia, 0.588 from Kazakhstan
cbu_2024|Transfers to Uzbekistan in the first half of 2024 (Central Bank of Uzbekistan)|Daryo|https://daryo.uz/en/2024/07/25/uzbekistan-sees-43-surge-in-remittances-from-usa-in-1h24|2024|United States 271 MUSD, +43 %
uzb_korea_2024|Uzbek residents of the Republic of Korea in 2024 (Central Bank of Uzbekistan)|One.uz|https://one.uz/en/news/uzbekistan/2118-ozbekistonliklar-ishlash-uchun-koproq-yevropaning-qaysi-davlatlariga-borishmoqda.html|2025|89,700 residents; share at work taken as 0.8
uzb_migration_2024|Uzbek citizens at work abroad at the end of 2023 and 2024 (Migration Agency)|Gazeta.uz|https://gazeta.uz/en/2025/01/22/migrant|2025|End of 2023: Russia 1.2 m, Kazakhstan 196,800, Türkiye 119,800
nbkr_2022|Transfers to Kyrgyzstan January to November 2022 (National Bank)|Business FM|https://bfm.ru/amp/news/516813|2023|United States 51 MUSD, Türkiye 11, Kazakhstan 6
nbkr_2023|Transfers from Russia to Kyrgyzstan in 2023 (National Bank)|Times of Central Asia|https://timesca.com/page/211/?catid=13&id=6053|2025|2,532 MUSD from Russia; registered workers 650,000 before, 350,000 in 2025
kgz_total_2017|Transfers to Kyrgyzstan in 2017 and citizens at work abroad (National Bank; State Migration Service)|Trend|https://en.trend.az/casia/kyrgyzstan/2918380.html|2018|2.4 bn USD, of which 2.2 from Russia; over 600,000 at work in Russia, 30,000 to 50,000 in Kazakhstan
adb_tjk_2023|Transfers to Tajikistan in 2023 (Asian Development Bank, World Bank) and workers who left (Ministry of Labour)|Asia-Plus, reported by Buffett.ru|https://buffett.ru/news/denezhnye-perevody-v-tadzhikistan-dostigli-rekordnyh-57-mlrd-v-2023-godu|2024|5.7 bn USD; 627,000 left for Russia in the year
cba_h1_2024|Transfers to Azerbaijan in the first half of 2024 by country (Central Bank of Azerbaijan)|Musavat, after Radio Azadliq|https://musavat.ru/mobile/news/azerbaycandan-xarice-ve-eksine-kocurulen-pulun-meblegi-artib_1101314.html|2024|567.8 MUSD, 36.3 % less than a year before; Russia 287
rbc_2022|Transfers from Russia to five countries in 2022 (RBC, from the central banks)|Asia-Plus|https://asiaplus.news/?p=381860|2023|Kazakhstan 775 MUSD, 6.8 times 2021
nbk_2023_russia|Transfers from Russia to Kazakhstan in July 2023 (National Bank of Kazakhstan)|RIA Novosti, reported by Pledge Times|https://pledgetimes.com/russia-began-to-transfer-less-money-abroad/|2023|17.7 MUSD in the month, 114.7 a year before
nbk_oct_2023|Transfers to and from Kazakhstan in October 2023 (National Bank of Kazakhstan)|Deutsche Allgemeine Zeitung, reported by fbdza.eu|https://fbdza.eu/veranstaltung/deutschland/nachrichten/es-begannen-weniger-geldtransfers-aus-den-usa-und-usbekistan-nach-kasachstan/|2023|One month at 477 tenge per USD, times twelve; transfers to Türkiye and Georgia pay for goods as well
zus_2023|Foreigners insured with ZUS at the end of 2023|EU Helpers|https://euhelpers.pl/blog/foreign-worker-population-in-poland-surges-by-6-to-reach-113-million|2024|Ukraine 759,387; Belarus 129,375; Georgia 26,219; India 20,549; Moldova 14,796; Russia 12,399
rus_workers_2024|Workers from Central Asia in Russia|OGResearch|https://www.ogresearch.com/news/cis-countries-among-the-worlds-top-remittance-recipients|2025|1.5 m Tajik, 1.8 m Uzbek, 0.5 m Kyrgyz workers; wages about 1,000 USD a month
rus_citizens_2016|Citizens of Central Asian states in Russia, January 2016|Times of Central Asia|https://timesca.com/tajiks-and-uzbeks-leaving-russian-labor-market|2016|1.8 m Uzbek, 862,321 Tajik, 553,910 Kyrgyz citizens
rus_entries_2018|Entries to Russia for work January to September 2018|The Central Asia|http://thecentralasia.com/caucasia/russia/10/09/2020/uzbekistan-first-in-number-of-labor-migrants-in-russia/|2018|1,573,791 Uzbek, 790,116 Tajik, 347,272 Ukrainian, 247,658 Kyrgyz citizens
rus_entries_2019|Entries to Russia for work in the first half of 2019 (border service)|AKIpress|https://www.thefreelibrary.com/Kyrgyzstan+ranks+third+in+number+of+labor+migrants+in+Russia%3A...-a0596715768|2019|Kazakhstan 105,300
rus_entries_2022|Entries to Russia for work in 2022 and change on 2021 (Kommersant, FinExpertiza)|Tashkent Times|http://tashkenttimes.uz/national/10605-2022-influx-of-uzbek-labor-migrants-to-russia-increase-by-35-1|2023|Changes in persons and percent give the levels: Armenia 164,000 in 2022, Azerbaijan 95,000, Kazakhstan 114,000, Moldova 8,800; an entry is not a person
rus_belarusians|Belarusians at work in Russia|JustArrived.by|https://justarrived.by/en/news/more-than-430-thousand-belarusians-work-in-russia|2019|430,000
"""


def migration_sources() -> list[Row]:
    """Return the rows of `sources` that the two tables cite."""
    rows: list[Row] = []
    for line in _PRESS.strip().split("\n"):
        source, title, publisher, url, year, note = line.split("|")
        rows.append(citation(source, title, publisher, url, int(year), note=note or None))
    rows.append(
        citation(
            "wb_remittances_2017",
            "Bilateral Remittance Estimates for 2017 (April 2018 version)",
            "World Bank, KNOMAD",
            "https://www.knomad.org/data/remittances",
            2018,
            "CC BY 4.0",
            "Modelled from stocks of people born abroad and incomes, not reported; between states of the former Soviet Union "
            "it counts people born in another republic, so hosts other than Russia are scaled to 0.3, Russia to 0.7",
        )
    )
    rows.append(
        citation(
            "undesa_stock_2019",
            "International Migrant Stock 2019",
            "United Nations, Department of Economic and Social Affairs",
            "https://www.un.org/development/desa/pd/content/international-migrant-stock",
            2019,
            "CC BY 3.0 IGO",
            "People born abroad, of all ages; share at work taken as 0.5 (0.35 to 0.65), between states of the former Soviet "
            "Union 0.15 (0.04 to 0.35); 2017 is the mean of 2015 and 2019, 2023 is 2019 unchanged",
        )
    )
    rows.append(
        citation(
            "factbook_remittances",
            "The World Factbook: remittances, % of GDP, times GDP of the World Development Indicators",
            "Central Intelligence Agency; World Bank",
            "https://github.com/factbook/factbook.json",
            2026,
            "public domain; CC BY 4.0",
            "Totals by receiving country; 0 % means no figure",
        )
    )
    rows.append(
        citation(
            "cba_transfers",
            "Money transfers of individuals through Armenian banks by country, monthly",
            "Central Bank of Armenia, collected by Tvyal",
            "https://github.com/tavad/tvyal_newsletter",
            2025,
            note="Labour money is the non-commercial part. Relocation is the total from Russia in 2023 less that part and less the "
            "83 MUSD of commercial transfers of 2017; most of it went on: all net inflows rose by 0.9 bn USD, the low end",
        )
    )
    return rows
