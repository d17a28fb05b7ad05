"""The page at ``/``: a Gradio chat with the citations' sources one click away."""
