"""Members whom a moderator looks at."""

from bot.interface.card import Card, Select
from tests.world import Caller, World


async def joined(world: World, name: str, cohort: str) -> Caller:
    caller = world.caller(name)
    await caller.card("cohort join", cohort=cohort)
    return caller


async def chosen(caller: Caller, card: Card, placeholder: str, value: str) -> Card:
    """Choose an entry of a select."""
    (select,) = [block for block in card.blocks if isinstance(block, Select) and block.placeholder == placeholder]
    assert value in [choice.value for choice in select.choices]
    answer = await caller.make(select.call.with_values(**{select.option: value}), "press")
    assert isinstance(answer, Card)
    return answer
