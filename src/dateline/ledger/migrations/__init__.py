"""How a ledger's schema came about: one file a step, run by Alembic in order."""
