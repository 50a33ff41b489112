"""How dependence works: one package a layer, arrays in and arrays out.

A layer knows no world, no actor by name and no file. Each returns its certificate, the largest relative violation of
the conditions that define its solution, and raises `marchland.errors.SolverError` where it is not met.
"""
