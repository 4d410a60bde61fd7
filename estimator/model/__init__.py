"""A tree to checked, flattened steps.

What takes part in a flattening, from the ground up; each imports only those before it, and calls what stands above by
the two functions that a run carries:

* found, frames       what an expression gives; where its names are looked up
* budget, run         what is bounded; what one flattening shares, handed to all that follow
* hoisting            values as steps of their own
* unit_words, conversions, uses, names, release_names, releases     what words mean
* arguments, operators, ranges, built_in, calls, sums               what expressions do with values
* elaborate           the one match over the tree
* overrides, checks, results, flatten                               what is asked of a sheet, in which order
"""
