"""Tasks (任务事项) with their units, from running text, tables and flattened lists."""
