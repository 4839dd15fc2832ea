from datetime import timedelta

from odoo import fields, models

from ..core.minutes import from_minutes, to_minutes
from .booking import LOCK_TECHNICIAN, Answer


class MaintenanceBooking(models.AbstractModel):
    """Moving and cancelling a booked visit, with everything that was made for it.

    Visits made together for several units are moved together, whichever of them is asked for.
    """

    _inherit = "fusion.maintenance.booking"

    def _client_may_change(self, visit, holder=None):
        """Whether the policies still let the client move or cancel this visit online.

        :param holder: res.partner whose link it is; a visit for several units has to be theirs as a whole
        """
        cutoff = timedelta(hours=max(visit._together().policy_id.mapped("move_cutoff_hours")))
        return fields.Datetime.now() + cutoff <= visit.start and (
            holder is None or self._is_theirs(visit, holder))

    def _is_theirs(self, visit, holder):
        """Whether all the units of a visit are this holder's to decide on."""
        others = visit._together().contract_id - visit.contract_id
        return others == others._bookable_by(holder)

    # -- moving ------------------------------------------------------------------------------------

    def _move(self, visit, start, holder=None):
        """Move a booked visit as its client, to a time that is offered. Callers have checked who may.

        Takes the new reservation and releases the old one in one transaction. A dispatcher moves
        with :meth:`_reassign`.

        :param datetime start: naive UTC
        :param holder: res.partner who moves it with a link; the user does unless given
        :return: an :class:`Answer`: ``booked``, ``too_late``, ``slot_taken``, ``try_again`` or
            ``refused``
        """
        visit = visit.sudo().with_company(visit.company_id)._for_office()
        contracts, minute = visit._together().contract_id, to_minutes(start)
        self._lock_contracts(contracts)
        if visit.state != "booked":
            return Answer("refused", visit.browse())
        if visit.start == from_minutes(minute):
            return Answer("booked", visit)  # pressed twice
        if not self._client_may_change(visit, holder):
            return Answer("too_late", visit)
        if not self._on_grid(contracts, minute, self._window(contracts)):
            return Answer("refused", visit)
        return self._change_reservation(
            visit, lambda: self._reserve(contracts, minute), holder=holder)

    def _reassign(self, visit, employee, start=None, duration=None, over_busy=False, over_hours=False):
        """Give a visit to a technician, as a dispatcher decides. Another visit is never overridden.

        :param datetime start: naive UTC, the visit's own unless given
        :param int duration: minutes, as long as it is now unless given
        :param bool over_busy: also over the technician's other appointments
        :param bool over_hours: also when the technician does not work then, or is on leave
        :return: an :class:`Answer`: ``booked``, ``slot_taken`` (another visit), ``busy`` (an event),
            ``no_contact``, ``away`` or ``hours`` (as :meth:`_obstacles` has them), ``try_again``, or
            ``refused`` (it is not booked any more)
        """
        visit = visit.sudo().with_company(visit.company_id)._for_office()
        contracts, minute = visit._together().contract_id, to_minutes(start or visit.start)
        if visit.state != "booked":
            return Answer("refused", visit)
        if not employee.work_contact_id:
            return Answer("no_contact", visit)
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
            return self._take(contracts, minute, employee, False, duration), "slot_taken"

        return self._change_reservation(visit, reserve, duration)

    def _change_reservation(self, visit, reserve, duration=None, holder=None):
        """Exchange the visit's reservation, that of all made together, or leave everything as it was."""
        visits, old = visit._together(), visit.reservation_id
        done = visit._all_parts().filtered(
            lambda part: part.state == "done" and part.reservation_id == old)
        # Some units were done in this time already: it stays where it was.
        splits = bool(done) and visit.start <= fields.Datetime.now()
        savepoint = self.env.cr.savepoint()
        with savepoint:
            # First: two buffers of the same visit must not be in each other's way.
            if not splits:
                old.unlink()
            reservation, code = reserve()
            if not reservation:
                savepoint.rollback()
        if not reservation:
            self.env.invalidate_all(flush=False)
            return Answer(code, visit)
        was = visit._as_told()
        if not splits:
            done.event_id = False  # done before that day: the event goes with the others
        visits.write({
            **self._place(visits.contract_id, reservation, duration),
            "calendar_changed": False,
            "sequence": visit.sequence + 1,
        })
        if splits or not visits.event_id:
            visits._make_event()
        visits._follow_move(was, holder)
        return Answer("booked", visit)

    # -- cancelling --------------------------------------------------------------------------------

    def _cancel_by_client(self, visit, holder=None):
        """Cancel as the client, with what was made together: "cancelled", or "too_late" after the policy's cut-off.

        :param holder: res.partner whose link it was done with
        """
        visits = visit._together()
        self._lock_contracts(visits.contract_id)
        if visit.state != "booked":
            return Answer("cancelled", visit)
        if not self._client_may_change(visit, holder):
            return Answer("too_late", visit)
        self._cancel(visits, notify=True, holder=holder)
        return Answer("cancelled", visit)

    def _cancel(self, visits, notify=False, state="cancelled", rebook=True, holder=None):
        """Cancel booked visits and everything made for them; their contracts can be booked again.

        Others that were made together with them stay booked, at the same time: see ``visit._together``.

        :param bool notify: tell the client by mail
        :param str state: "cancelled", or "no_show" which keeps the technician's time
        :param bool rebook: the mail has a link to book another time
        :param holder: res.partner who cancels with a link; the user does unless given
        """
        for group in visits.sudo().filtered(lambda visit: visit.state == "booked")._by_time():
            group = group.with_company(group.company_id)._for_office()
            rest = group[:1]._together() - group
            group._done_by(holder)
            group.state = state
            group.contract_id.booking_repair_id = False
            group.repair_id.filtered(lambda repair: repair.state not in ("done", "cancel")).action_repair_cancel()
            if not self._cancel_around(group, state) and rest:
                rest._follow_shrink()
            if state == "cancelled":
                for visit in group:
                    visit._tell_cancelled(holder)
            if notify and rest:
                rest._notify("email_template_visit_moved")
            elif notify:
                # A page that only says to call needs no link.
                group._notify("email_template_visit_cancelled", method="CANCEL",
                              with_link=rebook and group[:1].contract_id.state == "active")

    def _cancel_around(self, visits, state):
        """Cancel what these visits share, unless others that were made with them still need it.

        :return: whether it was cancelled
        """
        others = (visits[:1]._all_parts() - visits).filtered(lambda visit: visit.state in ("booked", "done"))
        if visits.reservation_id & others.reservation_id:
            visits.write({"reservation_id": False, "event_id": False})
            others._release_time()
            return False
        order = visits.sale_order_id
        # What was done is still to be paid.
        if not others and (
                order.state in ("draft", "sent") or (order.state == "sale" and not order.invoice_ids)):
            order._action_cancel()
        if state == "cancelled":
            visits.reservation_id.unlink()
            visits.event_id.with_context(no_mail_to_attendees=True).unlink()
        return True
