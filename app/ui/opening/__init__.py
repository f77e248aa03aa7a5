"""Files are opened and shown in their folders."""
