"""Makes what the course hands out of its notebooks: a site, slides, handouts and solutions. Nothing needs a network."""
