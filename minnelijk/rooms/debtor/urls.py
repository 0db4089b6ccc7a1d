"""The addresses of a debtor's page: the signed link, and one word for each thing to do."""

from django.urls import path

from minnelijk.rooms.debtor import check, choices, explain, paid, plans, wrong

app_name = "debtor"
urlpatterns = [
    path("<str:token>/", check.home, name="home"),
    path("<str:token>/nieuwe-link/", check.new_link, name="new_link"),
    path("<str:token>/langer/", check.longer, name="longer"),
    path("<str:token>/sluiten/", check.leave, name="leave"),
    path("<str:token>/taal/", check.language, name="language"),
    path("<str:token>/rekeningen/", choices.invoices, name="invoices"),
    path("<str:token>/betalen/", choices.pay, name="pay"),
    path("<str:token>/dag/", choices.day, name="day"),
    path("<str:token>/delen/", plans.parts, name="parts"),
    path("<str:token>/delen/<int:number>/dag/", plans.defer, name="defer"),
    path("<str:token>/klopt-niet/", wrong.objection, name="wrong"),
    path("<str:token>/klopt-niet/<int:number>/", wrong.one, name="one"),
    path("<str:token>/al-betaald/", paid.paid, name="paid"),
    path("<str:token>/bericht/", wrong.message, name="message"),
    path("<str:token>/niet-voor-mij/", explain.not_for_me, name="not_for_me"),
    path("<str:token>/klacht/", explain.complaint, name="complaint"),
    path("<str:token>/echt/", explain.real, name="real"),
    path("<str:token>/privacy/", explain.privacy, name="privacy"),
    path("<str:token>/geldzorgen/", explain.worries, name="worries"),
]
