"""How completely and correctly a document was read, against facts written down by hand (抽取评测)."""
