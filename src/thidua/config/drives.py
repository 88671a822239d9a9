"""Where a database may lie: on a disk of this machine, never on a network drive or in a folder that is synchronised."""

from __future__ import annotations

from pathlib import Path

from thidua.jobs.keeping.stops import Exit, Stop

NETWORK_DRIVES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs"}
    | {"fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.onedriver", "fuse.s3fs"}
    | {"vboxsf", "drvfs", "9p"}
)
SYNC_FOLDERS = (
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "dropbox",
    "icloud",
    "nextcloud",
    "owncloud",
    "seafile",
    "megasync",
    "syncthing",
)


def drive_of(folder: Path, mounts: str) -> str:
    """Kind of file system that holds `folder`, by the text of /proc/mounts; "" when unknown.

    The root of the machine counts as its own disk, whatever carries it: containers call it by many names.
    """
    found, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(found):
            found, kind = point, parts[2]
    return "" if found == "/" else kind


def refuse_foreign_drive(folder: Path, *, mounts: str | None = None) -> None:
    """Raises Stop (G17) when `folder` lies on a network drive or in a synchronised folder."""
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            mounts = ""
    kind = drive_of(folder, mounts)
    if kind in NETWORK_DRIVES:
        raise Stop(Exit.STATE, "G17", f"{folder} nằm trên ổ mạng ({kind}), dễ hỏng dữ liệu. Chọn ổ đĩa trong máy.")
    for part in folder.parts:
        if part.casefold().startswith(SYNC_FOLDERS):
            raise Stop(Exit.STATE, "G17", f"Thư mục đồng bộ “{part}” dễ hỏng dữ liệu. Chọn ổ đĩa trong máy.")
