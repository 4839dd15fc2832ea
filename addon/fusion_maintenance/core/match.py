"""Which policies a unit falls under: the most specific rule of each kind of policy."""
from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Why = typing.Literal["product", "device_type", "category"]


class Rules(typing.NamedTuple):
    """What one policy asks for. A unit that meets any of it falls under the policy."""

    policy: Hashable
    kind: str
    products: frozenset = frozenset()
    device_types: frozenset = frozenset()
    categories: frozenset = frozenset()


class Unit(typing.NamedTuple):
    """A unit as it was sold. What is nearer to it comes first: itself, then the kit; its category, then the parents.

    A device type that is ``ignored`` is a part to the people who sorted the types: only a rule for the
    product itself brings it back.
    """

    products: tuple = ()
    device_type: Hashable | None = None
    categories: tuple = ()
    ignored: bool = False


class Choice(typing.NamedTuple):
    """A policy, and what of the unit it was chosen by."""

    policy: Hashable
    why: Why


def choose(policies: Iterable[Rules], unit: Unit) -> dict[str, Choice]:
    """Return the policy of each kind: product before device type before category, and of two alike the first.

    >>> scooters = Rules("scooters", "service", categories=frozenset({"mobility"}))
    >>> lifts = Rules("lifts", "service", device_types=frozenset({"lift"}))
    >>> law = Rules("yearly check", "inspection", categories=frozenset({"mobility"}))
    >>> choose([scooters, lifts, law], Unit(device_type="lift", categories=("hoists", "mobility")))
    {'service': Choice(policy='lifts', why='device_type'), 'inspection': Choice(policy='yearly check', why='category')}
    >>> choose([scooters, law], Unit(categories=("mobility",), ignored=True))
    {}
    """
    best: dict[str, tuple[tuple[int, int], Choice]] = {}
    for rules in policies:
        found = _nearest(rules, unit)
        if found and (rules.kind not in best or found[0] < best[rules.kind][0]):
            rank, why = found
            best[rules.kind] = rank, Choice(rules.policy, why)
    return {kind: choice for kind, (_rank, choice) in best.items()}


def _nearest(rules: Rules, unit: Unit) -> tuple[tuple[int, int], Why] | None:
    """Return how near the unit the rules meet it, smaller is nearer, and by what; None if they do not."""
    for distance, product in enumerate(unit.products):
        if product in rules.products:
            return (0, distance), "product"
    if unit.ignored:
        return None
    if unit.device_type is not None and unit.device_type in rules.device_types:
        return (1, 0), "device_type"
    for distance, category in enumerate(unit.categories):
        if category in rules.categories:
            return (2, distance), "category"
    return None
