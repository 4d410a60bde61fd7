"""What Python code and notebooks use; `from estimator import load, sheet, formulas` is the way in."""
