"""Block Kit's rules, as Slack enforces them: what breaks one is refused by the fake, as it would be by Slack."""

import re
from collections.abc import Callable, Sequence

from tests.slack.data_kit import data_table, data_visualization
from tests.slack.needed import Json, need


def check_message(message: Json) -> None:
    need(isinstance(message.get("text"), str) and message["text"], "a message needs text for notifications")
    need(len(message["text"]) <= 4000, "text is longer than 4000")
    need(not message.keys() & {"attachments", "markdown_text"}, "unexpected content")
    check_blocks(message["blocks"], most=50)


def check_view(view: Json) -> None:
    need(view["type"] == "modal", "only modals are opened")
    keys = {"type", "title", "submit", "close", "blocks", "callback_id", "private_metadata"}
    need(set(view) <= keys, f"unknown keys in a view: {set(view) - keys}")
    check_plain(view["title"], 24)
    for name in ("submit", "close"):
        if name in view:
            check_plain(view[name], 24)
    need(len(view.get("callback_id", "")) <= 255, "callback_id is too long")
    need(len(view.get("private_metadata", "")) <= 3000, "private_metadata is too long")
    check_blocks(view["blocks"], most=100)
    if any(block["type"] == "input" for block in view["blocks"]):
        need("submit" in view, "inputs need a submit button")


def check_home(view: Json) -> None:
    need(view["type"] == "home", "the App Home shows a view of type home")
    need(set(view) <= {"type", "blocks", "private_metadata"}, f"unknown keys in the App Home: {set(view)}")
    need(len(view.get("private_metadata", "")) <= 3000, "private_metadata is too long")
    need(not any(block["type"] == "input" for block in view["blocks"]), "nothing is submitted in the App Home")
    check_blocks(view["blocks"], most=100)


def check_shortcut(shortcut: Json) -> None:
    need(set(shortcut) == {"type", "name", "description", "callback_id"}, f"wrong keys: {set(shortcut)}")
    need(shortcut["type"] in ("global", "message"), "a shortcut is global, or in the menu of messages")
    for name, most in (("name", 24), ("description", 150), ("callback_id", 255)):
        need(1 <= len(shortcut[name]) <= most, f"{name} of {len(shortcut[name])} of {most}")


def check_blocks(blocks: Sequence[Json], most: int) -> None:
    need(1 <= len(blocks) <= most, f"{len(blocks)} blocks")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    need(len(ids) == len(set(ids)) and all(len(known) <= 255 for known in ids), "block ids are unique and at most 255 long")
    for block in blocks:
        BLOCKS[block["type"]](block)


def check_options(answer: Json) -> None:
    need(len(answer["options"]) <= 100, "at most 100 options")
    for option in answer["options"]:
        check_option(option)


def check_plain(text: Json, most: int) -> None:
    need(text["type"] == "plain_text", "plain text only")
    need(1 <= len(text["text"]) <= most, f"text of {len(text['text'])} of {most}: {text['text'][:30]}")


def check_option(option: Json) -> None:
    need(set(option) == {"text", "value"}, "an option has a text and a value")
    check_plain(option["text"], 75)
    need(1 <= len(option["value"]) <= 150, "an option's value is 1 to 150 long")


def _header(block: Json) -> None:
    check_plain(block["text"], 150)


def _section(block: Json) -> None:
    need("text" in block or block.get("fields"), "a section needs text or fields")
    need(len(block.get("fields", ())) <= 10, "at most 10 fields")
    for field in block.get("fields", ()):
        _mrkdwn(field, 2000)


def _context(block: Json) -> None:
    need(1 <= len(block["elements"]) <= 10, "1 to 10 elements in a context")
    for element in block["elements"]:
        _mrkdwn(element, 3000)


def _mrkdwn(text: Json, most: int) -> None:
    need(text["type"] == "mrkdwn" and text["verbatim"], "verbatim mrkdwn")
    need(1 <= len(text["text"]) <= most, f"{len(text['text'])} characters of mrkdwn")


def _actions(block: Json) -> None:
    need(1 <= len(block["elements"]) <= 25, "1 to 25 elements in a row")
    ids = [element["action_id"] for element in block["elements"]]
    need(len(ids) == len(set(ids)), "action ids are unique in a block")
    for element in block["elements"]:
        ELEMENTS[element["type"]](element)


def _input(block: Json) -> None:
    check_plain(block["label"], 2000)
    if "hint" in block:
        check_plain(block["hint"], 2000)
    need(isinstance(block["optional"], bool), "optional is a boolean")
    ELEMENTS[block["element"]["type"]](block["element"])


def _rich_text(block: Json) -> None:
    need(block["elements"], "a rich text block needs an element")
    for element in block["elements"]:
        if element["type"] == "rich_text_list":
            need(element["style"] == "bullet" and element["elements"], "a list needs a style and items")
            for item in element["elements"]:
                _rich_section(item)
        elif element["type"] == "rich_text_preformatted":
            need(set(element) == {"type", "elements"} and element["elements"], "code needs an element")
            need(all(set(part) == {"type", "text"} and part["text"] for part in element["elements"]), "code is text alone")
        else:
            _rich_section(element)


def _rich_section(section: Json) -> None:
    need(section["type"] == "rich_text_section" and section["elements"], "a section needs an element")
    required = {
        "text": {"text"},
        "link": {"url", "text"},
        "channel": {"channel_id"},
        "user": {"user_id"},
        "date": {"timestamp", "format", "fallback"},
    }
    for element in section["elements"]:
        keys = required[element["type"]]
        need(keys <= set(element) <= keys | {"type", "style"}, f"wrong keys: {element}")
        need(all(element[key] for key in keys), f"empty: {element}")


def _action_id(element: Json) -> None:
    need(1 <= len(element["action_id"]) <= 255, "action_id is 1 to 255 long")


def _button(element: Json) -> None:
    _action_id(element)
    check_plain(element["text"], 75)
    need(len(element.get("value", "")) <= 2000 and len(element.get("url", "")) <= 3000, "value or url is too long")
    need(element.get("style") in (None, "primary", "danger"), "unknown style")


def _static_select(element: Json) -> None:
    _action_id(element)
    need(1 <= len(element["options"]) <= 100, "1 to 100 options")
    check_options(element)
    need(element.get("initial_option", element["options"][0]) in element["options"], "initial_option is none of the options")


def _multi_static_select(element: Json) -> None:
    _action_id(element)
    need(1 <= len(element["options"]) <= 100, "1 to 100 options")
    check_options(element)
    _initial_options(element)
    need(all(each in element["options"] for each in element.get("initial_options", ())), "an initial option is no option")


def _multi_external_select(element: Json) -> None:
    _action_id(element)
    need(element["min_query_length"] >= 0, "min_query_length")
    _initial_options(element)


def _initial_options(element: Json) -> None:
    need(len(element.get("initial_options", "-")) >= 1, "initial_options that are none are left out")
    for each in element.get("initial_options", ()):
        check_option(each)


def _external_select(element: Json) -> None:
    _action_id(element)
    need(element["min_query_length"] >= 0, "min_query_length")
    if "initial_option" in element:
        check_option(element["initial_option"])


def _datepicker(element: Json) -> None:
    _action_id(element)
    need(re.fullmatch(r"\d{4}-\d\d-\d\d", element.get("initial_date", "2026-01-31")), "initial_date is year-month-day")


def _timepicker(element: Json) -> None:
    _action_id(element)
    need(re.fullmatch(r"\d\d:\d\d", element.get("initial_time", "18:00")), "initial_time is hours and minutes")


def _plain_text_input(element: Json) -> None:
    _action_id(element)
    most = element.get("max_length", 3000)
    need(1 <= most <= 3000 and len(element.get("initial_value", "")) <= most, "initial_value is too long")


def _file_input(element: Json) -> None:
    _action_id(element)
    need(1 <= element.get("max_files", 10) <= 10, "max_files")


def _conversations_select(element: Json) -> None:
    _action_id(element)
    need(set(element["filter"]["include"]) <= {"public", "private", "im", "mpim"}, "unknown kind of conversation")


def _image(block: Json) -> None:
    need(set(block) == {"type", "slack_file", "alt_text"} and block["slack_file"].get("id"), "an image is a file of Slack's")
    need(1 <= len(block["alt_text"]) <= 2000, "alt_text is 1 to 2000 long")


def _nothing(_: Json) -> None:
    return


BLOCKS: dict[str, Callable[[Json], None]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "divider": _nothing,
    "image": _image,
    "data_table": data_table,
    "data_visualization": data_visualization,
}
ELEMENTS: dict[str, Callable[[Json], None]] = {
    "button": _button,
    "static_select": _static_select,
    "external_select": _external_select,
    "multi_static_select": _multi_static_select,
    "multi_external_select": _multi_external_select,
    "plain_text_input": _plain_text_input,
    "conversations_select": _conversations_select,
    "users_select": _action_id,
    "datepicker": _datepicker,
    "timepicker": _timepicker,
    "file_input": _file_input,
}
