"""Style, script and icon of the page: all local, nothing is fetched."""
