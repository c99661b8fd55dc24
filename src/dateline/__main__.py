"""The command `dateline`, and `python -m dateline`."""

_INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C


def main() -> None:
    """Runs the command line; Ctrl-C while that still loads ends it without a word, since nothing was begun."""
    try:
        from dateline.cli import main as run
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    run()


if __name__ == "__main__":
    main()
