"""Addresses of the office."""

from django.urls import path

from minnelijk.rooms.office.views import (
    abroad,
    accounts,
    brand,
    bureau,
    clients,
    home,
    law,
    partners,
    people,
    policies,
    policy_lists,
    reckon,
    texts,
)

app_name = "office"
CLIENT = "klanten/<slug:code>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("klanten/", clients.clients, name="clients"),
    path("klant-toevoegen/", clients.new_client, name="client_new"),
    path(CLIENT, clients.client, name="client"),
    path(CLIENT + "kaart/<slug:slug>/", clients.card, name="card"),
    path(CLIENT + "logboek/", clients.log, name="log"),
    path(CLIENT + "stilzetten/", clients.stop, name="stop"),
    path(CLIENT + "stilzetten/nu/", clients.stop_now, name="stop_now"),
    path(CLIENT + "rekeningnummers/", accounts.client_accounts, name="client_accounts"),
    path(CLIENT + "huisstijl/", brand.brand, name="brand"),
    path(CLIENT + "huisstijl/afzender/", brand.sender, name="brand_sender"),
    path(CLIENT + "huisstijl/<slug:colour>.css", brand.brand_colours, name="brand_css"),
    path(CLIENT + "trajecten/", policy_lists.client_policies, name="client_policies"),
    path(CLIENT + "mensen/", people.client_people, name="client_people"),
    path("rekeningnummers/", accounts.accounts, name="accounts"),
    path("rekeningnummers/van-het-bureau/", accounts.propose_own, name="account_own"),
    path("rekeningnummers/<int:number>/", accounts.account, name="account"),
    path("trajecten/", policy_lists.policies, name="policies"),
    path("trajecten/nieuw/", policies.new_policy, name="new_policy"),
    path("trajecten/<int:number>/", policies.policy, name="policy"),
    path("trajecten/<int:number>/in-gebruik/", policies.use_policy, name="policy_use"),
    path("teksten/", texts.texts, name="texts"),
    path("teksten/<int:number>/goedkeuren/", texts.approve_text, name="text_approve"),
    path("teksten/<slug:use>/<slug:language>/<slug:channel>/", texts.text, name="text"),
    path("mensen/", people.people, name="people"),
    path("mensen/<int:number>/", people.seat, name="seat"),
    path("incassobureaus/", partners.partners, name="partners"),
    path("andere-land/", abroad.abroad, name="abroad"),
    path("wet/", law.law, name="law"),
    path("wet/tekenen/", law.sign, name="law_sign"),
    path("wet/rekenhulp/", reckon.reckon, name="law_reckon"),
    path("dagelijks/", law.runs, name="runs"),
    path("bureau/", bureau.bureau, name="bureau"),
    path("bureau/kaart/", bureau.bureau_card, name="bureau_card"),
    path("bureau/inschrijving/", bureau.registration, name="registration"),
]
