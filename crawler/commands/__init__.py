"""Commands that the project adds to ``scrapy``, or teaches the truth."""
