"""The officers' door. One folder per noun; every page asks for sign-in unless it is marked otherwise."""
