"""What a chart or a grid shows, decided once: rows, order, labels, states, colours. Writers only write."""
