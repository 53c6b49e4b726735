"""renkei new: an office's folder, with what is known of its municipalities and the forms of what is not."""
