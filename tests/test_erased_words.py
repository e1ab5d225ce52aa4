"""Words of whoever had their data deleted, in messages that the bot cannot find."""

from sqlalchemy import select

from bot.errors import Hindrance, Undecided
from storage import tables
from tests.transactions import begun
from tests.world import World, pressed, words


async def test_moderators_are_told_once_to_delete_what_may_have_arrived_and_what_they_send_instead_has_no_words_of_the_erased(
    world: World,
) -> None:
    omar, cohort = world.caller("omar", administrator=True), await world.launch()
    await omar.card("manage settings", log="log")
    world.clock.advance(hours=12)
    ann, zoe = world.caller("ann"), world.caller("zoe")
    for each in (ann, zoe):
        await each.card("cohort join", "press", cohort=cohort)
    await world.tick()
    world.board.lost_answer = Undecided(Hindrance.UNKNOWN_OUTCOME)
    for each in (ann, zoe):
        await each.card("checkin", "submit", cohort=cohort, did=f"Words of {each.actor.name}", share="yes")
    await world.tick()
    world.board.lost_answer = None
    await pressed(zoe, await zoe.card("me delete"), "Delete everything")
    for _ in range(3):
        world.clock.advance(minutes=2)
        await world.tick()
    told = [words(each.post.card) for each in world.board.messages.values()]
    told = [each for each in told if "delete them by hand" in each]
    assert [("check-ins of Mon, Jan 5, 2026" in each, "zoe" in each) for each in told] == [(True, False)]
    async with begun(world.core.engines.read) as connection:
        summary = select(tables.post.c.id).where(tables.post.c.key.startswith("summary/"), tables.post.c.state == "uncertain")
        (post,) = (await connection.execute(summary.execution_options(across_communities="what a test asks"))).scalars()
    sent = len(world.board.messages)
    await omar.card("manage post-again", "press", post=str(post))
    world.clock.advance(minutes=2)
    await world.tick()
    said = [words(each.post.card) for each in [*world.board.messages.values()][sent:] if each.post.key.startswith("summary/")]
    assert [("Words of ann" in each, "Words of zoe" in each, "former" in each) for each in said] == [(True, False, False)]
