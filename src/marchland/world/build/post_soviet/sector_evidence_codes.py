"""From codes of the Harmonised System to sectors, by way of ISIC Rev. 4 (as in the OECD's BTDIxE and CPA 2.1).

Choices that are no matter of course: natural uranium (HS 2844.10) is what its mines sell and counts as mining,
enriched uranium as chemicals; unwrought gold is metals; ginned cotton is agriculture; wiring sets of vehicles
(HS 8544.30) are parts of vehicles (CPA 29.31); carpets are textiles; jewellery and cut diamonds are manufactures;
electricity (HS 2716) is a service. Liquefied petroleum gas has no sector of its own and goes with oil products.
"""

from __future__ import annotations

# Longest prefix wins.
_CHAPTERS = {
    "agriculture": "01 06 07 08 09 10 12 13 14",
    "food": "02 03 04 05 11 15 16 17 18 19 20 21 22 23 24",
    "mining": "25 26",
    "oil_products": "27",
    "chemicals": "28 29 30 31 32 33 34 35 36 37 38 39 40",
    "textiles": "41 42 43 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65",
    "manufactures": "44 45 46 47 48 49 66 67 68 69 70 71 92 94 95 96 97 99",
    "metals": "72 73 74 75 76 78 79 80 81 82 83 93",
    "machinery": "84 85 90 91",
    "vehicles": "86 87 88 89",
}
_HEADINGS = {
    "agriculture": "0301 0407 0409 2401 4001 4401 4403 5001 5101 5102 5201 5301 5302",
    "food": "0710 0711 0712 080620 0811 0812 0813 0814 0902 100630 1208 1302 4101 4102 4103",
    "mining": "2701 2702 2703 2714 284410 710210 710221 710231",
    "manufactures": "2520 2522 2523 9018 9019 9021",
    "crude": "2709",
    "gas": "271111 271121",
    "services": "2716",
    "chemicals": "2707",
    "metals": "2618 2619 2620 7106 7107 7108 7109 7110 7111 7112 711510 7118",
    "machinery": "8709 9405",
    "vehicles": "854430",
}
_EXCEPTIONS = {"252010": "mining"}


def _prefixes() -> dict[str, str]:
    table: dict[str, str] = {}
    for group in (_CHAPTERS, _HEADINGS):
        for sector, codes in group.items():
            table.update(dict.fromkeys(codes.split(), sector))
    return table | _EXCEPTIONS


def sector_of(code: int | str) -> str:
    """Return the sector of a six-digit code of the Harmonised System.

    Parameters
    ----------
    code
        six digits; a number may have lost its leading zero

    Raises
    ------
    KeyError
        where the chapter is none of the Harmonised System
    """
    digits = str(code).zfill(6)
    table = _prefixes()
    for length in (6, 5, 4, 2):
        if digits[:length] in table:
            return table[digits[:length]]
    raise KeyError(f"HS {digits}: no such chapter; the Harmonised System ends with 97 (99 for what is not specified)")
