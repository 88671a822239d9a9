"""What every page shares: base page, components, styles, scripts, template tags. It knows no noun of the field."""
