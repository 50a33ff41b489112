"""The states of the region and the spellings under which publishers name the actors."""

from __future__ import annotations

POST_SOVIET = ("RUS", "AZE", "ARM", "GEO", "KAZ", "UZB", "KGZ", "TJK", "TKM", "UKR", "BLR", "MDA")

SPELLINGS: dict[str, tuple[str, ...]] = {
    "RUS": ("Russian Federation", "Russia"),
    "AZE": ("Azerbaijan",),
    "ARM": ("Armenia",),
    "GEO": ("Georgia",),
    "KAZ": ("Kazakhstan",),
    "UZB": ("Uzbekistan",),
    "KGZ": ("Kyrgyzstan", "Kyrgyz Republic"),
    "TJK": ("Tajikistan",),
    "TKM": ("Turkmenistan",),
    "UKR": ("Ukraine",),
    "BLR": ("Belarus",),
    "MDA": ("Moldova", "Republic of Moldova"),
    "TUR": ("Turkey", "Turkey (Turkiye)", "Turkiye"),
    "IRN": ("Iran", "Iran, Islamic Rep.", "Iran (Islamic Republic of)"),
    "CHN": ("China",),
    "IND": ("India",),
    "AFG": ("Afghanistan",),
    "PAK": ("Pakistan",),
    "MNG": ("Mongolia",),
    "USA": ("USA", "United States", "United States of America"),
    "GBR": ("United Kingdom", "United Kingdom of Great Britain and Northern Ireland"),
    "CHE": ("Switzerland",),
    "NOR": ("Norway",),
    "JPN": ("Japan",),
    "KOR": ("Korea", "Korea, Rep.", "Korea, South", "Republic of Korea"),
    "ARE": ("United Arab Emirates",),
    "ISR": ("Israel",),
    "SRB": ("Serbia",),
    "AUT": ("Austria",),
    "BEL": ("Belgium",),
    "BGR": ("Bulgaria",),
    "HRV": ("Croatia",),
    "CYP": ("Cyprus",),
    "CZE": ("Czechia", "Czech Republic"),
    "DNK": ("Denmark",),
    "EST": ("Estonia",),
    "FIN": ("Finland",),
    "FRA": ("France",),
    "DEU": ("Germany",),
    "GRC": ("Greece",),
    "HUN": ("Hungary",),
    "IRL": ("Ireland",),
    "ITA": ("Italy",),
    "LVA": ("Latvia",),
    "LTU": ("Lithuania",),
    "LUX": ("Luxembourg",),
    "MLT": ("Malta",),
    "NLD": ("Netherlands",),
    "POL": ("Poland",),
    "PRT": ("Portugal",),
    "ROU": ("Romania",),
    "SVK": ("Slovakia", "Slovak Republic"),
    "SVN": ("Slovenia",),
    "ESP": ("Spain",),
    "SWE": ("Sweden",),
}


def actor_names() -> dict[str, str]:
    """Return the code of the actor for every spelling; a name that is not there belongs to ROW."""
    return {name: actor for actor, names in SPELLINGS.items() for name in names}


# Actor and three-digit number of ISO 3166-1, for outlines; the United States lie outside the map.
_NUMBERS = """
RUS 643 AZE 31 ARM 51 GEO 268 KAZ 398 UZB 860 KGZ 417 TJK 762 TKM 795 UKR 804 BLR 112 MDA 498
TUR 792 IRN 364 CHN 156 IND 356 AFG 4 PAK 586 MNG 496 GBR 826 CHE 756 NOR 578 JPN 392 KOR 410
ARE 784 ISR 376 SRB 688 AUT 40 BEL 56 BGR 100 HRV 191 CYP 196 CZE 203 DNK 208 EST 233 FIN 246
FRA 250 DEU 276 GRC 300 HUN 348 IRL 372 ITA 380 LVA 428 LTU 440 LUX 442 MLT 470 NLD 528 POL 616
PRT 620 ROU 642 SVK 703 SVN 705 ESP 724 SWE 752
"""


def numbers() -> dict[str, str]:
    """Return the actor for each three-digit number of ISO 3166-1 that is on the map."""
    words = _NUMBERS.split()
    return {f"{int(number):03d}": actor for actor, number in zip(words[::2], words[1::2], strict=True)}
