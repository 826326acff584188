"""How often something was looked at in a day, by nobody in particular."""
