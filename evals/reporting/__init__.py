"""What a run or a comparison looks like: a page that stands alone, and Markdown for a chat."""
