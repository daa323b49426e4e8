"""``python -m evaluation.bench``."""

from evaluation.bench.bench import main

if __name__ == "__main__":
    main()
