"""Places out of files: read, repaired, looked at row by row, and begun as drafts when somebody says so."""
