"""How fast, how big, and compared with what? Measurements of the app on this machine."""
