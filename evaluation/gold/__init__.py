"""Own short reports with gold findings; see ``evaluation/README.md``."""
