"""The benchmark of wxsession; README.md in the directory above says how to use it."""
