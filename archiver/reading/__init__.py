"""From page to article: one stage a field, and the order of the stages."""
