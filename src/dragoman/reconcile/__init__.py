"""From the findings of many reports to records: which speak of the same thing, and what is claimed of it."""
