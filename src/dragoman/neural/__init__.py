"""The small reader: arrays in, scored spans out; knows nothing of news."""
