"""What tour companies have of their own: tours in another order, from another meeting point."""
