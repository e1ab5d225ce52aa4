"""Pictures of posts, as files of Slack's."""

import pytest

from tests.conformance.pictures import PICTURED
from tests.slack.fake import SlackFake, refuses
from tests.slack.test_sender import delivery, new_sender


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.info", "chat.postMessage"])
async def test_a_picture_that_slack_does_not_take_leaves_its_numbers(slack: SlackFake, method: str) -> None:
    slack.fail_next(method, refuses("invalid_blocks"))
    async with new_sender(slack) as sender:
        await sender.send(delivery(card=PICTURED))
    [message] = slack.messages
    assert "Picture: 2 days" in message.content["text"]
    assert "slack_file" not in str(message.content["blocks"])


async def test_a_picture_is_uploaded_once_however_often_it_is_posted(slack: SlackFake) -> None:
    async with new_sender(slack) as sender:
        for number in (1, 2):
            await sender.send(delivery(number, card=PICTURED))
    assert len(slack.uploaded) == 1
    assert [str(message.content["blocks"]).count("slack_file") for message in slack.messages] == [1, 1]
