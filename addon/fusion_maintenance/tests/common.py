"""What the tests of the models share: a company in Toronto on a Monday morning, and builders.

Every builder makes one thing that is ordinary in all respects but those its caller names, so
that a test says what its case is about and nothing else.
"""
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import Command, fields
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.tests import TransactionCase, freeze_time, tagged

TORONTO = ZoneInfo("America/Toronto")
# Monday 23 November 2026, 10:00 in Toronto.
NOW = "2026-11-23 15:00:00"
TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


def utc(day, hour, minute=0, tz=TORONTO):
    """A local wall time as the naive UTC datetime that Odoo stores."""
    local = datetime.combine(day, time(hour, minute), tz)
    return local.astimezone(timezone.utc).replace(tzinfo=None)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class MaintenanceCase(TransactionCase):
    """A company in Toronto, open Monday to Friday from 8 to 12 and from 13 to 17."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Also what the database calls "now" (create_date) follows the frozen clock.
        cls.classPatch(cls.cr, "now", fields.Datetime.now)
        cls.env = cls.env(context=dict(
            cls.env.context, tracking_disable=True, no_reset_password=True))
        # A company of our own: what the database has, demo data too, is none of our business.
        cls.company = cls.make_company("Harbour Mobility")
        cls.env.user.company_id = cls.company
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.company = cls.company.with_env(cls.env)
        cls.policy = cls.env["fusion.maintenance.policy"]._default_for(cls.company)
        cls.policy.write({
            "interval_months": 12, "reminder_bands": "30, 7, 1", "duration": 60, "step": 30,
            "buffer_before": 0, "buffer_after": 0, "notice_hours": 24, "horizon_days": 30,
            "daily_cap": 0, "skill_id": False, "revenue_mode": "quotation", "price": 95.0,
            "roll_rule": "done", "assignment": "auto"})
        cls.Contract = cls.env["fusion.maintenance.contract"]
        cls.Visit = cls.env["fusion.maintenance.visit"]
        cls.Reminder = cls.env["fusion.maintenance.reminder"]
        cls.Reservation = cls.env["fusion.maintenance.reservation"]
        cls.Omission = cls.env["fusion.maintenance.omission"]
        cls.booking = cls.env["fusion.maintenance.booking"]

    # -- time --------------------------------------------------------------------------------------

    @contextmanager
    def at(self, moment, tz=TORONTO):
        """Another local wall time: ``self.at("2026-11-24 07:00")``."""
        local = datetime.fromisoformat(moment).replace(tzinfo=tz)
        with freeze_time(local.astimezone(timezone.utc).replace(tzinfo=None)):
            yield

    # -- companies and people ----------------------------------------------------------------------

    @classmethod
    def make_company(cls, name, tz="America/Toronto", **values):
        """A company with a warehouse and office hours in its own zone, that we may work in."""
        company = cls.env["res.company"].create({
            "name": name, "email": f"{name.split()[0].lower()}@example.com", **values})
        company.resource_calendar_id = cls.make_calendar(name, tz, company_id=company.id)
        cls.env.user.company_ids |= company
        return company

    @classmethod
    def make_calendar(cls, name, tz="America/Toronto", hours=((8, 12), (13, 17)), days=range(5), **values):
        """Working hours, the same on each of the days (0 is Monday)."""
        return cls.env["resource.calendar"].create({
            "name": name, "tz": tz, "company_id": cls.env.company.id,
            "attendance_ids": [Command.clear(), *(
                Command.create({
                    "name": f"{day} {start}", "dayofweek": str(day), "hour_from": start,
                    "hour_to": stop, "day_period": "morning" if stop <= 12 else "afternoon"})
                for day in days for start, stop in hours)],
            **values})

    @classmethod
    def make_technician(cls, name="Priya Nair", calendar=None, company=None, **values):
        """An employee who does service visits, without a login, for years already."""
        company = company or cls.company
        return cls.env["hr.employee"].create({
            "name": name, "company_id": company.id, "x_fc_technician": True,
            "resource_calendar_id": (calendar or company.resource_calendar_id).id,
            "tz": (calendar or company.resource_calendar_id).tz,
            "date_version": date(2020, 1, 1), **values})

    @classmethod
    def make_client(cls, name="Ellen Moss", email="ellen@example.com", **values):
        """A private client in Toronto."""
        return cls.env["res.partner"].create({
            "name": name, "email": email, "street": "1 King Street West", "city": "Toronto",
            "zip": "M5H 1A1", "country_id": cls.env.ref("base.ca").id, "phone": "416-555-0100",
            **values})

    @classmethod
    def make_user(cls, login, *groups, employee=None, **values):
        """A user with exactly these groups: ``make_user("dan", "group_dispatcher")``."""
        full = [group if "." in group else f"fusion_maintenance.{group}" for group in groups]
        user = mail_new_test_user(
            cls.env, login=login, groups=",".join(["base.group_user", *full]),
            name=login.title(), email=f"{login}@example.com", tz="America/Toronto",
            **{"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)], **values})
        if employee:
            employee.user_id = user
        return user

    # -- units and contracts -----------------------------------------------------------------------

    @classmethod
    def make_product(cls, name="Power Wheelchair", tracking="serial", months=12, **values):
        """A unit that is sold and serviced every ``months`` (zero: never)."""
        return cls.env["product.product"].create({
            "name": name, "type": "consu", "is_storable": True, "tracking": tracking,
            "x_fc_maintenance_interval_months": months, **values})

    @classmethod
    def make_policy(cls, **values):
        """A policy beside the default one, with the default one's slot rules."""
        return cls.policy.copy({"name": "Other policy", **values})

    @classmethod
    def make_contract(cls, due="2026-12-23", **values):
        """An active contract of a new client for an untracked unit with a serial written on it."""
        cls._units = getattr(cls, "_units", 0) + 1
        if "product_id" not in values:
            values["product_id"] = cls.make_product(tracking="none").id
        if "partner_id" not in values:
            values["partner_id"] = cls.make_client().id
        if not {"lot_id", "sale_line_id"} & set(values):
            values.setdefault("serial", f"SN-{cls._units:04}")
        return cls.Contract.create({
            "company_id": cls.company.id, "policy_id": cls.policy.id, "state": "active",
            "interval_months": 12, "next_due_date": due, **values})

    @classmethod
    def make_lot(cls, product, name="SN-0001"):
        """A serial number or lot."""
        return cls.env["stock.lot"].create({"name": name, "product_id": product.id})

    # -- booking -----------------------------------------------------------------------------------

    @classmethod
    def starts(cls, contract, employees=None):
        """Every start that is offered for a contract, in its whole horizon, as naive UTC."""
        offered = cls.booking._offer(contract, cls.booking._window(contract), employees)
        return [datetime(1970, 1, 1) + timedelta(minutes=minute) for minute in offered]

    @classmethod
    def local_times(cls, contract, day, employees=None):
        """What is offered on a local day of the company: ["08:00", "08:30", …]."""
        tz = contract.company_id._maintenance_tz()
        local = [start.replace(tzinfo=timezone.utc).astimezone(tz) for start in cls.starts(contract, employees)]
        return [f"{start:%H:%M}" for start in local if start.date() == day]

    @classmethod
    def book(cls, contract, start=None, key=None, **values):
        """Press a time (the first one offered unless given) and expect nothing: the answer."""
        cls._keys = getattr(cls, "_keys", 0) + 1
        return cls.booking._book(
            contract, start or cls.starts(contract)[0],
            key=key or f"key-{cls._keys}", **{"channel": "client_portal", **values})

    @classmethod
    def booked(cls, contract, start=None, **values):
        """A visit that was booked: the test is about what comes after."""
        answer = cls.book(contract, start, **values)
        if answer.code != "booked":
            raise AssertionError(f"{answer.code} instead of booked")
        return answer.visit
