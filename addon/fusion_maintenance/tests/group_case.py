"""What the tests of visits for several units share: a care home whose three lifts are due together."""
from .common import TOMORROW, MaintenanceCase, utc


class GroupCase(MaintenanceCase):
    """A technician, and a care home with three lifts, 60 minutes and 95 dollars each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.home = cls.make_client("Cedar Grove Care Home", is_company=True)
        cls.first, cls.second, cls.third = cls.lifts = cls.make_lifts(3)
        # The day after tomorrow at nine.
        cls.nine = utc(TOMORROW.replace(day=25), 9)

    @classmethod
    def make_lifts(cls, count, **values):
        """Contracts of the care home's lifts, due on the same day."""
        lifts = cls.Contract.browse()
        for _number in range(count):
            lifts += cls.make_contract(**{"partner_id": cls.home.id, **values})
        return lifts

    @classmethod
    def make_holder(cls, contracts, name="Nora Moss"):
        """Somebody who may book for these contracts."""
        partner = cls.make_client(name, f"{name.split()[0].lower()}@example.com")
        cls.env["fusion.maintenance.holder"].create([
            {"contract_id": contract.id, "partner_id": partner.id} for contract in contracts])
        return partner

    @classmethod
    def booked_together(cls, contracts=None, start=None, **values):
        """The visits of contracts (all three lifts unless given) that were booked as one."""
        return cls.booked(contracts or cls.lifts, start or cls.nine, **values)._together()
