"""Pictures that Discord refuses."""

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from tests.conformance.pictures import PICTURED
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL
from tests.discord.test_sender import MESSAGES, delivery


async def test_where_the_bot_may_write_but_not_attach_files_the_numbers_stand_alone(fake: FakeDiscord) -> None:
    fake.fail("POST", MESSAGES, status=403, code=50013)
    async with logged_in("token") as client:
        await DiscordSender(client).send(delivery(PICTURED))
    [kept] = fake.messages[CHANNEL]
    assert "Picture: 2 days" in str(kept["components"])
    assert "attachment://" not in str(kept["components"])
