"""An address that somebody typed, checked, or a sentence that says what to type instead."""

from bot.domain.address import LONGEST_ADDRESS, Address, BadAddress, read_address
from bot.errors import Refusal
from bot.interface.limits import width
from bot.text import Markup, clip, escape, t

WIDEST_ADDRESS = 1200
"""The most characters of an address as the widest platform writes it, so that it fits beside every title."""


def checked_address(text: str) -> Address:
    """Raises Refusal for an address that members cannot be sent to."""
    try:
        address = read_address(text)
    except BadAddress as fault:
        raise Refusal(_sentence(fault, clip(text, 80))) from None
    if width(escape(address.url)) > WIDEST_ADDRESS:
        raise Refusal(t("That address holds too many special characters; look for a plainer one of the same page."))
    return address


def _sentence(fault: BadAddress, text: str) -> Markup:
    match fault.fault:
        case "shape":
            return t("“{text}” is not a web address; paste one such as https://example.org/page.", text=text)
        case "scheme":
            return t("“{text}” cannot be opened from a chat; paste an address that starts with https://.", text=text)
        case "credentials":
            return t("Remove the name and password that stand before the @ in the address.")
        case "private":
            return t("{host} can only be reached inside a private network; members could not open it.", host=fault.host)
        case "shortener":
            return t("Paste the address that {host} leads to; a short link hides where it goes.", host=fault.host)
        case "length":
            return t("That address is too long; {most} characters is the most.", most=LONGEST_ADDRESS)
