"""Của tôi: how I am reached and called, my password and second factor, who acts while I am away."""
