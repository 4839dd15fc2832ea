from datetime import timedelta

from odoo import fields, models

from ..core.minutes import from_minutes, to_minutes
from .booking import LOCK_TECHNICIAN, Answer


class MaintenanceBooking(models.AbstractModel):
    """Moving and cancelling a booked visit, with everything that was made for it."""

    _inherit = "fusion.maintenance.booking"

    def _client_may_change(self, visit):
        """Whether the policy still lets the client move or cancel this visit online."""
        cutoff = timedelta(hours=visit.policy_id.move_cutoff_hours)
        return fields.Datetime.now() + cutoff <= visit.start

    # -- moving ------------------------------------------------------------------------------------

    def _move(self, visit, start, *, employee=None, by_client=False, holder=None):
        """Move a booked visit to a time that is offered. Callers have checked who may.

        Takes the new reservation and releases the old one in one transaction.

        :param datetime start: naive UTC
        :param employee: the technician asked for; any who is free unless given
        :param bool by_client: the policy's cut-off counts, and so do notice and horizon
        :param holder: res.partner who moves it with a link; the user does unless given
        :return: an :class:`Answer`: ``booked``, ``too_late``, ``slot_taken``, ``try_again`` or
            ``refused``
        """
        visit = visit.sudo().with_company(visit.company_id)._for_office()
        contract, minute = visit.contract_id, to_minutes(start)
        self._lock_contract(contract)
        if visit.state != "booked":
            return Answer("refused", visit.browse())
        if visit.start == from_minutes(minute) and not employee:
            return Answer("booked", visit)  # pressed twice
        if by_client and not self._client_may_change(visit):
            return Answer("too_late", visit)
        if not self._on_grid(contract, minute, self._window(contract)):
            return Answer("refused", visit)
        return self._change_reservation(
            visit, lambda: self._reserve(contract, minute, employee), holder=holder)

    def _reassign(self, visit, employee, start=None, duration=None, over_busy=False, over_hours=False):
        """Give a visit to a technician, as a dispatcher decides. Another visit is never overridden.

        :param datetime start: naive UTC, the visit's own unless given
        :param int duration: minutes, as long as it is now unless given
        :param bool over_busy: also over the technician's other appointments
        :param bool over_hours: also when the technician does not work then, or is on leave
        :return: an :class:`Answer`: ``booked``, ``slot_taken`` (another visit), ``busy`` (an event),
            ``away`` or ``hours`` (as :meth:`_obstacles` has them), ``try_again``, or ``refused``
            (it is not booked any more)
        """
        visit = visit.sudo().with_company(visit.company_id)._for_office()
        contract, minute = visit.contract_id, to_minutes(start or visit.start)
        if visit.state != "booked":
            return Answer("refused", visit)
        duration = duration or int((visit.stop - visit.start).total_seconds()) // 60
        obstacles = [] if over_busy and over_hours else self._obstacles(
            visit, employee, from_minutes(minute), duration)
        for name in obstacles:
            if name == "visit":
                return Answer("slot_taken", visit)  # first: no tick helps
            if not (over_busy if name == "busy" else over_hours):
                return Answer(name, visit)

        def reserve():
            if not self._try_lock(LOCK_TECHNICIAN, employee.work_contact_id.id):
                return self.env["fusion.maintenance.reservation"], "try_again"
            return self._take(contract, minute, employee, False, duration), "slot_taken"

        return self._change_reservation(visit, reserve, duration)

    def _change_reservation(self, visit, reserve, duration=None, holder=None):
        """Exchange the visit's reservation, or leave everything as it was."""
        old = visit.reservation_id
        savepoint = self.env.cr.savepoint()
        with savepoint:
            # First: two buffers of the same visit must not be in each other's way.
            old.unlink()
            reservation, code = reserve()
            if not reservation:
                savepoint.rollback()
        if not reservation:
            self.env.invalidate_all(flush=False)
            return Answer(code, visit)
        was = visit._as_told()
        visit.write({
            **self._place(visit.contract_id, reservation, duration),
            "calendar_changed": False,
            "sequence": visit.sequence + 1,
        })
        visit._follow_move(was, holder)
        return Answer("booked", visit)

    # -- cancelling --------------------------------------------------------------------------------

    def _cancel_by_client(self, visit, holder=None):
        """Cancel as the client: "cancelled", or "too_late" after the policy's cut-off.

        :param holder: res.partner whose link it was done with
        """
        self._lock_contract(visit.contract_id)
        if visit.state != "booked":
            return Answer("cancelled", visit)
        if not self._client_may_change(visit):
            return Answer("too_late", visit)
        self._cancel(visit, notify=True, holder=holder)
        return Answer("cancelled", visit)

    def _cancel(self, visit, notify=False, state="cancelled", rebook=True, holder=None):
        """Cancel a booked visit and everything made for it; the contract can be booked again.

        :param bool notify: tell the client by mail
        :param str state: "cancelled", or "no_show" which keeps the technician's time
        :param bool rebook: the mail has a link to book another time
        :param holder: res.partner who cancels with a link; the user does unless given
        """
        visit = visit.sudo().with_company(visit.company_id)._for_office()
        if visit.state != "booked":
            return
        visit._done_by(holder)
        visit.state = state
        visit.contract_id.booking_repair_id = False
        if visit.repair_id.state not in (False, "done", "cancel"):
            visit.repair_id.action_repair_cancel()
        order = visit.sale_order_id
        if order.state in ("draft", "sent") or (order.state == "sale" and not order.invoice_ids):
            order._action_cancel()
        if state == "cancelled":
            visit.reservation_id.unlink()
            visit.event_id.with_context(no_mail_to_attendees=True).unlink()
            visit._tell_cancelled(holder)
        if notify:
            # A page that only says to call needs no link.
            visit._notify("email_template_visit_cancelled", method="CANCEL",
                          with_link=rebook and visit.contract_id.state == "active")
