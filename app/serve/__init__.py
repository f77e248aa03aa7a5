"""How do other programs on this machine index and search over HTTP?"""
