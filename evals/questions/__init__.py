"""Questions with their right answers, made by reading the documents (问答金标准)."""
