"""Plumbing for the course's notebooks: profiles, tasks, data, training, metrics and results."""
