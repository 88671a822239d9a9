"""The tables inside a backup, read without Django: counts, journal chains, stored files. SQLite file or rows."""

from __future__ import annotations

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from thidua.apps.journal.chain import link
from thidua.jobs.keeping.archive import damaged

_ORIGIN = "0" * 64


class Copy(ABC):
    """Tables of one backup, laid out in files."""

    @abstractmethod
    def tables(self) -> dict[str, dict[str, Any]]:
        """Rows (and, for rows, columns) per table."""

    @abstractmethod
    def rows(self, table: str, columns: list[str], order: list[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of a table, sorted."""

    def refuse_unsound(self) -> None:  # noqa: B027 - rows have nothing below the rows to look at
        """Raises Stop when the container itself is damaged."""

    def heads(self) -> list[dict[str, Any]]:
        """Commune, size and head of each chain."""
        found = self.rows("journal_chain", ["commune", "size", "head"], ["commune"])
        return [{"commune": str(UUID(commune)), "size": size, "head": head} for commune, size, head in found]

    def file_hashes(self) -> list[str]:
        """SHA-256 of every stored file that a row names."""
        return sorted({sha256 for (sha256,) in self.rows("files_storedfile", ["sha256"], ["sha256"])})

    def refuse_broken_chains(self, heads: list[dict[str, Any]]) -> None:
        """Walk every chain to its head. Raises Stop when one is broken or short."""
        reached: dict[str, tuple[int, str]] = {}
        wanted = ["commune", "seq", "content", "prev", "hash"]
        for commune, seq, content, prev, digest in self.rows("journal_entry", wanted, ["commune", "seq"]):
            size, head = reached.get(commune, (0, _ORIGIN))
            if seq != size or prev != head or digest != link(head, content):
                raise damaged("G58", f"Nhật ký trong bản sao sai từ mục {size}.")
            reached[commune] = (size + 1, digest)
        walked = {str(UUID(commune)): value for commune, value in reached.items()}
        for kept in heads:
            if walked.get(kept["commune"], (0, _ORIGIN)) != (kept["size"], kept["head"]):
                raise damaged("G28", "Nhật ký trong bản sao không đến mốc ghi trong danh mục.")


class SqliteCopy(Copy):
    """A database file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _open(self) -> Any:
        # Immutable: the file is ours alone, and no -shm or -wal may appear beside it.
        return closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True))

    def tables(self) -> dict[str, dict[str, Any]]:
        with self._open() as opened:
            found = opened.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
            names = sorted(name for (name,) in found)
            return {name: {"rows": opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]} for name in names}

    def rows(self, table: str, columns: list[str], order: list[str]) -> Iterator[tuple[Any, ...]]:
        chosen, by = (", ".join(f'"{name}"' for name in names) for names in (columns, order))
        with self._open() as opened:
            yield from opened.execute(f'SELECT {chosen} FROM "{table}" ORDER BY {by}')

    def refuse_unsound(self) -> None:
        try:
            with self._open() as opened:
                answer = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
                orphan = opened.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise damaged("G27", "CSDL trong bản sao bị hỏng.") from error
        if answer != "ok":
            raise damaged("G27", f"CSDL trong bản sao bị hỏng: {answer.splitlines()[-1]}")
        if orphan:
            raise damaged("G27", f"CSDL trong bản sao có dòng mồ côi ở bảng {orphan[0]}.")


class RowsCopy(Copy):
    """One file of JSON lines per table, made by `tables.lines`."""

    def __init__(self, sources: dict[str, Path], columns: dict[str, list[str]]) -> None:
        self._files = {Path(name).stem: path for name, path in sources.items() if name.startswith("rows/")}
        self._columns = columns

    def _lines(self, table: str) -> Iterator[list[Any]]:
        with self._files[table].open(encoding="utf-8") as source:
            for line in source:
                yield json.loads(line)

    def tables(self) -> dict[str, dict[str, Any]]:
        return {
            name: {"rows": sum(1 for _ in self._lines(name)), "columns": self._columns[name]}
            for name in sorted(self._files)
        }

    def rows(self, table: str, columns: list[str], order: list[str]) -> Iterator[tuple[Any, ...]]:
        places = {name: number for number, name in enumerate(self._columns[table])}
        found = sorted(self._lines(table), key=lambda row: tuple(row[places[name]] for name in order))
        for row in found:
            yield tuple(row[places[name]] for name in columns)
