"""The one floor that calls databases and disks."""
