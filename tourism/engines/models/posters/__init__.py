"""Pictures of a model, drawn by numbers alone."""
