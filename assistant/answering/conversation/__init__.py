"""A question within a conversation: what it leans on, which items it points back to, what it says instead."""
