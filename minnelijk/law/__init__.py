"""What the law says: dated values with their sources, and small pure functions that read them.

The lowest floor. It is plain Python with the standard library only; it knows no case, no client
and no clock: every question carries its own day or moment. One country is one folder of TOML that
a lawyer can read (`nl/`, `be/`), loaded and checked once by `country.country`:

    law = country("nl")
    law.days.working_day_after(date(2026, 11, 20), 5)
    law.contact.may(kind=DebtorKind.CONSUMER, channel="call", local=moment_where_the_debtor_lives)

An answer that the pack cannot vouch for is refused (`dated.LawRefusal`: not in force, not known
yet, not checked by a person, no pack); nothing is extrapolated and nothing falls back.
"""
