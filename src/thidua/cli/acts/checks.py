"""`check` and `journal`: is everything as it should be?"""

from __future__ import annotations

import difflib
import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thidua.cli.grammar import usage
from thidua.cli.ground import now, open_folder
from thidua.cli.speech import say
from thidua.jobs.keeping.stops import Exit, Stop, count

if TYPE_CHECKING:
    from thidua.jobs.keeping.invariants import Outcome


def check(given: Namespace) -> int:
    """Every invariant by name; exit 5 when one does not hold."""
    open_folder(given)
    from thidua.jobs.keeping.invariants import INVARIANTS, run

    if given.list:
        for each in INVARIANTS.values():
            say(f"{each.name:<30} {each.promise}")
        return int(Exit.DONE)
    if given.only and given.only not in INVARIANTS:
        close = difflib.get_close_matches(given.only, INVARIANTS, n=1)
        hint = f' Ý bạn là "{close[0]}"?' if close else " Xem: thidua check --list"
        raise usage("G02", f'Không có phép kiểm "{given.only}".{hint}')
    outcomes = list(run(given.only))
    bad = [outcome for outcome in outcomes if outcome.faults]
    if given.json:
        say(json.dumps(_told(outcomes), ensure_ascii=False, indent=1))
        return int(Exit.FAILED if bad else Exit.DONE)
    for outcome in bad:
        say(f"KHÔNG ĐẠT  {outcome.promise} ({outcome.name})")
        for fault in outcome.faults:
            say(f"    {fault}")
    say(f"{len(outcomes) - len(bad)}/{len(outcomes)} phép kiểm đạt.")
    return int(Exit.FAILED if bad else Exit.DONE)


def _told(outcomes: list[Outcome]) -> dict[str, Any]:
    """The checks, and each table's rows with its logical hash: equal data give equal hashes on any database."""
    from thidua.jobs.keeping.tables import digests, row_counts

    hashes = digests()
    tables = {name: {"rows": rows, "sha256": hashes[name]} for name, rows in row_counts().items()}
    return {"checks": [asdict(outcome) for outcome in outcomes], "tables": tables}


def journal_verify(given: Namespace) -> int:
    """Walk every chain; with a kept head, find a cut tail or a rewritten chain too."""
    open_folder(given)
    from thidua.apps.journal.queries import heads, verify_all
    from thidua.jobs.keeping.heads import read, verify_against

    wrong = [damage.text for damage in verify_all()]
    if given.head:
        wrong += verify_against(read(given.head))
    if wrong:
        raise Stop(Exit.FAILED, "G58", "\n".join(dict.fromkeys(wrong)))
    chains = heads()
    say(f"Nhật ký nguyên vẹn: {len(chains)} chuỗi, {count(sum(chain.size for chain in chains))} mục.")
    return int(Exit.DONE)


def journal_heads(given: Namespace) -> int:
    """Print or write the heads, to be kept away from this machine."""
    where = open_folder(given)
    from thidua.jobs.keeping import heads

    if given.export is None:
        print(heads.as_text(heads.current(), now()), end="")
        return int(Exit.DONE)
    target = Path(given.export).absolute()
    if target.is_dir():
        raise usage("G06", f'"{given.export}" là thư mục.')
    if target == where.heads:
        raise usage("G33", "Tệp này do máy chủ giữ. Chọn nơi khác, tốt nhất là ổ khác.")
    heads.keep(target, now(), even_if_shorter=True)
    say(f"Đã ghi mốc vào {target}. Giữ ở nơi khác với máy này.")
    return int(Exit.DONE)
