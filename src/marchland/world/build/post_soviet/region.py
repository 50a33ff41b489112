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
