"""An evaluated sheet as a workbook: its cells, their formats, and the worksheets that they make up."""
