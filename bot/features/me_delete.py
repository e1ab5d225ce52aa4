"""`me delete`: a member is forgotten, after one confirmation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot.domain.member import Member
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.erasure import forget
from bot.text import Markup, join, t

KNOWN_OF_EVERYBODY = {"accounts", "zone_and_language", "settings"}
"""What is held about whoever has called once, and done nothing."""

commands = Commands()


@commands.add("me delete", "Erase everything held about you here.", access=Access.READ, title="Delete your data")
async def delete(context: Context) -> Card:
    goes = [
        t("settings, drafts, answers, reviews, saved entries, suggestions, direct messages that wait for you"),
        t("your account, if you are in no other community"),
        t("what you wrote in check-ins and about your work, also in posts that are in channels already"),
        t("your name in every post: “A former member” takes its place"),
        t("calendars, certificates and sign-ins: their links end at once"),
    ]
    stays = t("What stays names nobody: counts of check-ins, milestones and answers, and entries of yours that were published.")
    confirm = Button(t("Delete everything"), Call("me erase", {"person": str(context.member.person)}), "danger")
    return Card(
        t("Delete everything about you in {community}?", community=context.community.name),
        (
            Text(t("You leave your cohorts, and this goes:")),
            Text(join([t("- {what}", what=what) for what in goes])),
            Text(stays),
            *map(Note, _also(context)),
            Note(t("This cannot be undone. </me export> gives you a copy first.")),
            Buttons((confirm, Button(t("Keep everything"), Call("me settings")))),
        ),
    )


@commands.add("me erase", "Erase everything held about you here, at once.", listed=False)
async def erase(context: Context, person: Annotated[str, Option("Whom the question was put to.")] = "") -> Card:
    """A second press comes from somebody unknown, who became a member by it: they are forgotten too."""
    if person == str(context.member.person) or await _is_new(context):
        await forget(context.unit, context.member.person, context.now)
        said = t("Nothing here leads to you any more. If you use the bot again, it meets you as somebody new.")
        return Card(t("Everything about you is deleted"), (Text(said),), tone="good")
    return await delete(context)


async def _is_new(context: Context) -> bool:
    """Whether nothing is held about a member but that they called."""
    member = context.member
    if replace(member, zone=None, locale=None) != Member(person=member.person, name=member.name):
        return False
    return (await context.unit.personal.of(member.person)).keys() <= KNOWN_OF_EVERYBODY


def _also(context: Context) -> Sequence[Markup]:
    if context.member.named_moderator:
        return [t("You are named as a moderator here, and are none any more then. Administrators moderate always.")]
    return []


feature = Feature(commands)
