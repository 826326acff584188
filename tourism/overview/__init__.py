"""What is missing, and what to do next."""
