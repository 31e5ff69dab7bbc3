"""What turns the built pages into a book that can be published: parts of the build, used by `extension`."""
