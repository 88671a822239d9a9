"""Is a backup whole? Manifest, sizes, hashes, the database, the journal, the counts: everything but its meaning."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from thidua.jobs.keeping import archive
from thidua.jobs.keeping.archive import Manifest, damaged
from thidua.jobs.keeping.copies import Copy, RowsCopy, SqliteCopy
from thidua.jobs.keeping.stops import count


def verify(path: Path) -> Manifest:
    """Read all of a backup. Returns its manifest; raises Stop (exit 2) with the first thing that is wrong.

    Needs neither Django nor a data folder; the tables are unpacked into a temporary folder.
    """
    manifest = archive.read_manifest(path)
    with tempfile.TemporaryDirectory(prefix=".thidua-", suffix=".part") as shop:
        sources = unpack_tables(path, manifest, Path(shop))
        copied = _laid_out(sources, manifest)
        copied.refuse_unsound()
        _refuse_other_counts(copied, manifest)
        copied.refuse_broken_chains(manifest.heads)
        _refuse_lost_files(copied, manifest)
    return manifest


def _laid_out(sources: dict[str, Path], manifest: Manifest) -> Copy:
    if archive.DATABASE in sources:
        return SqliteCopy(sources[archive.DATABASE])
    return RowsCopy(sources, {name: found["columns"] for name, found in manifest.tables.items()})


def unpack_tables(path: Path, manifest: Manifest, folder: Path) -> dict[str, Path]:
    """Write the tables of a backup into `folder` and check the hash of every member on the way."""
    sources: dict[str, Path] = {}
    for member, source in archive.members(path, manifest):
        if member.name == archive.DATABASE or member.name.startswith("rows/"):
            sources[member.name] = folder / Path(member.name).name
            with sources[member.name].open("xb") as out:
                shutil.copyfileobj(source, out)
    if not sources:
        raise damaged("G37", "Bản sao không có bảng dữ liệu nào.")
    return sources


def _refuse_other_counts(copied: Copy, manifest: Manifest) -> None:
    found = {name: row["rows"] for name, row in copied.tables().items()}
    for name, told in manifest.tables.items():
        if found.get(name) != told["rows"]:
            rows = count(found.get(name, 0))
            raise damaged("G37", f"Bảng {name} có {rows} dòng, danh mục ghi {count(told['rows'])}.")


def _refuse_lost_files(copied: Copy, manifest: Manifest) -> None:
    present = {Path(member.name).name for member in manifest.members} | set(manifest.missing)
    for sha256 in copied.file_hashes():
        if sha256 not in present:
            raise damaged("G37", f"Thiếu tệp media/{sha256[:2]}/{sha256[2:4]}/{sha256}.")
