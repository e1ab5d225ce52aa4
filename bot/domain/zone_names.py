"""Names of time zones that IANA does not have: what abbreviations can mean, and cities that give no zone its name."""

import re
from collections.abc import Mapping
from datetime import timedelta

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "utc": ("UTC",),
    "gmt": ("UTC", "Europe/London", "Africa/Accra"),
    "wet": ("Europe/Lisbon", "Atlantic/Canary"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw"),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw"),
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
    "Asia/Kolkata": "mumbai,delhi,new-delhi,bangalore,bengaluru,hyderabad,chennai,pune,ahmedabad",
    "Asia/Shanghai": "beijing,guangzhou,shenzhen,chengdu,wuhan,hangzhou,nanjing",
    "Asia/Karachi": "lahore,islamabad",
    "Asia/Tokyo": "osaka,kyoto,yokohama,nagoya",
    "Asia/Seoul": "busan",
    "Asia/Ho_Chi_Minh": "hanoi,saigon",
    "Asia/Jakarta": "bandung,surabaya",
    "Asia/Dubai": "abu-dhabi",
    "Asia/Riyadh": "jeddah,mecca",
    "Asia/Jerusalem": "tel-aviv,haifa",
    "Europe/Istanbul": "ankara,izmir",
    "Europe/Berlin": "munich,hamburg,cologne,frankfurt,stuttgart,leipzig,dresden",
    "Europe/Paris": "lyon,marseille,toulouse,nice,bordeaux",
    "Europe/Madrid": "barcelona,valencia,seville",
    "Europe/Rome": "milan,naples,turin,florence",
    "Europe/London": "manchester,birmingham,edinburgh,glasgow,liverpool,leeds,bristol,cambridge,oxford",
    "Europe/Amsterdam": "rotterdam,utrecht,the-hague,eindhoven",
    "Europe/Zurich": "geneva,basel,bern,lausanne",
    "Europe/Warsaw": "krakow,wroclaw,gdansk",
    "Europe/Lisbon": "porto",
    "Europe/Moscow": "saint-petersburg",
    "Europe/Kyiv": "kharkiv,lviv,odesa",
    "Africa/Lagos": "abuja,ibadan,kano",
    "Africa/Johannesburg": "cape-town,durban,pretoria",
    "Africa/Cairo": "alexandria",
    "Africa/Casablanca": "rabat,marrakesh",
    "America/Sao_Paulo": "rio-de-janeiro,brasilia,belo-horizonte",
    "America/Mexico_City": "guadalajara,puebla",
    "America/Bogota": "medellin,cali",
    "America/Toronto": "montreal,ottawa,quebec",
    "America/New_York": "boston,washington,philadelphia,atlanta,miami,orlando,pittsburgh,baltimore,nyc",
    "America/Chicago": "houston,dallas,austin,san-antonio,minneapolis,new-orleans,nashville",
    "America/Denver": "salt-lake-city,albuquerque",
    "America/Los_Angeles": "san-francisco,san-diego,san-jose,seattle,portland,las-vegas,sacramento,oakland",
    "America/Edmonton": "calgary",
    "Australia/Sydney": "canberra,newcastle",
}
CITIES: Mapping[str, str] = {city.replace("-", " "): zone for zone, cities in _IN_ZONE.items() for city in cities.split(",")}
"""The zone of each city, by its name in small letters."""

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?")


def offset_named(text: str) -> timedelta | None:
    """The distance from UTC that somebody wrote, such as `UTC+2`, `GMT+5:30`, `-03:00`; None if it is none."""
    match = _OFFSET.fullmatch(text.strip().casefold())
    if match is None or int(match[2]) > 14:
        return None
    span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return span if match[1] == "+" else -span
