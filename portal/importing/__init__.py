"""People from a spreadsheet: read, matched with the directory, shown row by row, and only then carried out."""
