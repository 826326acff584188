"""A communal house of the delta, as its kind is built: no likeness of any one of them."""
