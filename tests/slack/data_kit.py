"""Block Kit's rules for charts and tables, as far as they are used."""

from tests.slack.needed import Json, need


def data_table(block: Json) -> None:
    need(set(block) == {"type", "caption", "page_size", "rows"} and block["caption"], "a data table has a caption and rows")
    need(1 <= block["page_size"] <= 100 and 2 <= len(block["rows"]) <= 101, "a head, and 1 to 100 rows")
    need(1 <= len(block["rows"][0]) <= 20 and len({len(row) for row in block["rows"]}) == 1, "rows of one length")
    for cell in (cell for row in block["rows"] for cell in row):
        keys = {"raw_text": {"type", "text"}, "raw_number": {"type", "text", "value"}}[cell["type"]]
        need(set(cell) == keys and cell["text"], f"a cell that is none: {cell}")


def data_visualization(block: Json) -> None:
    need(set(block) == {"type", "title", "chart"} and 1 <= len(block["title"]) <= 50, "a chart has a title of at most 50")
    chart, names = block["chart"], block["chart"]["axis_config"]["categories"]
    need(chart["type"] == "bar" and 1 <= len(chart["series"]) <= 6, "a bar chart has 1 to 6 series")
    need(1 <= len(names) == len(set(names)) <= 20, "1 to 20 categories, each once")
    for series in chart["series"]:
        need(1 <= len(series["name"]) <= 20 and [point["label"] for point in series["data"]] == names, "a point a category")
    need(all(1 <= len(name) <= 20 for name in names), "names of at most 20 characters")
