"""What changed on disk since the catalog last looked?"""
