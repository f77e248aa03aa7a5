"""Colours, sizes, pictures, and how numbers and dates are written."""
