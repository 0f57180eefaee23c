"""`python -m tests.bench`: all stages, as `stages` measures them."""

from .stages import main

main()
