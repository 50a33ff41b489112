"""Why flows of gas and oil in the model are not those that were seen, by year and pipe; written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.bridge.energy.observed import Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

BESIDE: Mapping[tuple[int, str], tuple[Seen, ...]] = {
    (2021, "gas"): (
        Seen(
            pipes=(
                *("gas_ukr_svk", "gas_ukr_hun", "gas_ukr_pol", "gas_ukr_rou"),
                *("gas_ukr_mda_left", "gas_ukr_mda_right"),
            ),
            name="Soyuz and Brotherhood, all that left Ukraine",
            low=41,
            best=41.6,
            high=42.3,
            estimated=True,
            source="http://gazprom-transgaz-yugorsk.ru/?p=79547",
        ),
        Seen(
            pipes=("gas_ukr_mda_left", "gas_ukr_mda_right"),
            name="Ukraine to Moldova and Transnistria",
            low=3.1,
            best=3.35,
            high=3.6,
            estimated=True,
            source="neftegaz_moldova_2021",
        ),
        Seen(
            pipes=("gas_scp_tur", "gas_tanap_grid"),
            name="South Caucasus Pipeline and TANAP, for Türkiye",
            low=7.9,
            best=8.375,
            high=8.88,
            estimated=False,
            source="iea_gtf_2022",
        ),
        Seen(
            pipes=("gas_cac_rus", "gas_bukhara_ural_rus", "gas_karachaganak_rus"),
            name="Central Asia-Centre and the lines beside it, into Russia",
            low=11.5,
            best=15,
            high=17,
            estimated=True,
            source="https://www.wnp.pl/gazownictwo/w-2021-r-rosja-prawie-podwoila-import-gazu-z-turkmenistanu,524945.html",
        ),
    ),
    (2024, "gas"): (
        Seen(
            pipes=("gas_bluestream", "gas_turkstream_tur"),
            name="Blue Stream and TurkStream, for Türkiye",
            low=20.5,
            best=21.5,
            high=22.5,
            estimated=True,
            source="laodong_price_2025",
        ),
        Seen(
            pipes=("gas_scp_tur", "gas_tanap_grid"),
            name="South Caucasus Pipeline and TANAP, for Türkiye",
            low=9.5,
            best=9.9,
            high=10.2,
            estimated=False,
            source="timer_aze_gas_2024",
        ),
        Seen(
            pipes=("gas_cac_rus", "gas_bukhara_ural_rus", "gas_karachaganak_rus"),
            name="Central Asia-Centre and the lines beside it, into Russia",
            low=5.1,
            best=5.4,
            high=5.7,
            estimated=False,
            source="energy_institute_2025",
        ),
    ),
}
"""What was seen of several pipes together."""

SHUT: Mapping[tuple[int, str], tuple[str, ...]] = {
    (2021, "gas"): ("gas_dauletabad_irn", "gas_korpeje_irn", "gas_cac_reverse_uzb"),
    (2024, "gas"): (
        *("gas_soyuz_ukr", "gas_yamal_pol", "gas_nordstream", "gas_nordstream2"),
        *("gas_cac_kaz", "gas_dauletabad_irn", "gas_korpeje_irn"),
    ),
    (2021, "oil"): ("oil_omsk_shagyr_uzb",),
    (2024, "oil"): ("oil_baku_supsa", "oil_baku_novorossiysk", "oil_druzhba_blr_pol"),
}
"""Named pipelines through which nothing passed."""

NAMED = frozenset(
    """
    gas_ukr_svk gas_ukr_pol gas_ukr_rou gas_yamal_pol gas_nordstream gas_bluestream gas_turkstream_tur
    gas_turkstream_europe gas_balkanstream_bgr gas_balkanstream_srb gas_scp_geo gas_tanap_grc gas_tap_ita gas_ncau_arm
    gas_irn_arm gas_tabriz_ankara gas_cagp_chn gas_powerofsiberia
    """.split()  # noqa: SIM905 (a list of so many names is easier to read so)
)
"""Pipes of 2021 that stand in the table of pipelines; all others are borders and terminals of the European network."""

REASONS: Mapping[tuple[int, str], str] = {
    (2021, "gas_ukr_svk"): "The other ways pass what was seen; what more was sold in Europe by the Review than came "
    "over its borders by the IEA's count has to come this way.",
    (2021, "gas_ukr_svk+gas_ukr_hun+gas_ukr_pol+gas_ukr_rou+gas_ukr_mda_left+gas_ukr_mda_right"): "As at Velke "
    "Kapusany: all ways of Russian gas together passed less than the Review says was sold.",
    (2021, "gas_balkanstream_srb"): "Gas for Bosnia passed as well, which has no hub, and for Hungary from October, "
    "when the way was opened; the market has the pipes of the middle of the year.",
    (2021, "gas_tap_ita"): "Russian gas for Italy that came by Bulgaria in the market goes on by this pipe where it "
    "has room. It was kept for the gas of Shah Deniz by an exemption; the market knows no pipe for one seller.",
    (2021, "gas_ncau_arm"): "The pipe was under repair in spring, and Armenia's gas came through Azerbaijan for "
    "weeks; the market is one of a whole year. What was sold agrees.",
    (2021, "oil_baku_supsa"): "To the Black Sea it is the cheaper way, and carries as much as is within the range of "
    "what was seen. The oil of Azeri, Chirag and Gunashli belongs to partners who had shares of both pipes.",
    (2021, "oil_baku_novorossiysk"): "The dearest way from Baku. SOCAR used it as it had agreed to with Transneft; "
    "such an agreement on a way is nothing that the market has.",
    (2024, "gas_tanap_tur"): "Gas for Türkiye takes the older line to Erzurum first in the market, as it is shorter. "
    "The contract for Shah Deniz 2 delivers by TANAP.",
    (2024, "oil_aktau_baku"): "A dear way that Kazakhstan uses so as not to depend on others: 1.5 Mt were agreed on "
    "with SOCAR. The market sends this oil where it costs least.",
    (2024, "oil_aktau_makhachkala"): "Full in the market, for what it does not send to Baku.",
    (2024, "oil_atasu_alashankou"): "Full in the market: the capacity is judged. Who may send how much is on a "
    "schedule that the ministry approves.",
    (2024, "oil_omsk_shagyr_uzb"): "Full in the market: the capacity is what was planned for the year, of which less "
    "than half came. The rest of Russia's oil for Uzbekistan came by rail.",
}

BOTH_WAYS = "both ways"
ROUTE = "route"
COUNTED = "counted"
KALININGRAD = "Kaliningrad"
STORE = "store"
AFRICA = "Africa"
GROUPS: Mapping[str, str] = {
    BOTH_WAYS: "Gas crossed in both directions in the course of the year, or left a country and came back to it (from "
    "Germany by Brandov through Czechia to Waidhaus). The market sends what is left of both: all gas of a seller is "
    "alike, and a year is one period.",
    ROUTE: "Contracts name the point of delivery, and capacity is booked for years: Baumgarten for the gas of Austria "
    "and Italy, Zeebrugge and Emden for Norway's. The market takes what is cheapest by a tariff for the distance, on "
    "one hub a country: where what was seen to "
    "pass a pipe leaves a choice, it is another way than was taken.",
    COUNTED: "Two releases count differently. What terminals and sellers sold is the Review's, what was seen to pass "
    "the IEA's: for Spain 20.0 bcm against 17.0, for France 18.9 against "
    "15.8; Hammerfest, shut after a fire, ships nothing in it; Sweden uses more. In Poland and Lithuania what was "
    "bought of whom is traced and fitted.",
    KALININGRAD: "What Russia sends to Kaliningrad through Lithuania is Russian from end to end: nobody sells it to "
    "anybody, and Russia is one hub.",
    STORE: "The Baltic states and Finland buy in summer, store at Inčukalns in Latvia and take it back in winter; the "
    "market delivers to each straight.",
    AFRICA: "Algeria and Libya are one seller, so that the nearest pipe is full first; the Maghreb pipe was shut on "
    "1 November.",
}
"""Why the borders and terminals of Europe differ."""

_BY_GROUP = {
    BOTH_WAYS: """
        aut_deu aut_svk bel_deu bel_gbr bel_nld che_fra cze_deu cze_svk deu_cze deu_nld esp_fra
        fra_bel gbr_bel grc_bgr hun_rou ita_aut nld_bel nld_deu prt_esp rou_bgr rou_hun svk_cze
        fra_esp esp_prt deu_bel
        """,
    ROUTE: """
        aut_che aut_hun aut_ita aut_svn bgr_rou deu_che deu_dnk deu_fra dnk_nld hrv_svn svk_aut svn_hrv svn_ita
        """,
    COUNTED: "dnk_swe lng_from_nor lng_to_esp lng_to_fra lng_to_ita lng_to_ltu lng_to_pol",
    KALININGRAD: "blr_ltu ltu_rus",
    STORE: "est_fin ltu_lva lva_est lva_ltu lva_rus",
    AFRICA: "row_esp_maghreb",
}
GROUP: Mapping[tuple[int, str], str] = {
    (2021, f"gas_{pipe}"): group for group, pipes in _BY_GROUP.items() for pipe in pipes.split()
}
"""Which of `GROUPS` is the reason of a border or terminal."""
