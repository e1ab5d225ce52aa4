"""The preview of an import, kept until it is published or discarded."""

from datetime import timedelta

from bot.feature import Context
from bot.interface.call import Call
from bot.shared.draft_list import OwnDraft
from bot.shared.drafts import DraftKind
from bot.text import t

IMPORT = DraftKind(
    "import",
    timedelta(days=7),
    lambda: t("This import was published already or is gone. Send the file again with </content import>."),
)
PUBLISHES = "publishes"
"""The value that names the file of an import which can be published; one with faults, or that changes nothing, has none."""


async def own_imports(context: Context) -> list[OwnDraft]:
    """The caller's imports that can be published, newest first."""
    drafts = await context.unit.drafts.values(context.member.person, IMPORT.name, PUBLISHES, context.now)
    return [
        OwnDraft(
            draft.values[PUBLISHES], t("import"), IMPORT.since(draft), Call("content import-preview", {"draft": str(draft.id)})
        )
        for draft in drafts
    ]
