"""Translations: their state beside the source, the commune's glossary, files for translators outside."""
