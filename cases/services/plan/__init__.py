"""支援計画: drafting, the review by a second person, delivery, and following the steps until done."""
