"""A shaped ornamental tree in its pot, on a stand, with the tools beside it."""
