"""Card → blocks, Form → modal. Pure functions, block by block; the vocabulary's limits keep within Slack's.

Every press, choice and form carries its Call: a button as its value, a select in its action id, a modal as its callback id.
"""

from adapters.slack.data_blocks import Charted, Tabled, chart, table
from adapters.slack.ids import is_account_id, is_channel_id
from adapters.slack.markup import Json, as_mrkdwn, entities, mrkdwn, notified, plain_text, rich_text, suits_mrkdwn, words
from adapters.slack.pictures import Linked, Uploaded
from bot.interface.card import Answer, Block, Button, Buttons, Card, Code, Divider, Fields, Form, Note, Select, Text
from bot.interface.drawing import Bars
from bot.interface.inputs import (
    AccountInput,
    ChannelInput,
    Choice,
    ChoiceInput,
    DateInput,
    FileInput,
    Input,
    RoleInput,
    SeveralInput,
    TextInput,
    TimeInput,
    example_of,
)
from bot.interface.limits import LONGEST_LABEL
from bot.interface.picture import Picture
from bot.text import Markup, escape, plain, t

NAME = "Cairn"
"""The title of a modal that shows a card: Slack allows 24 characters there, too few for a card's own."""

QUIET: Json = {"unfurl_links": False, "unfurl_media": False, "link_names": False}
"""How every message is posted: with no previews, and with no name turned into a mention."""

TYPED = "typed"
"""The action id of an input that suggests nothing; one that does carries the path of the command to ask."""


def message(card: Card) -> Json:
    """The card as a message: its blocks, and its words for notifications and screen readers."""
    return {"text": fallback(card), "blocks": blocks(card)}


def blocks(card: Card) -> list[Json]:
    header = [{"type": "header", "text": plain_text(card.title)}] if card.title else []
    files = [t("{name} is in your direct messages with me.", name=file.name) for file in card.files]
    return header + [drawn for block in (*card.blocks, *map(Note, files)) for drawn in _block(block)]


def fallback(card: Card) -> str:
    """Every word of the card, with nothing typed in it that Slack could read as a mention."""
    return "\n".join(filter(None, [notified(card.title), *map(_notified, card.blocks)]))


def view(answer: Answer, origin: str) -> Json:
    """The answer as a modal, which remembers where it was opened."""
    drawn = _form(answer) if isinstance(answer, Form) else _shown(answer)
    return {"type": "modal", **drawn, "private_metadata": origin}


def home(card: Card, origin: str) -> Json:
    """The card as the App Home, which modals opened from it remember."""
    return {"type": "home", "blocks": blocks(card), "private_metadata": origin}


def option(choice: Choice) -> Json:
    return {"text": plain_text(choice.label), "value": choice.value}


def _form(form: Form) -> Json:
    return {
        "callback_id": form.call.dump(),
        "title": plain_text(form.title),
        "submit": plain_text(form.submit),
        "close": plain_text(t("Cancel")),
        "blocks": [_input(item) for item in form.inputs],
    }


def _shown(card: Card) -> Json:
    return {"title": plain_text(Markup(NAME)), "close": plain_text(t("Close")), "blocks": blocks(card)}


def _block(block: Block) -> list[Json]:
    match block:
        case Tabled():
            return [table(block)]
        case Text(text):
            return rich_text(text)
        case Note(text):
            return _note(text)
        case Picture():
            return _picture(block)
        case Code(text):
            code = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
            return [{"type": "rich_text", "elements": [code]}]
        case Fields(pairs):
            return _fields(pairs)
        case Divider():
            return [{"type": "divider"}]
        case Buttons(buttons):
            return [{"type": "actions", "elements": [_button(*numbered) for numbered in enumerate(buttons)]}]
        case Select():
            return [{"type": "actions", "elements": [_select(block)]}]


def _note(text: Markup) -> list[Json]:
    return [_small(as_mrkdwn(text))] if suits_mrkdwn(text) else rich_text(text)


def _picture(picture: Picture) -> list[Json]:
    text = _note(picture.text)
    match picture:
        case Charted(drawing=Bars() as drawing):
            return [chart(drawing), *text]
        case Uploaded(file=file):
            return [{"type": "image", "slack_file": {"id": file}, "alt_text": plain(picture.alt)}, *text]
        case Linked(address=address):
            return [*text, _small(f"<{entities(address)}|{entities(words(t('See it as a picture')))}>")]
        case _:
            return text


def _small(text: str) -> Json:
    return {"type": "context", "elements": [mrkdwn(text)]}


def _fields(pairs: tuple[tuple[Markup, Markup], ...]) -> list[Json]:
    """Label and value pairs: side by side if mrkdwn shows the values as they are, else below each other."""
    if all(suits_mrkdwn(label) and suits_mrkdwn(value) for label, value in pairs):
        fields = [mrkdwn(f"*{entities(words(label))}*\n{as_mrkdwn(value)}") for label, value in pairs]
        return [{"type": "section", "fields": fields}]
    return rich_text(Markup("\n".join(f"**{escape(words(label))}** {value}" for label, value in pairs)))


def _button(index: int, button: Button) -> Json:
    element: Json = {"type": "button", "action_id": str(index), "text": plain_text(escape(button.shown))}
    if button.style != "plain":
        element["style"] = button.style
    return element | ({"value": button.call.dump()} if button.call else {"url": button.url})


def _select(select: Select) -> Json:
    return {
        "type": "static_select",
        "action_id": f"{select.option}:{select.call.dump()}",
        "placeholder": plain_text(select.placeholder),
        "options": [option(choice) for choice in select.choices],
    }


def _input(item: Input) -> Json:
    block = {
        "type": "input",
        "block_id": item.name,
        "label": plain_text(item.label),
        "optional": not item.required,
        "element": _element(item),
    }
    return block | ({"hint": plain_text(item.hint)} if item.hint else {})


def _element(item: Input) -> Json:
    match item:
        case TextInput():
            example = {"placeholder": plain_text(example_of(item))} if item.choices else {}
            return _typed(item.value) | {"multiline": item.multiline, "max_length": item.most} | example
        case ChannelInput():
            return _channel(item)
        case AccountInput():
            return _picked("users_select", "initial_user", item.value if is_account_id(item.value) else "")
        case RoleInput():
            return _typed(item.value)  # never asked: Slack does not tell who holds one
        case DateInput():
            return _picked("datepicker", "initial_date", item.value)
        case TimeInput():
            return _picked("timepicker", "initial_time", item.value)
        case FileInput():
            return {"type": "file_input", "action_id": TYPED, "max_files": 1}
        case SeveralInput():
            return _several(item)
        case ChoiceInput():
            return _choice(item)


def _choice(item: ChoiceInput) -> Json:
    if item.suggests:
        return _searched(item)
    return _typed(item.value) if item.more else _fixed(item)


def _picked(kind: str, initial: str, value: str) -> Json:
    return {"type": kind, "action_id": TYPED} | ({initial: value} if value else {})


def _typed(value: str) -> Json:
    return {"type": "plain_text_input", "action_id": TYPED} | ({"initial_value": value} if value else {})


def _channel(item: ChannelInput) -> Json:
    """Where one may be left out, none is chosen beforehand: a form that is saved untouched changes nothing."""
    chosen = (
        {"initial_conversation": item.value} if is_channel_id(item.value) else {"default_to_current_conversation": item.required}
    )
    kinds = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "action_id": TYPED, "filter": kinds, **chosen}


def _fixed(item: ChoiceInput) -> Json:
    chosen = next((option(choice) for choice in item.choices if choice.value == item.value), None)
    element: Json = {"type": "static_select", "action_id": TYPED, "options": [option(choice) for choice in item.choices]}
    return element | ({"initial_option": chosen} if chosen else {})


def _searched(item: ChoiceInput) -> Json:
    """Slack asks for its entries as somebody types, from the first moment on. A value too long to be one of them is left out."""
    known = (choice for choice in item.choices if choice.value == item.value)
    element: Json = {"type": "external_select", "action_id": item.suggests, "min_query_length": 0}
    if not 0 < len(item.value) <= LONGEST_LABEL:
        return element
    return element | {"initial_option": option(next(known, Choice(escape(item.value), item.value)))}


def _several(item: SeveralInput) -> Json:
    kind: Json = (
        {"type": "multi_external_select", "action_id": item.suggests, "min_query_length": 0}
        if item.more
        else {"type": "multi_static_select", "action_id": TYPED, "options": [option(choice) for choice in item.choices]}
    )
    return kind | ({"initial_options": [option(choice) for choice in item.chosen]} if item.chosen else {})


def _notified(block: Block) -> str:
    match block:
        case Text(text) | Note(text) | Picture(text=text):
            return notified(text)
        case Code(text):
            return entities(text)
        case Fields(pairs):
            return "\n".join(f"{notified(label)}: {notified(value)}" for label, value in pairs)
        case _:
            return ""
