"""Official releases as their publishers give them out: BACI, OECD ICIO, FAOSTAT; each reader checks what it reads."""
