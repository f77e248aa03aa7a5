"""How soon does the window answer, and how fluid is it whatever is done with it?

A program of its own, started by `sparkbert bench --window`: opens the real window on a real engine,
uses it, and prints what it measured as JSON.
"""
