"""What was seen in a few runs, as a table: a line for each figure, a column for each number of workers."""

from collections.abc import Callable, Mapping, Sequence

from bench.scale.run import Run


def table(runs: Sequence[Run]) -> str:
    """In Markdown, as docs/load.md has it."""
    heads = [f"{run.workers} worker{'s' * (run.workers > 1)}" for run in runs]
    lines = [f"| figure | {' | '.join(heads)} |", "|---" * (len(runs) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(map(figure, runs))} |" for name, figure in _FIGURES.items()]
    return "\n".join(lines)


def sizes(run: Run) -> str:
    """What a cohort with its members takes of the database, table by table, the largest first."""
    each = sorted(run.bytes_per_cohort.items(), key=lambda item: -item[1])
    parts = ", ".join(f"{name} {taken:,.0f}" for name, taken in each if taken >= 1)
    whole = sum(run.bytes_per_cohort.values())
    return f"Bytes for a cohort of {run.size.members}: {whole:,.0f} ({parts}). For a post: {run.bytes_per_post:,.0f}."


def _after(seconds: float | None) -> str:
    return "not over" if seconds is None else f"{seconds:.1f}"


def _of(platform: str, told: Callable[[Run], str]) -> Callable[[Run], str]:
    """Nothing if nothing was sent there."""
    return lambda run: told(run) if platform in run.sent else "–"


def _by_platform(platform: str, name: str) -> Mapping[str, Callable[[Run], str]]:
    return {
        f"{name}: posts sent": _of(platform, lambda run: f"{run.sent[platform].sent:,}"),
        f"{name}: posts a second": _of(platform, lambda run: f"{run.sent[platform].sent / run.sent[platform].last:.1f}"),
        f"{name}: lag p50, s": _of(platform, lambda run: f"{run.sent[platform].p50:.1f}"),
        f"{name}: lag p99, s": _of(platform, lambda run: f"{run.sent[platform].p99:.1f}"),
        f"{name}: last post, s": _of(platform, lambda run: f"{run.sent[platform].last:.1f}"),
        f"{name}: 429": lambda run: f"{run.told[f'{platform}_429']:,}",
    }


_FIGURES: Mapping[str, Callable[[Run], str]] = {
    "cohorts": lambda run: f"{run.size.all_cohorts:,}",
    "posts queued": lambda run: f"{run.queued:,}",
    "all queued after, s": lambda run: _after(run.queued_after),
    "all sent after, s": lambda run: _after(run.all_sent_after),
    "not sent yet at the end": lambda run: f"{run.queued - sum(each.sent for each in run.sent.values()):,}",
    **_by_platform("discord", "Discord"),
    **_by_platform("slack", "Slack"),
    "requests beside posts": lambda run: f"{run.told['other']:,}",
    "processor of each worker, s": lambda run: ", ".join(f"{each:.0f}" for each in run.processors),
    "processor of PostgreSQL, s": lambda run: f"{run.database_processor:.0f}",
    "processor of the platforms' doubles, s": lambda run: f"{run.platforms_processor:.0f}",
    "memory of each worker, MB": lambda run: ", ".join(f"{each:.0f}" for each in run.memories),
    "transactions": lambda run: f"{run.transactions:,}",
}
