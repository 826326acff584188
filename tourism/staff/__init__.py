"""Who works at the desk: people, their roles in a commune, how they sign in."""
