"""Photos from strangers: read behind closed doors, and made anew in the sizes that are served."""
