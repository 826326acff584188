"""WiFi-enabled tourism points."""
