"""``python -m archiver.cli``: the command, where the script is not on the path."""

from archiver.cli import main

main(prog_name="archiver")
