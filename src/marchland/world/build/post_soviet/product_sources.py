"""The publications that flows of single products are taken from."""
# ruff: noqa: E501 - one line a source

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import citation

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row

# id | title | publisher | url | year | note
_SOURCES = """
isic_4|International Standard Industrial Classification of All Economic Activities, Revision 4|United Nations|https://unstats.un.org/unsd/classifications/Econ/isic|2008|Growing of crops and fishing are agriculture; wine, spirits, bottled water, dairy and meat are made by the food industry, and so is frozen fish
bm_georgia_wine_2022|Wine Exports From Georgia To Russia Up By 26% (Geostat)|BM.GE|https://bm.ge/en/news/wine-exports-from-georgia-to-russia-up-by-26/123122|2022|Eleven months of 2022 by buyer; brought to the year, the low is the eleven months
rbc_georgia_water_2023|Half of Georgia's exports of mineral water in 2023 went to Russia (Geostat)|RBC|https://www.rbc.ru/rbcfreenews/65d364829a794701e595bc77|2024|Mineral and spring water: Russia 62, Kazakhstan 25, Ukraine 14 million USD
gazzetta_moldova_wine_2021|Esportazione di vino moldavo nel 2021 (National Office of Vine and Wine)|Gazzetta Italo Moldova|https://www.gazzettaitalomoldova.md/esportazione-di-vino-moldavo-nel-2021-raggiunti-3-miliardi-di-lei/|2022|Bottled wine 1,775 million lei, of which Russia 16.2 %; at 17.7 lei for a dollar
moldovalive_wine_2022|Export of Moldovan wines to Russia decreased by about 60%|Moldova Live|https://moldovalive.md/export-of-moldovan-wines-to-russian-decreased-by-about-60/|2022|3.4 million USD since the beginning of 2022, written in summer; brought to the year
mk_armenia_brandy_2020|Armenia to raise deliveries of cognac to Russia (customs figures)|MK|https://www.mk.ru/amp/economics/2021/07/29/armeniya-sobralas-uvelichit-postavki-konyaka-v-rossiyu.html|2021|129.39 million USD in 2020
azatutyun_brandy_2024|Armenian brandy exports|Azatutyun|https://azatutyun.am/amp/33088970.html|2024|Reportedly 180 million USD to Russia in 2021
bm_armenia_brandy_2024|Armenia Denies Allegations of Producing Low-Quality Brandy|BM.GE|https://bm.ge/en/news/armenia-denies-allegations-of-producing-low-quality-brandy|2024|About 275 million USD to Russia in 2023 and the first half of 2024; two thirds of it
tdm_belarus_dairy_2021|Belarus' Crucial Role for Russia: Dairy Farm|Trade Data Monitor|https://tradedatamonitor.com/datanews/belarus-crucial-role-for-russia-dairy-farm/|2022|2.2 billion USD of dairy products and 525 million of meat to Russia in 2021
interfax_fish_2023|Russia raised its exports of fish products to China by half in 2022 (Chinese customs, reported by VARPE)|Interfax|https://interfax.ru/amp/884373|2023|2.75 billion USD in 2022
dairynews_kyrgyzstan_2023|Kyrgyzstan sent about 2 thousand tons of dairy products to Uzbekistan|DairyNews|https://dairynews.today/global/news/kyrgyzstan-otpravil-v-uzbekistan-okolo-2-tysyach-tonn-molochnoy-produktsii.html|2023|19.9 million USD of milk and dairy products to Russia in 2022
agroinvestor_tomatoes_2017|Azerbaijan becomes main tomato supplier to Russia (customs figures, Agroinvestor)|POST Online Media|https://lite.poandpo.com/agrifish/azerbaijan-becomes-main-tomato-supplier-to-russia-132018841/|2018|151,000 t, 151 million USD in 2017
azernews_tomatoes_2021|Azerbaijan's exports of tomatoes (State Customs Committee)|Azernews|https://www.azernews.az/business/182270.html|2021|To Russia in 2020: 179,884 t, 197.4 million USD
freshplaza_tomatoes_2023|Azerbaijan's tomato exports surge (State Customs Committee)|FreshPlaza|https://www.freshplaza.com/asia/article/9614765/azerbaijan-s-tomato-exports-surge-driven-by-seasonal-dynamics-and-russian-demand/|2024|162 million USD in 2023, 97.8 % of the exports to Russia
anews_turkey_produce_2018|Turkey's fresh fruit, vegetable sales to Russia on the rise|Anews|https://anews.com.tr/economy/2018/11/20/turkeys-fresh-fruit-vegetable-sales-to-russia-on-the-rise/amp|2018|465.67 million USD in ten months of 2018, 24 % more than a year before; brought to the year
hurriyet_turkey_produce_2023|Fruit, vegetable exports exceed $2 billion in eight months|Hürriyet Daily News|https://www.hurriyetdailynews.com/fruit-vegetable-exports-exceed-2-billion-in-eight-months-186359|2023|588 million USD to Russia in eight months of 2023; brought to the year
tafsilar_uzbekistan_produce_2023|Uzbekistan raised its exports of vegetables and fruit (Statistics Agency)|Tafsilar|https://tafsilar.info/jekonomika/uzbekistan-uvelichil-jeksport-ovoshhej-i-fruktov-statistika/amp|2023|About 760 million USD in eight months of 2023: Russia 42.0 %, Pakistan 15.4 %, Kazakhstan 12.1 %, Kyrgyzstan 8.4 %; brought to the year
vestnik_azerbaijan_wheat_2023|Russia and Kazakhstan are the main suppliers of wheat to Azerbaijan (State Statistics Committee)|Vestnik Kavkaza|https://vestikavkaza.ru/amp/431198|2023|From Russia 640,000 t, 209 million USD, from Kazakhstan 50.4 million USD since the beginning of the year, written in December; brought to the year
nia_china_cars_2023|The export of passenger cars from China to Russia in January-August (General Administration of Customs, reported by TASS)|NIA News|https://nia-news.cn/en/more/651/|2023|6.76 billion USD in eight months of 2023, 1.1 billion in August; 1.68 billion in 2022; brought to the year at the pace of August
kun_uzbek_cars_2021|Kazakhstan remains major importer of Uzbek-made cars (State Statistics Committee)|Kun.uz|https://m.kun.uz/en/news/2022/01/29/kazakhstan-remains-major-importer-of-uzbek-made-cars|2022|281.8 million USD for 28,952 cars in 2021, of which 26,970 to Kazakhstan
tass_georgia_tourists_2019|New amount of losses of the Georgian economy announced (TASS)|Hay Dzayn|https://haydzayn.com/en/page/inc-koroustner-kkri-vrastani-tntesoutyoune-erkroum-tirox-iravijaki-patjarov|2019|1.4 million tourists from Russia brought 710 million USD in 2018
newsam_georgia_tourists_2022|Foreigners spend record $3.5 billion in Georgia in 2022 (National Bank of Georgia)|NEWS.am|https://news.am/eng/news/740938.html|2023|By country. Spending of people who moved is in it: the bank later took out those who stay longer than a year, 35 % of Russians and 24 % of Ukrainians
cbw_georgia_tourists_2023|Georgia's Tourism Revenue Surges to $4.1 Billion in 2023 (National Bank of Georgia)|CBW.ge|https://cbw.ge/tourism/georgias-tourism-revenue-surges-to-41-billion-in-2023|2024|Russia 22.8 % of 4.1 billion USD
rcsp_armenia_tourists_2024|Armenia's Inbound Tourism at a Volatile Frontier|Regional Center for Strategic Policy, Armenia|https://rcsp.am/en/entry/7470/armenias-inbound-tourism-at-a-volatile-frontier|2025|Visitors spent 2,439 million USD in 2022; about 49 % of them came from Russia
trend_azerbaijan_tourists_2023|Turnover of mutual tourism services of Azerbaijan in 2023 (Central Bank)|Trend|https://en.trend.az/azerbaijan/business/3879057.html|2024|Exports of tourism services 1.5 billion USD
azeswiss_visitors_2023|Azerbaijan visited by tourists of 131 countries in January 2023 (State Statistics Committee)|AZE.swiss|https://aze.swiss/aserbaidschan-im-januar-von-fast-120-000-touristen-aus-131-landern-besucht/|2023|33.8 % of the visitors were Russian citizens
lenta_turkey_tourists_2023|Russian tourists came first in trips to Türkiye in 2023 (Ministry of Culture and Tourism)|Lenta.ru|https://lenta.ru/news/2024/01/31/rossiyskie-turisty-oboshli-nemtsev-i-anglichan-po-poezdkam-v-odnu-kurortnuyu-stranu/amp|2024|6.3 of 56.7 million visitors; 54.3 billion USD of receipts; the share of visitors stands for that of receipts
"""


def product_sources() -> list[Row]:
    """Return the rows of `sources` for all of them."""
    rows: list[Row] = []
    for line in filter(None, _SOURCES.split("\n")):
        source, title, publisher, url, year, note = line.split("|")
        licence = "Etalab Open Licence 2.0" if publisher == "CEPII" else "figure quoted with attribution"
        rows.append(citation(source, title, publisher, url, int(year), licence, note))
    return rows
