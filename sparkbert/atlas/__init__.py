"""How do some passages lie to each other, which go together, and what are such groups about?"""
