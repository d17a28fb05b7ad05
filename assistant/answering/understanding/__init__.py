"""Understanding a question: its wording, the places, units and matter that it names."""
