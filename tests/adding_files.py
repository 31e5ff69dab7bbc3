"""What `add --yes` does, in this process."""

from analysis.project import adding


def add(reader, paths, folder):
    """What was added, what is there already, and what cannot be read."""
    read, problems = adding.read_files(paths, reader)
    additions, there = adding.settle(read, folder)
    return adding.write(additions, folder), there, problems
