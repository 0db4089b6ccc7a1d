"""The demo: an invented bureau with three clients, their debtors and some weeks of history."""
