"""What is asked back before a call can go on: which community, and what a form would ask."""

from collections.abc import Mapping, Sequence

from bot.app.refused import typed_blocks
from bot.domain.member import Community
from bot.interface.call import LONGEST_CALL, Call, Request, record_id
from bot.interface.card import Block, Button, Buttons, Card, Select, Text
from bot.interface.command import COMMUNITIES, MESSAGE, Command
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES
from bot.ports.unit import Admission, Units
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.told_apart import namesakes, told_apart
from bot.text import Listed, Markup, clip, escape, join, plain, t

ROOM_FOR_PAGES = len(f"&{COMMUNITIES}=999")
"""The most characters that a chooser or a page of it adds to a call."""
MOST_DETAIL = 40
"""The most characters of the cohorts by which communities of one name are told apart."""


async def which_community(request: Request, communities: Sequence[Community], units: Units) -> Card:
    """A chooser of communities, page by page; a press goes on with its keys, if an id has room for them. What is left out of it,
    as text of people is, is kept by whoever asks. Raises Refusal for a page that does not exist."""
    keys = {name: value for name, value in request.call.values.items() if name not in (MESSAGE, COMMUNITIES)}
    whole = Call(request.call.path, keys)
    has_room = len(whole.dump()) + ROOM_FOR_PAGES <= LONGEST_CALL
    call = whole if request.kind == "press" and has_room else Call(request.call.path)
    page = record_id(request.call.values.get(COMMUNITIES, "")) or 1
    shown, labels = on_page(communities, page, MOST_CHOICES), await _labels(request, communities, units)
    choices = tuple(Choice(labels[community.id], str(community.id)) for community in shown)
    turns = page_turns(page_count(communities, MOST_CHOICES), page, call, COMMUNITIES)
    return Card(t("Which community do you mean?"), (Select(t("Choose a community"), call, "community", choices), *turns))


async def _labels(request: Request, communities: Sequence[Community], units: Units) -> Mapping[int, Markup]:
    """How communities read, by their id: those of one name with a number and what the caller walks there."""
    names = {community.id: community.name for community in communities}
    alike = sorted(namesakes(names))
    walked = [await units.admit(request, _walked, write=False, community=community) for community in alike]
    details = [t("{number}, with {cohorts}", number=number, cohorts=cohorts) for number, cohorts in enumerate(walked, 1)]
    return told_apart(names, dict(zip(alike, details, strict=True)))


async def _walked(admission: Admission) -> Markup:
    walked = [held.cohort.name for held in admission.memberships if held.enrollment.left_at is None]
    return escape(clip(plain(t("{names}", names=Listed(tuple(walked)))), MOST_DETAIL)) if walked else t("no cohort of yours")


def form_button(command: Command, call: Call) -> Card:
    """A card for events that no form can follow: what is asked, and a button that makes `call`, which opens the form."""
    return _needs_more(
        command,
        t("Write it such as `{example}`, or open the form:", example=_example(command)),
        Buttons((Button(t("Open form"), call, "primary"),)),
    )


def without_forms(command: Command, call: Call) -> Card:
    """A card for platforms that have no forms: how to write on one line what is asked, if it can be typed, and what `call` holds
    of it already."""
    if not command.listed:
        told = t("It is filled in a form, and none can be opened here. </help> says what you can type.")
        return Card(t("This needs a form"), (Text(told), *typed_blocks(command, call)))
    told = t("Write it on one line, such as `{example}`:", example=_example(command))
    return _needs_more(command, told, *typed_blocks(command, call))


def _example(command: Command) -> str:
    return " ".join([command.path, *(f"{parameter.name}=…" for parameter in command.asked[:2])])


def _needs_more(command: Command, told: Markup, *more: Block) -> Card:
    asked = [
        t("- {name}: {description}", name=parameter.name, description=t(parameter.option.description))
        for parameter in command.asked
    ]
    return Card(t("`{path}` needs a little more", path=command.path), (Text(join([told, *asked])), *more))
