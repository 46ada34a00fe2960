"""The archivist's commands, one module each: ``declare`` their arguments, ``run``, give the exit status."""
