"""Units (单位): their names, lists of them, and the words that give them a task."""
