"""What an article said and when, when it is looked at again, and captures read again."""
