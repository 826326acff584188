"""Tests, by floor: rules, slices, faces, journeys, browser, house."""
