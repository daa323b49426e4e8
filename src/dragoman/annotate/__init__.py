"""Document → layers: what stands where in the text, one file a kind of thing."""
