"""The journal of the desk: who did what, in a chain that shows a changed line."""
