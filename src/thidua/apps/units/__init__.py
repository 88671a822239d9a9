"""Ground: the dated tree of units, blocks and councils, and the seats people hold in them."""
