"""A model as iPhones take it."""
