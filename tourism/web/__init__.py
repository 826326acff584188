"""All that knows Flask: one package an audience."""
