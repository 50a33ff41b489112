"""The sources of memberships, ties, territories and rights."""
# ruff: noqa: E501 - one line a source

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import citation

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row

# id | title | publisher | url | year | note
_SOURCES = """
eu_members|EU enlargement: countries and dates of accession|European Union|https://european-union.europa.eu/principles-countries-history/eu-enlargement_en|2024|
eu_withdrawal|Agreement on the withdrawal of the United Kingdom from the European Union|Official Journal of the European Union|https://eur-lex.europa.eu/eli/treaty/withd_2020/sign|2020|Member until 31 January 2020; Union law, the common tariff included, until 31 December 2020 (articles 126, 127)
nato_members|NATO member countries|North Atlantic Treaty Organization|https://www.nato.int/cps/en/natohq/topics_52044.htm|2024|
eaeu_treaty|Treaty on the Eurasian Economic Union, 29 May 2014|World Trade Institute, EDIT|https://edit.wti.org/document/show/b733d847-dc58-442a-afee-d73c0f1c472d|2014|In force 1 January 2015. Article 25: common customs tariff; article 29: exceptions for health, public order, security; article 42: rates set by the Commission
eaeu_armenia|Armenia becomes 4th member of the EEU|commonspace.eu|https://www.commonspace.eu/commentary/armenia-becomes-4th-member-eeu-which-came-being-1-january-2015|2015|
eaeu_kyrgyzstan|Accession of the Kyrgyz Republic|Eurasian Economic Commission|https://eec.eaeunion.org/en/comission/department/dep_razv_integr/prisoedinenie-gosudarstv-k-eaes/kr.php|2015|Member since 12 August 2015, when the customs posts closed; the treaty entered into force on 6 August (TASS)
customs_union|Customs Union between Russia, Belarus and Kazakhstan|President of Russia|http://en.special.kremlin.ru/catalog/glossary/41|2010|Uniform customs tariff from 1 January 2010; replaced by the Eurasian Economic Union on 1 January 2015
eurasec|Eurasian Economic Community|Wikipedia|https://en.wikipedia.org/wiki/Eurasian_Economic_Community|2024|Treaty in force 30 May 2001, ended 31 December 2014
union_state|Union State of Russia and Belarus|Wikipedia|https://en.wikipedia.org/wiki/Union_State|2024|Treaty of 8 December 1999, in force 26 January 2000
csto_members|Collective Security Treaty Organization|Wikipedia|https://en.wikipedia.org/wiki/Collective_Security_Treaty_Organization|2024|Treaty of 15 May 1992 in force 20 April 1994; Azerbaijan, Georgia and Uzbekistan did not renew it on 2 April 1999; Uzbekistan again 2006 to 2012
ots_members|Organization of Turkic States: member states|Organization of Turkic States|https://www.turkicstates.org/en|2024|
csto_armenia|Armenia suspends participation in Russian-led Collective Security Treaty Organisation|Novaya Gazeta Europe|https://novayagazeta.eu/articles/2024/02/23/armenia-suspends-participation-in-russian-led-collective-security-treaty-organisation-en-news|2024|
eu_georgia|Association Agreement between the European Union and Georgia|Official Journal of the European Union|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:22014A0830(02)|2014|Provisionally applied from 1 September 2014
eu_moldova|Association Agreement between the European Union and the Republic of Moldova|Official Journal of the European Union|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:22014A0830(01)|2014|Provisionally applied from 1 September 2014
eu_aa_2016|EU Association Agreements with Georgia and Moldova|Government of the Netherlands|https://www.government.nl/ministries/ministry-of-foreign-affairs/documents/media-articles/2016/07/01/eu-association-agreements-with-georgia-and-moldova|2016|In force 1 July 2016
eu_ukraine|Association Agreement between the European Union and Ukraine|Official Journal of the European Union|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:22014A0529(01)|2014|Trade part provisionally applied from 1 January 2016, in force 1 September 2017
eu_armenia|Comprehensive and Enhanced Partnership Agreement between the European Union and Armenia|World Trade Institute, EDIT|https://edit.wti.org/document/show/ee712cee-69d8-4ace-b4ed-94ff07f0ba0f|2017|Provisionally applied from 1 June 2018, in force 1 March 2021
eu_kazakhstan|Enhanced Partnership and Cooperation Agreement between the European Union and Kazakhstan|World Trade Institute, EDIT|https://edit.wti.org/document/show/da5d612b-9928-43d6-b854-b850580ed46d|2015|Provisionally applied from 1 May 2016, in force 1 March 2020
eu_kyrgyzstan|Kyrgyzstan, EU Sign Enhanced Partnership and Cooperation Agreement|The Diplomat|https://thediplomat.com/2024/06/kyrgyzstan-eu-sign-enhanced-partnership-and-cooperation-agreement|2024|Signed 25 June 2024
eu_candidates|EU enlargement policy: candidates|European Commission|https://neighbourhood-enlargement.ec.europa.eu/enlargement-policy_en|2024|
eu_council_2024|European Council conclusions, 27 June 2024|European Council|https://www.consilium.europa.eu/en/press/press-releases/2024/06/27/european-council-conclusions-27-june-2024/|2024|Georgia's accession process de facto halted
eu_turkey_cu|Decision 1/95 of the EC-Turkey Association Council on the final phase of the Customs Union|Official Journal of the European Communities|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:21996D0213(01)|1996|In force 31 December 1995
rus_arm_1997|Armenia/Russia: Landmark Treaty Includes Provision For Mutual Defense|RFE/RL|https://www.rferl.org/a/1086156.html|1997|Signed 29 August 1997
shusha_2021|Azerbaijan publishes full text of Shusha Declaration on Allied Relations|Trend|https://en.trend.az/azerbaijan/politics/3440856.html|2021|Names the treaty on strategic partnership and mutual assistance of 16 August 2010
rus_uzb_2005|Russia-Uzbekistan relations: treaty on allied relations of 14 November 2005|Wikipedia|https://en.wikipedia.org/wiki/Russia%E2%80%93Uzbekistan_relations|2024|
base_gyumri|Protocol on Russian military base deployment extension in Armenia|PanARMENIAN.Net|http://www.panarmenian.net/eng/world/news/65584/|2011|Agreement of 16 March 1995 for 25 years, 49 years by the protocol of August 2010
base_central_asia|Russia Ratifies Central Asia Base Deals|RIA Novosti, reported by xairforces.net|https://xairforces.net/newsd.asp?newsid=2458&newst=3|2013|201st base in Tajikistan until 2042, opened 2004; Kant in Kyrgyzstan until 2032, opened October 2003
base_kant|Agreement signed on Russian air base in Kyrgyzstan|CACI Analyst|https://cacianalyst.org/publications/news-digest/item/8432-news-digest-caci-analyst-2003-9-22-art-8432.html|2003|Signed 22 September 2003
base_belarus|Russia in talks with Belarus on extending lease agreement for two military facilities|UAWire|https://www.uawire.org/russia-in-talks-with-belarus-on-extending-lease-agreement-for-two-military-facilities|2019|Agreements of 6 January 1995, in force 7 June 1996
base_sevastopol|Black Sea Fleet dispute and the agreements of 28 May 1997|Wikipedia|https://en.wikipedia.org/wiki/Black_Sea_Fleet_dispute|2024|
base_sevastopol_end|Russia to denounce Russian-Ukrainian agreements on Black Sea Fleet|Pravda.Ru|https://english.pravda.ru/news/russia/127207-russia_ukraine_black_sea/|2014|Law on the denunciation of 2 April 2014
base_gudauta|Russia to have a military base in Abkhazia|The Hindu|https://thehindu.com/news/international/article60634769.ece|2010|Agreement of 17 February 2010 for 49 years
base_tskhinvali|4th Guards Military Base|Wikipedia|https://en.wikipedia.org/wiki/4th_Guards_Military_Base|2024|Agreement of 7 April 2010
transnistria_forces|Russian peacekeepers should stay until Transnistrian issue settled|TASS|https://tass.com/world/2008915/amp|2025|Peacekeepers since 29 July 1992; about 1,000 in the Operational Group
ogrf|Operational Group of Russian Forces|Wikipedia|https://en.wikipedia.org/wiki/Operational_Group_of_Russian_Forces|2024|Formed 1 July 1995 from the 14th Army
base_gabala|Gabala Radar Station|Wikipedia|https://en.wikipedia.org/wiki/Gabala_Radar_Station|2024|Lease of 25 January 2002, ended 9 December 2012
base_manas|Transit Center at Manas|Wikipedia|https://en.wikipedia.org/wiki/Transit_Center_at_Manas|2024|December 2001 to 3 June 2014
base_k2|Karshi-Khanabad Air Base|Wikipedia|https://en.wikipedia.org/wiki/Karshi-Khanabad_Air_Base|2024|October 2001 to 21 November 2005
base_positions|Open Base Map: positions of foreign bases|InteractiveMaps|https://github.com/InteractiveMaps/Open-Base-Map|2023|Positions, from Wikipedia
baikonur_lease|Baikonur lease agreement to be extended by Kazakhstan and Russia|Kazakhstan Today|https://www.kt.kz/eng/international_affair/baikonur_lease_agr_t_to_be_extended_by_kazakhstan_and_russia_1377915551.html|2021|Lease of 10 December 1994, until 2050
karabakh_2020|Statement by the Prime Minister of Armenia, the President of Azerbaijan and the President of Russia, 10 November 2020|Prime Minister of Armenia|https://www.primeminister.am/en/press-release/item/2020/11/10/Announcement/|2020|Aghdam by 20 November, Kalbajar 15 November (done on the 25th), Lachin 1 December 2020
karabakh_2024|Russian peacekeepers leave Karabakh|The Kyiv Independent|https://kyivindependent.com/russian-peacekeepers-leave-karabakh|2024|Withdrawal completed 12 June 2024; Azerbaijan took the region in September 2023
karabakh_centre|Turkish-Russian monitoring center stops activities in Karabakh|Turan|https://turan.az/en/politics/turkish-russian-monitoring-center-stops-activities-in-karabakh|2024|30 January 2021 to 26 April 2024
peace_abkhazia|Peacekeeping forces of the CIS in Abkhazia|Wikipedia|https://en.wikipedia.org/wiki/War_in_Abkhazia_(1992%E2%80%931993)|2024|From June 1994 until October 2008
peace_ossetia|Joint Control Commission for the Georgian-Ossetian conflict|Wikipedia|https://en.wikipedia.org/wiki/Joint_Control_Commission_for_Georgian%E2%80%93Ossetian_Conflict_Resolution|2024|Joint forces from 14 July 1992 until August 2008
csto_kazakhstan|2022 Kazakh unrest|Wikipedia|https://en.wikipedia.org/wiki/2022_Kazakh_unrest|2024|Forces of the CSTO 6 to 19 January 2022
echr_georgia|Strasbourg court rules Russia has effective control over Abkhazia and South Ossetia (Georgia v. Russia (II), 21 January 2021)|OC Media|https://oc-media.org/strasbourg-court-rules-russia-has-effective-control-over-abkhazia-and-south-ossetia/|2021|From 12 August 2008; before that no controller is given, as the de facto authorities are no actor of this world
echr_moldova|Mozer v. the Republic of Moldova and Russia, judgment of 23 February 2016|European Court of Human Rights|https://hudoc.echr.coe.int/eng?i=001-161055|2016|Effective control and decisive influence over the de facto authorities since 1992
echr_ukraine|Ukraine and the Netherlands v. Russia, decision of 30 November 2022|European Court of Human Rights|https://hudoc.echr.coe.int/eng?i=001-222889|2023|Effective control over the areas held in Donetsk and Luhansk from 11 May 2014
echr_crimea|Ukraine v. Russia (re Crimea), decision of 16 December 2020|European Court of Human Rights|https://hudoc.echr.coe.int/eng?i=001-207622|2021|Effective control over Crimea from 27 February 2014
echr_armenia|Chiragov and Others v. Armenia, judgment of 16 June 2015|European Court of Human Rights|https://hudoc.echr.coe.int/eng?i=001-155353|2015|Effective control over Nagorno-Karabakh and the surrounding territories
echr_cyprus|Cyprus v. Turkey, judgment of 10 May 2001|European Court of Human Rights|https://hudoc.echr.coe.int/eng?i=001-59454|2001|Effective overall control over the northern part since 1974
un_sc_497|Resolution 497 (1981) on the Golan Heights|United Nations Security Council|https://undocs.org/S/RES/497(1981)|1981|
un_68_262|Resolution 68/262, Territorial integrity of Ukraine|United Nations General Assembly|https://undocs.org/A/RES/68/262|2014|
un_es11_1|Resolution ES-11/1, Aggression against Ukraine, 2 March 2022|United Nations General Assembly|https://undocs.org/A/RES/ES-11/1|2022|Russia voted against; against = 1, abstention or absence = 0.5, in favour = 0
un_es11_4|Resolution ES-11/4, Territorial integrity of Ukraine, 12 October 2022|United Nations General Assembly|https://undocs.org/A/RES/ES-11/4|2022|
natural_earth_disputed|Breakaway, disputed areas, 1:10m|Natural Earth|https://www.naturalearthdata.com/downloads/10m-cultural-vectors/10m-admin-0-breakaway-disputed-areas/|2018|Positions and outlines
gatt|General Agreement on Tariffs and Trade, articles II, XX and XXI|World Trade Organization|https://www.wto.org/english/docs_e/legal_e/gatt47_02_e.htm|1994|What members have bound, and the exceptions for security and public order
un_charter|Charter of the United Nations, article 2(1): sovereign equality|United Nations|https://www.un.org/en/about-us/un-charter/full-text|1945|A state regulates what crosses its own border
imf_articles|Articles of Agreement, articles VI(3) and VIII(2)|International Monetary Fund|https://www.imf.org/external/pubs/ft/aa/|2020|Members may control capital movements; restrictions on current payments need approval
chicago_convention|Convention on International Civil Aviation, 7 December 1944, articles 1 and 6|International Civil Aviation Organization|https://www.icao.int/publications/pages/doc7300.aspx|1944|Sovereignty over the airspace; no scheduled service without the permission of the state
iccpr|International Covenant on Civil and Political Rights, 16 December 1966, article 12|United Nations|https://www.ohchr.org/en/instruments-mechanisms/instruments/international-covenant-civil-and-political-rights|1966|Everyone may leave a country; the law may restrict it for national security or public order. Used as a ban on flights and package tours, as Russia's on Georgia in 2019
ilc_expulsion|Draft articles on the expulsion of aliens, article 3|International Law Commission|https://legal.un.org/ilc/summaries/9_12.shtml|2014|A state has the right to expel an alien from its territory, within the limits of the articles
tfeu_207|Treaty on the Functioning of the European Union, article 207|Official Journal of the European Union|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:12016E207|2016|Common commercial policy, exclusive by article 3(1)(e)
tfeu_31|Treaty on the Functioning of the European Union, article 31|Official Journal of the European Union|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:12016E031|2016|The Council fixes the duties of the common customs tariff
tfeu_79|Treaty on the Functioning of the European Union, article 79(5)|Official Journal of the European Union|https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:12016E079|2016|Members decide how many workers from third countries they admit
"""


def politics_sources() -> list[Row]:
    """Return the rows of `sources` that memberships, ties, territories and rights cite."""
    rows: list[Row] = []
    for line in _SOURCES.strip().split("\n"):
        source, title, publisher, url, year, note = line.split("|")
        licence = "CC BY-SA 4.0" if publisher == "Wikipedia" else "public text; facts quoted"
        rows.append(citation(source, title, publisher, url, int(year), licence, note or None))
    rows.append(
        citation(
            "un_ideal_points",
            "United Nations General Assembly voting data: ideal points, April 2020 release",
            "E. Voeten, A. Strezhnev and M. Bailey, Harvard Dataverse",
            "https://github.com/evoeten/United-Nations-General-Assembly-Votes-and-Ideal-Points",
            2020,
            "CC0",
            "Session 74 (2019-2020) is the latest of this release",
        )
    )
    return rows


def cited(rows: list[Row]) -> list[Row]:
    """Return those rows of `sources` that some rows cite."""
    used = {source for row in rows for source in str(row["source"]).split(";")}
    known = {row["source"]: row for row in politics_sources()}
    return [known[source] for source in sorted(used)]
