"""The other end of the line: office hub and reference provincial server in one program."""
