"""An address that somebody typed, checked, or a sentence that says what to type instead."""

from bot.domain.address import LONGEST_ADDRESS, Address, BadAddress, read_address
from bot.errors import Refusal
from bot.text import Markup, clip, t


def checked_address(text: str) -> Address:
    """Raises Refusal for an address that members cannot be sent to."""
    try:
        return read_address(text)
    except BadAddress as fault:
        raise Refusal(_sentence(fault, clip(text, 80))) from None


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
