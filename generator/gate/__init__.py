"""Who may be published, decided purely from what texts, seals, withdrawals and settings say."""
