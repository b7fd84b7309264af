"""Indonesian news articles into English and Japanese, with names, titles, places and values fixed by rule."""
