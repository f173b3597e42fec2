"""WACZ and BagIt: choosing records, writing packages, reading them."""
