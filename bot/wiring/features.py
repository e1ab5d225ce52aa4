"""All features, and the commands that they declare."""

from collections.abc import Sequence

from bot.feature import Feature
from bot.features import (
    calendar,
    challenge_post,
    challenge_practice,
    challenge_stats,
    challenge_today,
    checkins,
    closing,
    cohort_leaving,
    cohort_membership,
    cohorts,
    content_add,
    content_broken,
    content_challenge,
    content_edit,
    content_export,
    content_gaps,
    content_import,
    content_log,
    content_queue,
    content_retire,
    content_weeks,
    dashboard,
    find,
    helping,
    leaderboard,
    manage_create,
    manage_deliveries,
    manage_edit,
    manage_end,
    manage_extend,
    manage_moderators,
    manage_note,
    manage_nudge,
    manage_pair,
    manage_pause,
    manage_remove,
    manage_repair,
    manage_session,
    manage_settings,
    manage_status,
    manage_upgrade,
    me,
    me_away,
    milestone_work,
    milestones,
    own_drafts,
    progress,
    reminders,
    resources,
    roadmap,
    today,
    week_report,
    weekly_digest,
)
from bot.features.help import feature as help_feature
from bot.interface.command import Commands

_FEATURES = (
    today.feature,
    cohorts.feature,
    cohort_membership.feature,
    cohort_leaving.feature,
    roadmap.feature,
    milestones.feature,
    milestone_work.feature,
    helping.feature,
    checkins.feature,
    week_report.feature,
    closing.feature,
    find.feature,
    resources.feature,
    challenge_practice.feature,
    progress.feature,
    calendar.feature,
    dashboard.feature,
    me.feature,
    me_away.feature,
    manage_create.feature,
    manage_settings.feature,
    manage_session.feature,
    manage_moderators.feature,
    manage_edit.feature,
    manage_end.feature,
    manage_extend.feature,
    manage_pause.feature,
    manage_upgrade.feature,
    manage_deliveries.feature,
    manage_status.feature,
    weekly_digest.feature,
    manage_note.feature,
    manage_nudge.feature,
    manage_pair.feature,
    manage_remove.feature,
    manage_repair.feature,
    content_add.feature,
    content_weeks.feature,
    content_challenge.feature,
    content_edit.feature,
    own_drafts.feature,
    content_import.feature,
    content_export.feature,
    content_queue.feature,
    content_gaps.feature,
    content_broken.feature,
    content_retire.feature,
    content_log.feature,
    reminders.feature,
    challenge_stats.feature,
    leaderboard.feature,
    challenge_today.feature,
)


def all_features(*, runs_code: bool = False) -> tuple[Feature, ...]:
    """Every feature, for a process that can run members' code or cannot; a new one is added to the list above."""
    features = (*_FEATURES, challenge_post.feature(runs_code=runs_code))
    return (*features, help_feature(commands_of(features)))


def all_commands() -> Commands:
    return commands_of(all_features())


def commands_of(features: Sequence[Feature]) -> Commands:
    return Commands().merged(*(feature.commands for feature in features))
