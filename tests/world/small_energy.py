"""The small world with markets of gas and oil, which a test may spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "places": """
        place,name,actor,lat,lon,kind,source
        narva,Narva,EST,59.38,28.2,crossing,office
        hub_est,Estonia,EST,59.44,24.75,hub,office
        hub_lva,Latvia,LVA,56.95,24.11,hub,office
        hub_row,Rest of the world,ROW,51.95,4.14,hub,office
        hub_lng,Liquefied gas of the world,,40,-30,hub,office
    """,
    "pipes": """
        pipe,name,tail,head,fuel,mode,unit,capacity,capacity_low,capacity_high,tariff,tariff_low,tariff_high,loss,loss_low,loss_high,estimated,source
        gas_row_lva,Pipeline from the east,hub_row,hub_lva,gas,pipeline,bcm/yr,6,5,7,10,,,0.01,,,yes,office
        gas_lva_est,Karksi,hub_lva,hub_est,gas,pipeline,bcm/yr,2.6,,,3,2,5,0,,,no,office
        gas_est_lva,Karksi reverse,hub_est,hub_lva,gas,pipeline,bcm/yr,2.6,,,3,2,5,0,,,no,office
        gas_lng_est,Paldiski,hub_lng,hub_est,gas,lng,bcm/yr,2.5,,,20,,,0.02,,,no,office
        gas_row_lng,Liquefaction,hub_row,hub_lng,gas,lng,bcm/yr,,,,60,,,0.1,,,no,office
        oil_row_lva,Tankers to Ventspils,hub_row,hub_lva,oil,tanker,Mt/yr,,,,6,,,0,,,yes,office
    """,
    "states": """
        object,attribute,text,low,best,high,from,to,source
        narva,status,open,,,,1991-08-20,2023-12-31,office
        gas_row_lva,status,closed,,,,2023-01-01,,office
        gas_row_lva,capacity,,3,4,5,2017-01-01,2019-12-31,office
        gas_row_lva,operator,ROW,,,,2017-01-01,,office
    """,
    "controls": """
        actor,object,right,share,from,to,source
        EST,EST,border,,1991-08-20,,treaty
        EU,EST,tariff,,2004-05-01,,treaty
        LVA,LVA,border,,1991-08-21,,treaty
        ROW,gas_row_lva,operation,,2017-01-01,,office
        ROW,gas_lva_est,ownership,0.34,2017-01-01,,office
    """,
    "energy_balances": """
        year,place,fuel,item,low,best,high,unit,estimated,source
        2023,hub_row,gas,production,,4000,,bcm,no,office
        2023,hub_row,gas,consumption,,3990,,bcm,no,office
        2023,hub_row,gas,price,,300,,USD per 1000 m3,no,office
        2023,hub_est,gas,consumption,,0.4,,bcm,no,office
        2023,hub_lva,gas,consumption,,0.8,,bcm,no,office
        2023,hub_lva,oil,consumption,,1.6,,Mt,no,office
        2023,hub_lva,oil,price,,600,,USD/t,no,office
        2023,hub_row,oil,production,,4400,,Mt,no,office
    """,
    "energy_flows": """
        year,seller,buyer,fuel,low,best,high,unit,price,price_low,price_high,estimated,source
        2023,hub_row,hub_lng,gas,,1.2,,bcm,,,,yes,office
        2023,hub_lng,hub_est,gas,,0.4,,bcm,500,,,no,office
        2023,hub_lng,hub_lva,gas,,0.8,,bcm,510,,,no,office
        2023,hub_row,hub_lva,oil,,1.6,,Mt,,,,no,office
    """,
    "pipe_flows": """
        pipe,from,to,low,best,high,unit,estimated,source
        gas_est_lva,2023-01-01,2023-12-31,0.7,0.8,0.9,bcm,no,office
    """,
    "energy_contracts": """
        contract,seller,buyer,fuel,minimum,maximum,unit,price,price_low,price_high,from,to,resale,source
        east_lva,hub_row,hub_lva,gas,1,2,bcm/yr,250,,,2017-01-01,2022-07-30,no,office
    """,
    "storage": """
        year,place,fuel,stock,stock_low,stock_high,rate,rate_low,rate_high,unit,estimated,source
        2023,hub_lva,gas,2,,,0.03,,,bcm,no,office
    """,
}


def write_energy(folder: Path) -> Path:
    """Add markets of gas and oil to the small world, which has no faults then either; return its folder."""
    for table, text in TABLES.items():
        lines = "".join(f"{line.strip()}\n" for line in text.strip().splitlines())
        (folder / f"{table}.csv").write_text(lines, encoding="utf-8")
    return folder
