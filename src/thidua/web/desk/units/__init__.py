"""Đơn vị: the tree, reorganisation, blocks, councils, lists from Excel."""
