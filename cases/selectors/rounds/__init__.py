"""割当案: who may see a round, and what is read of one."""
