"""Parts all pages share: layout, errors, languages, assets, headers."""
