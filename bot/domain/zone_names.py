"""What people call time zones that neither IANA nor CLDR knows: abbreviations, names of countries, states and large cities."""

import re
from collections.abc import Mapping
from datetime import timedelta

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "utc": ("UTC",),
    "z": ("UTC",),
    "zulu": ("UTC",),
    "gmt": ("UTC", "Europe/London", "Africa/Accra"),
    "wet": ("Europe/Lisbon", "Atlantic/Canary"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw"),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw"),
    "mez": ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich"),
    "mesz": ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich"),
    "eet": ("Europe/Athens", "Europe/Helsinki", "Europe/Kyiv", "Europe/Bucharest", "Africa/Cairo"),
    "msk": ("Europe/Moscow",),
    "trt": ("Europe/Istanbul",),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "irst": ("Asia/Tehran",),
    "gst": ("Asia/Dubai",),
    "pkt": ("Asia/Karachi",),
    "npt": ("Asia/Kathmandu",),
    "ict": ("Asia/Bangkok", "Asia/Ho_Chi_Minh"),
    "wib": ("Asia/Jakarta",),
    "sgt": ("Asia/Singapore",),
    "hkt": ("Asia/Hong_Kong",),
    "pht": ("Asia/Manila",),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "awst": ("Australia/Perth",),
    "acst": ("Australia/Darwin", "Australia/Adelaide"),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney",),
    "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
    "wat": ("Africa/Lagos",),
    "cat": ("Africa/Harare", "Africa/Maputo"),
    "eat": ("Africa/Nairobi",),
    "sast": ("Africa/Johannesburg",),
    "brt": ("America/Sao_Paulo",),
    "art": ("America/Argentina/Buenos_Aires",),
    "clt": ("America/Santiago",),
    "cot": ("America/Bogota",),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "est": ("America/New_York", "America/Toronto", "America/Jamaica"),
    "edt": ("America/New_York", "America/Toronto"),
    "cst": ("America/Chicago", "America/Mexico_City", "Asia/Shanghai"),
    "cdt": ("America/Chicago",),
    "mst": ("America/Denver", "America/Phoenix"),
    "mdt": ("America/Denver",),
    "pst": ("America/Los_Angeles", "America/Vancouver", "Asia/Manila"),
    "pdt": ("America/Los_Angeles", "America/Vancouver"),
    "akst": ("America/Anchorage",),
    "hst": ("Pacific/Honolulu",),
    "eastern": ("America/New_York", "America/Toronto"),
    "central": ("America/Chicago", "America/Winnipeg"),
    "mountain": ("America/Denver", "America/Phoenix"),
    "pacific": ("America/Los_Angeles", "America/Vancouver"),
}
"""The zones that people mean by each, the most usual first."""

_IN_ZONE: Mapping[str, str] = {
    "Asia/Kolkata": "mumbai,delhi,new-delhi,bangalore,bengaluru,hyderabad,chennai,pune,ahmedabad,bombay,madras",
    "Asia/Shanghai": "beijing,peking,guangzhou,shenzhen,chengdu,chongqing,tianjin,wuhan,hangzhou,nanjing",
    "Asia/Karachi": "lahore,islamabad",
    "Asia/Tokyo": "osaka,kyoto,yokohama,nagoya",
    "Asia/Seoul": "busan",
    "Asia/Ho_Chi_Minh": "hanoi,saigon",
    "Asia/Jakarta": "bandung,surabaya",
    "Asia/Dubai": "abu-dhabi",
    "Asia/Riyadh": "jeddah,mecca",
    "Asia/Jerusalem": "tel-aviv,haifa",
    "Europe/Istanbul": "ankara,izmir",
    "Europe/Berlin": "munich,münchen,hamburg,cologne,köln,koeln,frankfurt,stuttgart,düsseldorf,leipzig,dresden,bremen",
    "Europe/Paris": "lyon,marseille,toulouse,nice,bordeaux",
    "Europe/Madrid": "barcelona,valencia,seville",
    "Europe/Rome": "milan,milano,naples,napoli,turin,torino,florence,firenze,venice",
    "Europe/London": "manchester,birmingham,edinburgh,glasgow,liverpool,leeds,bristol,cambridge,oxford",
    "Europe/Amsterdam": "rotterdam,utrecht,the-hague,eindhoven",
    "Europe/Zurich": "geneva,basel,bern,lausanne",
    "Europe/Warsaw": "kraków,cracow,wrocław,wroclaw,gdańsk,łódź,lodz,poznań,warszawa",
    "Europe/Lisbon": "porto",
    "Europe/Moscow": "saint-petersburg,st-petersburg,petersburg",
    "Europe/Kyiv": "kharkiv,lviv,odesa",
    "Africa/Lagos": "abuja,ibadan,kano",
    "Africa/Johannesburg": "cape-town,durban,pretoria",
    "Africa/Cairo": "alexandria",
    "Africa/Casablanca": "rabat,marrakesh",
    "America/Sao_Paulo": "rio-de-janeiro,brasilia,belo-horizonte",
    "America/Mexico_City": "guadalajara,puebla,cdmx",
    "America/Bogota": "medellin,cali",
    "America/Toronto": "montreal,ottawa,quebec,ontario,mississauga",
    "America/New_York": "boston,washington,philadelphia,atlanta,miami,orlando,pittsburgh,baltimore,nyc,washington-dc,dc,"
    "connecticut,delaware,florida,georgia,maine,maryland,massachusetts,new-hampshire,new-jersey,north-carolina,ohio,"
    "pennsylvania,rhode-island,south-carolina,vermont,virginia,west-virginia,kentucky,new-york-state",
    "America/Chicago": "houston,dallas,austin,san-antonio,minneapolis,new-orleans,nashville,"
    "alabama,arkansas,illinois,iowa,kansas,louisiana,minnesota,mississippi,missouri,nebraska,north-dakota,oklahoma,"
    "south-dakota,tennessee,texas,wisconsin",
    "America/Denver": "salt-lake-city,albuquerque,colorado,montana,new-mexico,utah,wyoming",
    "America/Los_Angeles": "la,san-francisco,sf,bay-area,silicon-valley,san-diego,san-jose,seattle,portland,las-vegas,"
    "sacramento,oakland,california,nevada,oregon,washington,washington-state",
    "America/Phoenix": "arizona",
    "America/Boise": "idaho",
    "America/Detroit": "michigan",
    "America/Indiana/Indianapolis": "indiana",
    "America/Anchorage": "alaska",
    "Pacific/Honolulu": "hawaii",
    "America/Puerto_Rico": "san-juan",
    "America/Edmonton": "calgary,alberta",
    "America/Vancouver": "british-columbia",
    "America/Winnipeg": "manitoba",
    "America/Regina": "saskatchewan",
    "America/Halifax": "nova-scotia",
    "Australia/Sydney": "canberra,newcastle,new-south-wales",
    "Australia/Melbourne": "victoria",
    "Australia/Brisbane": "queensland,gold-coast",
    "Australia/Hobart": "tasmania",
}
PLACES: tuple[tuple[str, str], ...] = tuple(
    (place.replace("-", " "), zone) for zone, places in _IN_ZONE.items() for place in places.split(",")
)
"""Cities and states that give no zone its name, each with its zone; a name can stand in several."""

COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "AE": ("uae", "emirates"),
    "BA": ("bosnia",),
    "CD": ("congo", "drc"),
    "CG": ("congo",),
    "CI": ("ivory coast",),
    "CZ": ("czech republic",),
    "GB": ("uk", "great britain", "britain", "england", "scotland", "wales", "northern ireland"),
    "KR": ("korea",),
    "MK": ("macedonia",),
    "MM": ("burma",),
    "NL": ("holland", "the netherlands"),
    "NZ": ("nz",),
    "PH": ("the philippines",),
    "PS": ("palestine",),
    "RU": ("russian federation",),
    "SA": ("ksa",),
    "SZ": ("swaziland",),
    "TL": ("east timor",),
    "TR": ("turkey",),
    "US": ("us", "usa", "u.s.", "u.s.a.", "america"),
    "VN": ("viet nam",),
}
"""Names of countries, by their code, besides the one that CLDR has."""

_AMERICA = "New_York,Chicago,Denver,Los_Angeles,Phoenix,Toronto,Vancouver,Winnipeg,Edmonton,Halifax,St_Johns,Regina"
_AUSTRALIA = "Sydney,Melbourne,Brisbane,Perth,Adelaide,Darwin,Hobart"
KNOWN_FIRST: tuple[str, ...] = (
    *(f"America/{city}" for city in _AMERICA.split(",")),
    *(f"Australia/{city}" for city in _AUSTRALIA.split(",")),
    "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Krasnoyarsk", "Asia/Vladivostok", "Europe/Samara",
    "America/Sao_Paulo", "America/Manaus", "America/Mexico_City", "America/Tijuana", "America/Santiago", "America/Guayaquil",
    "Europe/Berlin", "Europe/Madrid", "Europe/Lisbon", "Europe/Kyiv", "Asia/Nicosia", "Asia/Almaty", "Asia/Kuala_Lumpur",
    "Asia/Ulaanbaatar", "Africa/Kinshasa", "America/Nuuk", "Pacific/Tahiti", "Pacific/Tarawa", "Pacific/Majuro",
    "Pacific/Chuuk", "Pacific/Honolulu",
)  # fmt: skip
"""Zones of large cities in countries of several zones, the best known of each country first."""

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d)|([.,]\d{1,2}))?")


def offset_named(text: str) -> timedelta | None:
    """The distance from UTC that somebody wrote, such as `UTC+2`, `GMT+5:30`, `+5.5`, `-03:00`; None if it is none."""
    match = _OFFSET.fullmatch(text.strip().casefold())
    if match is None or int(match[2]) > 14:
        return None
    part = float((match[4] or ".0").replace(",", "."))
    span = timedelta(hours=int(match[2]) + part, minutes=int(match[3] or 0))
    return span if match[1] == "+" else -span
