"""The council pack: slides, workbook, handout and offline page of one meeting, all drawn from PanelData."""
