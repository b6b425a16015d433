"""How the course's own small T5 is made: its tokenizer, its examples, its training."""
