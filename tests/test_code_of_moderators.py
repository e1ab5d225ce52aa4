"""Code that moderators type or import keeps its tabs and its indentation."""

from adapters.sandbox.pool import MontySandbox
from bot.interface.call import Call
from bot.interface.card import Form
from bot.wiring.core import open_core
from storage.releases import Library
from tests.test_content_import import send
from tests.world import Clock, Noticeboard, World, press, pressed, words

TOPIC = "What machine learning is"
CALLS = "double(2) = 4\ndouble(0) = 0\ndouble(3) = 6"
TABBED = "\tdef double(x):\n\t\tif x:\n\t\t\treturn 2 * x\n\t\treturn 0"
WRONG = "def double(x):\n\treturn 4  # --- always\n---\ndef double(x):\n\treturn x"


async def test_a_solution_keeps_its_tabs_in_the_form_in_a_table_and_in_an_export(
    database: str, clock: Clock, board: Noticeboard, library: Library | None, sandbox: MontySandbox
) -> None:
    async with open_core(database, clock, {"test": board}, sandbox, library) as core:
        omar = World(core, clock, board).caller("omar", administrator=True)
        form = await omar.make(Call("content add-challenge", {"kind": "python"}), "press")
        assert isinstance(form, Form)
        texts = {"prompt": "Double it.\n\tdef double(x): ...", "key": CALLS, "reference": TABBED, "wrong": WRONG, "topics": TOPIC}
        preview = await omar.submit(form, **texts)
        edit = await omar.make(press(preview, "Edit"), "press")
        assert isinstance(edit, Form)
        assert {item.name: item.value for item in edit.inputs} == texts | {"topics": TOPIC}
        spaced = TABBED.replace("\t", "  ")
        edit = await omar.make(press(await omar.submit(edit, reference=spaced), "Edit"), "press")
        assert isinstance(edit, Form)
        assert {item.name: item.value for item in edit.inputs}["reference"] == spaced
        table = "kind,prompt,key,reference,wrong,topics\n" + f'python,Double it.,"{CALLS}","{TABBED}","{WRONG}",{TOPIC}\n'
        published = await pressed(omar, await send(omar, table), "Publish")
        assert "1 new" in words(published)
        (exported,) = (await omar.card("content export")).files
        assert f',"{TABBED[1:]}"'.replace("\n\t", "\n") in exported.content.decode("utf-8-sig").replace("\r\n", "\n")
