"""How does a program use all this with a few lines of its own?"""
