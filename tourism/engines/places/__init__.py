"""Files of places that somebody sent, read behind closed doors: tables, waypoints, features, OpenStreetMap."""
