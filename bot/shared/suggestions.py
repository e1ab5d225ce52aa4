"""What moderators and the member who made it are told of a suggestion: that it waits, and how it was decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.domain.items import OwnItem, title_of
from bot.domain.lookup import Suggestion
from bot.domain.member import Member
from bot.domain.post import Post
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.limits import fitted
from bot.shared.audit import tell_moderators, tell_moderators_anew
from bot.shared.posts import compose
from bot.text import link, t

WIDEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a moderator decided: what was published, or why nothing was."""

    by: str
    added: OwnItem | None = None
    reason: str = ""


def made_in(context: Context) -> Mapping[str, str]:
    """Where a suggestion is made, kept with it, so that its author can be told there."""
    return {"platform": context.place.platform, "space": context.place.space or ""}


async def tell_of_suggestion(context: Context, suggestion: Suggestion) -> None:
    card = partial(_card, suggestion, context.member.name, _choices(suggestion))
    await tell_moderators(context.unit, card, context.now, suggestion_key(suggestion))


async def tell_verdict(context: Context, suggestion: Suggestion, verdict: Verdict, undone: OwnItem | None = None) -> None:
    """Once, to whoever suggested it, in private; the card in the log channel says it too and loses its buttons. `undone` is the
    revision that is undone if this puts the entry back."""
    await _tell(
        context, suggestion, _decided(suggestion, verdict), partial(_verdict_card, suggestion, verdict), verdict.added, undone
    )


async def tell_added_after_all(context: Context, suggestion: Suggestion, verdict: Verdict) -> None:
    """The same of one that was declined before; that is left untold if it was not told yet."""
    await context.unit.outbox.cancel(_verdict_key(suggestion, None))
    await tell_verdict(context, suggestion, verdict)


async def tell_waits_again(context: Context, suggestion: Suggestion, undone: OwnItem, restored: OwnItem) -> None:
    """The same when the entry that was made of it is taken back; the card in the log channel has its buttons again."""
    await _tell(context, suggestion, _choices(suggestion), partial(_waits_again_card, suggestion), restored, undone)


async def heard_of_decline(context: Context, suggestion: Suggestion) -> bool:
    """Whether the author of a suggestion was told that it is declined: nobody is told so twice."""
    return await context.unit.outbox.known(_verdict_key(suggestion, None)) is not None


async def tell_not_declined(context: Context, suggestion: Suggestion) -> None:
    """A decline is taken back: what the author was not told yet is left untold; the card in the log channel has its buttons
    again."""
    await context.unit.outbox.cancel(_verdict_key(suggestion, None))
    author = await context.unit.members.get(suggestion.person)
    if author:
        card = partial(_card, suggestion, author.name, _choices(suggestion))
        await tell_moderators_anew(context.unit, card, context.now, suggestion_key(suggestion))


def undo_decline(suggestion: Suggestion) -> Button:
    return Button(t("Undo"), Call("content undo-decline", {"suggestion": str(suggestion.id)}))


async def _tell(
    context: Context,
    suggestion: Suggestion,
    below: tuple[Block, ...],
    card: Callable[[], Card],
    item: OwnItem | None,
    undone: OwnItem | None,
) -> None:
    """Tell moderators and the author of a suggestion that `item` came of it, or nothing. What the author was not told yet of the
    revision that is undone is left untold, and so is that it is undone. Once told, an earlier decline is not the last word."""
    author = await context.unit.members.get(suggestion.person)
    if author is None:
        return
    await tell_moderators_anew(
        context.unit, partial(_card, suggestion, author.name, below), context.now, suggestion_key(suggestion)
    )
    if undone is None or not await context.unit.outbox.cancel(_verdict_key(suggestion, undone)):
        await _tell_author(context, suggestion, card, _verdict_key(suggestion, item), author)
        if undone:
            await context.unit.outbox.forget(_verdict_key(suggestion, None))


async def _tell_author(context: Context, suggestion: Suggestion, card: Callable[[], Card], key: str, author: Member) -> None:
    platform = suggestion.content.get("platform") or context.place.platform
    account = await context.unit.members.account(author.person, [platform])
    if account:
        await context.unit.outbox.put(
            Post(
                key=key,
                platform=platform,
                space=suggestion.content.get("space") or context.place.space or "",
                channel=account[1],
                card=compose(context.unit, card, author),
                due_at=context.now,
                kind="dm",
                person=author.person,
            )
        )


def suggestion_key(suggestion: Suggestion) -> str:
    """The key of the post in the log channel about a suggestion."""
    return f"suggestion/{suggestion.id}"


def _verdict_key(suggestion: Suggestion, item: OwnItem | None) -> str:
    """One post for each revision of an entry that tells of its suggestion, and one if there is none."""
    return f"verdict/{suggestion.id}/{item.id}/{item.rev}" if item else f"verdict/{suggestion.id}/declined"


def _card(suggestion: Suggestion, author: str, below: tuple[Block, ...]) -> Card:
    line = link(suggestion.content["title"], suggestion.content["url"])
    return Card(t("A member suggests a resource"), (Text(line), Note(t("Suggested by {name}.", name=author)), *below))


def _choices(suggestion: Suggestion) -> tuple[Buttons]:
    keys = {"suggestion": str(suggestion.id)}
    review = Button(t("Review"), Call("content review", keys), "primary")
    return (Buttons((review, Button(t("Decline"), Call("content decline", keys)))),)


def _decided(suggestion: Suggestion, verdict: Verdict) -> tuple[Block, ...]:
    if verdict.added:
        return (Text(t("Added by {name}.", name=verdict.by)),)
    said = Text(t("Declined by {name}: {reason}", name=verdict.by, reason=verdict.reason))
    return said, Buttons((undo_decline(suggestion),))


def _verdict_card(suggestion: Suggestion, verdict: Verdict) -> Card:
    if verdict.added:
        show = Button(t("Show"), Call("item show", {"item": verdict.added.id}), "primary")
        sentence = t("Everybody finds **{title}** from now on. Thank you.", title=fitted(title_of(verdict.added), WIDEST_TITLE))
        return Card(t("Your suggestion was added"), (Text(sentence), Buttons((show,))))
    title = fitted(suggestion.content["title"], WIDEST_TITLE)
    why = t("Moderators did not add **{title}**. They say: {reason}", title=title, reason=verdict.reason)
    return Card(t("Your suggestion was not added"), (Text(why),))


def _waits_again_card(suggestion: Suggestion) -> Card:
    sentence = t(
        "**{title}** is taken out for now. Moderators look at your suggestion once more, and you are told how they decide. "
        "There is nothing that you need to do.",
        title=fitted(suggestion.content["title"], WIDEST_TITLE),
    )
    return Card(t("Your suggestion waits again"), (Text(sentence),))
