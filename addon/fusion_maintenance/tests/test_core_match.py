from ..core.label import label_key
from ..core.match import Choice, Rules, Unit, choose
from .core_case import CoreCase, cases, digits

KINDS = ("service", "inspection")
FIELDS = {"product": "products", "device_type": "device_types", "category": "categories"}
PUNCTUATION = (" ", "  ", " - ", "–", ", ", "/", "\t", " (", ") ")


def some(bits):
    """The numbers 0 to 4 whose bits are set."""
    return frozenset(number for number in range(5) if bits >> number & 1)


def units_and_policies():
    """Draw four policies, and a unit that was sold in a kit and has a path of categories."""
    def read(drawn):
        rules = [
            Rules(number, KINDS[drawn[4 * number]], *map(some, drawn[4 * number + 1:4 * number + 4]))
            for number in range(4)]
        product, kit, device_type, path, ignored = drawn[16:]
        return rules, Unit((product, kit), device_type or None, tuple(some(path)), bool(ignored))
    return digits(*4 * (2, 32, 32, 32), 5, 5, 6, 32, 2).map(read)


def labels():
    """Draw a label, and another spelling of it."""
    def read(drawn):
        words = [f"word{number}" for number in drawn[:3]]
        marks = [PUNCTUATION[number] for number in drawn[3:]]
        return " ".join(words), "".join(
            mark + (word.upper() if len(mark) > 1 else word) for mark, word in zip(marks, words)) + marks[-1]
    return digits(9, 9, 9, *4 * (len(PUNCTUATION),)).map(read)


def slowly(policies, unit, kind):
    """Ask from the most specific to the least, and each policy in turn."""
    asked = [("product", product) for product in unit.products]
    if not unit.ignored:
        asked += [("device_type", unit.device_type)] if unit.device_type is not None else []
        asked += [("category", category) for category in unit.categories]
    for why, what in asked:
        for rules in policies:
            if rules.kind == kind and what in getattr(rules, FIELDS[why]):
                return Choice(rules.policy, why)
    return None


class TestCoreMatch(CoreCase):

    @cases(0.2, units_and_policies)
    def test_the_most_specific_rule_of_each_kind_wins(self, case):
        policies, unit = case
        found = choose(policies, unit)
        for kind in KINDS:
            self.assertEqual(found.get(kind), slowly(policies, unit, kind))

    @cases(0.05, labels)
    def test_a_label_is_one_however_it_is_spelt(self, case):
        label, spelled = case
        self.assertEqual(label_key(spelled), label_key(label))
        self.assertEqual(label_key(label_key(label)), label_key(label))
