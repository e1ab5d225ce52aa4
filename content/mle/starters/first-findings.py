"""In thirty minutes you will have a small database, four questions answered in SQL, and a chart in text.

The table holds bike rentals, one row for each day. It lives in memory and is gone when the script ends.
"""

import sqlite3

RENTALS = [
    # day, weekday, weather, rentals
    ("2026-05-04", "Mon", "sun", 310), ("2026-05-05", "Tue", "sun", 325), ("2026-05-06", "Wed", "rain", 140),
    ("2026-05-07", "Thu", "cloud", 270), ("2026-05-08", "Fri", "sun", 355), ("2026-05-09", "Sat", "sun", 480),
    ("2026-05-10", "Sun", "cloud", 390), ("2026-05-11", "Mon", "rain", 120), ("2026-05-12", "Tue", "cloud", 260),
    ("2026-05-13", "Wed", "sun", 330), ("2026-05-14", "Thu", "rain", None), ("2026-05-15", "Fri", "cloud", 300),
    ("2026-05-16", "Sat", "rain", 180), ("2026-05-17", "Sun", "sun", 505),
]  # fmt: skip


def show(title: str, rows: list[tuple]) -> None:
    print(f"\n{title}")
    for row in rows:
        print("  ", *row)


def chart(title: str, rows: list[tuple[str, float]]) -> None:
    """One bar for each row, the longest forty characters long."""
    print(f"\n{title}")
    longest = max(value for _, value in rows)
    for name, value in rows:
        print(f"   {name:6} {'#' * round(40 * value / longest)} {value:.0f}")


base = sqlite3.connect(":memory:")
base.execute("CREATE TABLE rentals (day TEXT, weekday TEXT, weather TEXT, bikes INTEGER)")
base.executemany("INSERT INTO rentals VALUES (?, ?, ?, ?)", RENTALS)

# 1. Look first: how many rows are there, and how many have no number? count(bikes) leaves out what is missing.
show("Rows, and rows with a number", base.execute("SELECT count(*), count(bikes) FROM rentals").fetchall())

# 2. Filter: the three best days.
best = "SELECT day, bikes FROM rentals WHERE bikes IS NOT NULL ORDER BY bikes DESC LIMIT 3"
show("Best days", base.execute(best).fetchall())

# 3. Group: what does the weather do? avg leaves out the missing day, too.
by_weather = "SELECT weather, avg(bikes) FROM rentals GROUP BY weather ORDER BY avg(bikes) DESC"
chart("Rentals a day, by weather", base.execute(by_weather).fetchall())

# 4. Join: a second table says which days are a weekend.
base.execute("CREATE TABLE week (weekday TEXT, part TEXT)")
days = [(day, "week") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")] + [("Sat", "end"), ("Sun", "end")]
base.executemany("INSERT INTO week VALUES (?, ?)", days)
by_part = """
    SELECT part, avg(bikes) FROM rentals JOIN week ON rentals.weekday = week.weekday
    GROUP BY part ORDER BY avg(bikes) DESC
"""
chart("Rentals a day, at the weekend and else", base.execute(by_part).fetchall())

# Your turn
# 1. Ask for the average by weather at weekends alone. How many days is each number made of? Is that enough?
# 2. Keep only groups of two days or more (HAVING count(*) > 1).
# 3. Put a file of your own in place of RENTALS: read it with csv.DictReader from the module csv.
# 4. Write one finding as a sentence that somebody could prove wrong.
