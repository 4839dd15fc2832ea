from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .source_case import SourceCase


@tagged("post_install", "-at_install")
class TestDeviceTypes(SourceCase):
    """The panel beside the grid of policies: many types in their places at once, or none of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("mona", "group_manager")
        cls.lifts = cls.make_policy(name="Lifts")

    def types(self, *names, **values):
        return self.Type.create([{"name": name, "company_id": self.company.id, **values} for name in names])

    def put(self, types, place, before="waiting", user=None, **options):
        changes = [{"id": record.id, "from": before, "to": place} for record in types]
        answer = self.Type.with_user(user or self.manager).put_types(changes, **options)
        self.env.invalidate_all()
        return answer

    def assert_refused(self, answer, *parts):
        self.assertFalse(answer["saved"])
        for part in parts:
            self.assertIn(part, answer["message"])

    def test_many_go_under_a_policy_aside_and_back(self):
        types = self.types("Tilt base", "Base 2")
        self.assertEqual(self.put(types, self.bases.id), {"saved": True, "units": 0, "old_units": False})
        self.assertRecordValues(types, [{"policy_id": self.bases.id, "ignored": False, "state": "mapped"}] * 2)
        self.assertTrue(self.put(types, "ignored", before=self.bases.id)["saved"])
        self.assertRecordValues(types, [{"policy_id": False, "ignored": True, "state": "ignored"}] * 2)
        self.assertTrue(self.put(types, "waiting", before="ignored")["saved"])
        self.assertEqual(types.mapped("state"), ["waiting"] * 2)

    def test_each_goes_back_where_it_was(self):
        mapped, ignored, waiting = types = self.types("Base", "Headrest", "Lift")
        mapped.policy_id, ignored.ignored = self.bases, True
        before = [record._place() for record in types]
        self.assertTrue(self.Type.with_user(self.manager).put_types([
            {"id": record.id, "from": place, "to": self.lifts.id} for record, place in zip(types, before)])["saved"])
        self.assertEqual(types.policy_id, self.lifts)
        self.assertTrue(self.Type.with_user(self.manager).put_types([
            {"id": record.id, "from": self.lifts.id, "to": place} for record, place in zip(types, before)], back=True)["saved"])
        self.env.invalidate_all()
        self.assertEqual([record._place() for record in types], before)

    def test_what_somebody_else_changed_meanwhile_is_named_and_nothing_is_changed(self):
        types = self.types("Base", "Headrest", "Lift")
        types[1].ignored, types[2].policy_id = True, self.lifts
        answer = self.put(types, self.bases.id)
        self.assert_refused(answer, "“Headrest” (now ignored)", "“Lift” (now under “Lifts”)")
        self.assertNotIn("“Base”", answer["message"])
        self.assertEqual([record._place() for record in types], ["waiting", "ignored", self.lifts.id])

    def test_of_many_that_were_changed_a_few_are_named(self):
        types = self.types(*(f"Part {number}" for number in range(8)))
        types.ignored = True
        self.assert_refused(self.put(types, self.bases.id), "Part 4", "and 3 more")

    def test_a_deleted_type_or_policy_is_told(self):
        types = self.types("Base", "Lift")
        gone = self.make_policy(name="Gone")
        gone.unlink()
        self.assert_refused(self.put(types, gone.id), "deleted this policy")
        changes = [{"id": record.id, "from": "waiting", "to": "ignored"} for record in types]
        types[1].unlink()
        self.assert_refused(self.Type.with_user(self.manager).put_types(changes), "deleted some of these types")
        self.assertFalse(types[0].ignored)

    def test_under_an_archived_policy_nothing_goes_but_what_was_there(self):
        types = self.types("Base")
        self.lifts.active = False
        self.assert_refused(self.put(types, self.lifts.id), "“Lifts” is archived")
        self.assertTrue(self.put(types, self.lifts.id, back=True)["saved"])

    def test_a_policy_of_another_company_is_refused_in_words(self):
        other = self.make_company("Elsewhere Lifts")
        policy = self.make_policy(name="Theirs", company_id=other.id)
        types = self.types("Base", "Lift")
        self.manager.company_ids = [Command.link(other.id)]
        Type = self.Type.with_user(self.manager).with_context(allowed_company_ids=[self.company.id, other.id])
        answer = Type.put_types([{"id": types[1].id, "from": "waiting", "to": policy.id}])
        self.assert_refused(answer, "“Theirs” is a policy of Elsewhere Lifts", "“Lift” is sold by Harbour Mobility")
        self.assertEqual(types.mapped("state"), ["waiting"] * 2)

    def test_types_and_policies_of_a_company_of_others_are_not_there(self):
        other = self.make_company("Elsewhere Lifts")
        theirs = self.types("Theirs", company_id=other.id)
        own = self.types("Ours")
        panel = self.Type.with_user(self.manager).read_panel()
        self.assertEqual([row["name"] for row in panel["types"]], ["Ours"])
        self.assertNotIn(other.id, {row["company"] for row in panel["policies"]})
        self.assertEqual(panel["companies"], {})
        self.assert_refused(self.put(theirs | own, "ignored"), "deleted some of these types")
        policy = self.make_policy(name="Theirs", company_id=other.id)
        self.assert_refused(self.put(own, policy.id), "deleted this policy")

    def test_only_managers_see_and_do_it(self):
        types = self.types("Base")
        for login, group in (("dan", "group_dispatcher"), ("una", "group_user")):
            person = self.make_user(login, group)
            self.assertIs(self.Type.with_user(person).read_panel(), False)
            with self.assertRaises(AccessError):
                self.put(types, "ignored", user=person)
        self.assertEqual(types.state, "waiting")

    def test_the_panel_shows_where_each_type_stands_and_how_many_were_sold(self):
        types = self.types("Base", "Headrest", "Lift")
        types[0].policy_id, types[1].ignored, types[2].unit_count = self.bases, True, 7
        self.lifts.active = False
        panel = self.Type.with_user(self.manager).read_panel()
        self.assertEqual([(row["name"], row["units"], row["place"]) for row in panel["types"]], [
            ("Base", 0, self.bases.id), ("Headrest", 0, "ignored"), ("Lift", 7, "waiting")])
        rows = {row["name"]: row for row in panel["policies"]}
        self.assertEqual(rows["Lifts"], {
            "id": self.lifts.id, "name": "Lifts", "active": False, "company": self.company.id})
        self.assertTrue(rows["Power bases"]["active"])

    def test_units_that_waited_are_counted_shown_and_get_their_contract(self):
        lines = self.claim("a", label="Tilt base") | self.claim(label="Tilt base", quantity=3) | self.claim("c", label="Headrest")
        self.scan(lines)
        tilt = self.Type.search([("name", "=", "Tilt base"), ("company_id", "=", self.company.id)])
        answer = self.put(tilt, self.bases.id)
        self.assertEqual((answer["saved"], answer["units"]), (True, 4))
        shown = self.Omission.search(tilt.with_user(self.manager).action_view_units()["domain"])
        self.assertEqual(shown.sale_line_id, lines[:2])
        self.assertTrue(all(shown.mapped("retry_asked")))
        self.assertEqual(self.put(self.Type.search([("name", "=", "Headrest")]), "ignored")["units"], 0)

    def test_old_units_are_spoken_of_until_they_were_brought_in(self):
        tilt = self.types("Tilt base")
        self.assertFalse(self.put(tilt, self.bases.id)["old_units"], "none were sold")
        tilt.unit_count = 3
        self.assertTrue(self.put(tilt, self.lifts.id, before=self.bases.id)["old_units"])
        self.assertTrue(self.Type.with_user(self.manager).read_panel()["old_units"])
        self.claims.old_units = True
        self.assertFalse(self.put(tilt, self.bases.id, before=self.lifts.id)["old_units"])
        self.claims.old_units = False
        self.assertFalse(self.put(tilt, "ignored", before=self.bases.id)["old_units"], "parts are not brought in")
        self.assertFalse(self.Type.with_user(self.manager).read_panel()["old_units"])

    def test_all_the_labels_of_a_catalogue_cost_as_many_queries_as_a_few(self):
        costs = []
        for count in (5, 100):
            types = self.types(*(f"Label {count} {number}" for number in range(count)))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertTrue(self.put(types, self.bases.id)["saved"])
            costs.append(self.cr.sql_log_count - before)
        self.assertLessEqual(costs[1], costs[0])
