"""The settings: one dialog, with a page for each thing that can be chosen."""
