"""The walk catches what it is there for: an address without scope, or one that nobody told it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tests.isolation.scene import Scene
    from tests.isolation.visiting import Address

pytestmark = pytest.mark.django_db


def unscoped(request: "HttpRequest", case_id: int) -> "HttpResponse":
    """A careless view: any case, for anybody who asks."""
    from django.http import HttpResponse

    from minnelijk.records.models import Case

    case = Case.objects.filter(id=case_id).first()
    words = case.debtor.open()["name"] if case else "geen zaak"
    return HttpResponse(words, status=200 if case else 404)


def unscoped_but_polite(request: "HttpRequest", case_id: int) -> "HttpResponse":
    """A view that refuses, but tells by its words that there is such a case."""
    from django.http import HttpResponse

    from minnelijk.records.models import Case

    there = Case.objects.filter(id=case_id).exists()
    return HttpResponse("niet van u" if there else "bestaat niet", status=404)


def careless_writer(request: "HttpRequest", case_id: int) -> "HttpResponse":
    """A view that refuses, and changed something before."""
    from django.http import HttpResponse

    from minnelijk.records.models import Case

    Case.objects.filter(id=case_id).update(step="x")
    return HttpResponse(status=404)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch):
    """Add an address to the desk, as somebody would in a hurry."""
    import sys
    from types import ModuleType

    from django.test import override_settings
    from django.urls import clear_url_caches, get_resolver, include, path

    made = []

    def add(view) -> "Address":
        module = ModuleType("tests_isolation_extra_urls")
        old = get_resolver("minnelijk.site.urls").url_patterns
        extra = path("extra/<int:case_id>/", view, name="extra")
        module.urlpatterns = [*old, path("", include(([extra], "extra"), namespace="extra"))]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        setting = override_settings(ROOT_URLCONF=module.__name__)
        setting.enable()
        made.append(setting)
        clear_url_caches()
        from tests.isolation.visiting import addresses

        return next(address for address in addresses() if address.name == "extra")

    yield add
    for setting in made:
        setting.disable()


def walked(scene: "Scene", address: "Address") -> list[str]:
    from tests.isolation.walking import Walk, walk_outside

    walk = Walk(scene)
    for visitor in scene.outsiders:
        walk_outside(walk, visitor, [address])
    return walk.wrong


def told(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.isolation import arguments

    monkeypatch.setitem(arguments.TOLD, "extra:extra", ["case_id=case"])


def test_an_address_that_nobody_told_the_walk_makes_it_fail(scene: "Scene", added) -> None:
    from tests.isolation.arguments import NoArguments

    with pytest.raises(NoArguments, match="Add a line"):
        walked(scene, added(unscoped))


def test_an_address_without_scope_makes_it_fail(
    scene: "Scene", added, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch)

    wrong = walked(scene, added(unscoped))

    assert "extra:extra lets another client in (GET: 200)" in wrong
    assert "extra:extra shows 'Aurelia' to nobody who is signed in (GET)" in wrong


def test_a_refusal_that_writes_makes_it_fail(
    scene: "Scene", added, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch)

    wrong = walked(scene, added(careless_writer))

    assert any("writes ['records_case'] for another client" in line for line in wrong)


def test_an_address_in_no_row_of_the_table_is_nobodys(scene: "Scene", added) -> None:
    from minnelijk.rooms.parts.people import seated

    address = added(seated(unscoped))

    assert any("broke for another client" in line for line in walked_told(scene, address))


def walked_told(scene: "Scene", address: "Address") -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        told(patch)
        return walked(scene, address)


def test_a_refusal_that_tells_existence_makes_it_fail(
    scene: "Scene", added, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minnelijk.flow.words import Role
    from minnelijk.rooms.parts import roles

    told(monkeypatch)
    everybody = roles.Duty(
        {"nl": ""}, ("extra:extra",), frozenset({Role.CLIENT}), frozenset(), False
    )
    monkeypatch.setattr(roles, "_by_name", lambda: {"extra:extra": everybody})

    wrong = walked(scene, added(unscoped_but_polite))

    assert any("tells another client by its page that something exists" in line for line in wrong)
