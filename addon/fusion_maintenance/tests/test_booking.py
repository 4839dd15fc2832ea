from .common import MaintenanceCase


class TestBooking(MaintenanceCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()

    def test_smoke(self):
        contract = self.make_contract()
        answer = self.book(contract)
        self.assertEqual(answer.code, "booked")
