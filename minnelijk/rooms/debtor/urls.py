from django.urls import URLPattern

app_name = "debtor"
urlpatterns: list[URLPattern] = []
