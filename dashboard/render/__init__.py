"""Drawing PanelData: each renderer knows every chart kind and nothing of SQL."""
