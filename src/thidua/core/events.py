"""Everything that can happen in the house, in river order, one line each: the only names the journal accepts."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """`noun.past_participle`."""

    WARD_FOUNDED = "ward.founded"
    BACKUP_MADE = "backup.made"
    BACKUP_RESTORED = "backup.restored"
    SECRET_ERASED = "secret.erased"

    FILE_STORED = "file.stored"

    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PERSON_ERASED = "person.erased"
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_REOPENED = "account.reopened"
    PASSWORD_CHANGED = "password.changed"
    PASSWORD_RESET = "password.reset"
    SECOND_FACTOR_ADDED = "second_factor.added"
    SECOND_FACTOR_REMOVED = "second_factor.removed"
    SIGN_IN_SUCCEEDED = "sign_in.succeeded"
    SIGN_IN_REFUSED = "sign_in.refused"
    DEPUTY_NAMED = "deputy.named"
    DEPUTY_RECALLED = "deputy.recalled"

    UNIT_ADDED = "unit.added"
    UNIT_CHANGED = "unit.changed"
    UNIT_ENDED = "unit.ended"
    UNITS_MERGED = "units.merged"
    UNIT_SPLIT = "unit.split"
    SEAT_TAKEN = "seat.taken"
    SEAT_LEFT = "seat.left"
    BLOCK_FORMED = "block.formed"
    BLOCK_CHANGED = "block.changed"
    COUNCIL_FORMED = "council.formed"
    COUNCIL_CHANGED = "council.changed"
    IMPORT_APPLIED = "import.applied"
    IMPORT_UNDONE = "import.undone"

    HONOUR_ENTERED = "honour.entered"

    PLAN_FILED = "plan.filed"
    PLAN_CORRECTED = "plan.corrected"
    PLAN_ITEM_ADDED = "plan.item_added"
    PLAN_ITEM_REMOVED = "plan.item_removed"
    PLAN_ITEMS_RESHAPED = "plan.items_reshaped"
    PLAN_ACT_UNDONE = "plan.act_undone"
    PLAN_FIGURE_CONFIRMED = "plan.figure_confirmed"
    PLAN_FINDING_KEPT = "plan.finding_kept"
    PLAN_CHECKED = "plan.checked"
    PLAN_SIGNED = "plan.signed"
    PLAN_ISSUED = "plan.issued"
    PLAN_AMENDED = "plan.amended"
    PLAN_LINKED = "plan.linked"
    PLAN_DISCARDED = "plan.discarded"

    MOVEMENT_DRAFTED = "movement.drafted"
    MOVEMENT_CHANGED = "movement.changed"
    TARGET_ASSIGNED = "target.assigned"
    LAUNCH_PROPOSED = "launch.proposed"
    LAUNCH_WITHDRAWN = "launch.withdrawn"
    MOVEMENT_LAUNCHED = "movement.launched"
    DUTIES_ACKNOWLEDGED = "duties.acknowledged"
    DUTIES_FOLLOWED = "duties.followed"
    MOVEMENT_CLOSED = "movement.closed"
