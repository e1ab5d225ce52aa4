"""What gateways tell the core beside calls."""

from adapters.hearing import News
from bot.wiring.core import Core


def news_of(core: Core) -> News:
    return News(
        departed=core.depart,
        came_back=core.come_back,
        channel_changed=core.look_again,
        thread_deleted=core.thread_deleted,
        person_left=core.person_left,
        person_changed=core.person_changed,
        known=core.spaces.known,
        is_new=core.is_new,
    )
