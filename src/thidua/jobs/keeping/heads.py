"""Heads of the journal kept beside the database and outside the machine: what shows that a copy is short (M7, F40)."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from thidua.apps.journal import queries
from thidua.jobs.keeping.stops import Exit, Stop, count
from thidua.jobs.keeping.tables import table

FORMAT = "thidua-heads/1"


@dataclass(frozen=True)
class Head:
    """One chain as it stood: the commune, how many entries, the hash of the last one."""

    commune: str
    size: int
    head: str
    name: str = ""


def current() -> list[Head]:
    """The heads in the database now, with the names of the communes."""
    rows = table("units.Unit").filter(kind__in=["city", "commune"]).values_list("pk", "name")
    names = {str(key): name for key, name in rows}
    return [
        Head(str(chain.commune), chain.size, chain.head, names.get(str(chain.commune), "")) for chain in queries.heads()
    ]


def as_text(heads: list[Head], now: datetime) -> str:
    """The file to keep: {"format", "made_at", "communes": [{commune, name, size, head}]}."""
    rows = [{"commune": h.commune, "name": h.name, "size": h.size, "head": h.head} for h in heads]
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    return json.dumps({"format": FORMAT, "made_at": made_at, "communes": rows}, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> list[Head]:
    """Heads of a kept file. Raises Stop (exit 2) when it is none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise ValueError(raw["format"])
        return [Head(row["commune"], int(row["size"]), row["head"], row.get("name", "")) for row in raw["communes"]]
    except (ValueError, KeyError, TypeError) as error:
        raise Stop(Exit.USAGE, "G59", f"{path.name} không phải tệp mốc của nhật ký.") from error


def keep(path: Path, now: datetime, *, even_if_shorter: bool = False) -> None:
    """Write the heads of now to `path` in one move. A longer head there is never replaced by a shorter one."""
    heads = current()
    if path.exists() and not even_if_shorter:
        kept = {head.commune: head for head in read(path)}
        heads = [_longer(head, kept.get(head.commune)) for head in heads]
        heads += [head for commune, head in kept.items() if commune not in {h.commune for h in heads}]
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("x", encoding="utf-8") as out:
            out.write(as_text(heads, now))
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _longer(head: Head, kept: Head | None) -> Head:
    return kept if kept is not None and kept.size > head.size else head


def refuse_short(path: Path) -> None:
    """Raises Stop G28 when the database lacks entries that `path` knows of, or has others instead."""
    if not path.exists():
        return
    now = {head.commune: head for head in current()}
    for kept in read(path):
        here = now.get(kept.commune)
        missing = kept.size - (here.size if here else 0)
        if missing > 0:
            raise Stop(
                Exit.STATE,
                "G28",
                f"Nhật ký thiếu {count(missing)} mục so với lần ghi mốc trước; không mở để ghi. CSDL có thể được chép"
                " thiếu tệp -wal. Khôi phục từ bản sao lưu, hoặc chép lại cả thư mục khi máy chủ đã dừng.",
            )
        if not _has(kept):
            raise Stop(Exit.STATE, "G28", "Nhật ký khác với mốc đã ghi: CSDL này không phải bản nối tiếp.")


def _has(kept: Head) -> bool:
    if kept.size == 0:
        return True
    return table("journal.Entry").filter(commune=kept.commune, seq=kept.size - 1, hash=kept.head).exists()


def verify_against(kept: list[Head]) -> list[str]:
    """Whole chains walked against kept heads. Returns the Vietnamese sentences of what is wrong.

    Raises Stop G59 when none of the kept communes is here.
    """
    chains: dict[str, Any] = {str(chain.commune): chain for chain in queries.heads()}
    if kept and not any(head.commune in chains for head in kept):
        raise Stop(Exit.USAGE, "G59", "Mốc của phường khác.")
    wrong = []
    for head in kept:
        if head.commune not in chains:
            wrong.append(f"Không còn nhật ký của {head.name or head.commune}.")
        elif found := queries.verify(chains[head.commune], kept_size=head.size, kept_head=head.head):
            wrong.append(found.text)
    return wrong
