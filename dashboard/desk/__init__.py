"""What readers may write on the board, where office.toml lets them: what a meeting decided."""
