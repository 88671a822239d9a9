"""What keeps a ward alive: backups, restores, drills, upgrades, and the checks that nothing was lost or altered."""
