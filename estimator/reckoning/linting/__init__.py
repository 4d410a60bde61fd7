"""The mistakes that estimates make: rules over the lines of a sheet, and the comments that allow them."""
