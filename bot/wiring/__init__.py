"""The composition root: the one package that knows every other."""
