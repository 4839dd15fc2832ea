import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { CalendarModel } from "@web/views/calendar/calendar_model";
const CLOCK = { hour: "numeric", minute: "2-digit" };
const WORDS = { weekday: "long", month: "long", day: "numeric", ...CLOCK };
const DISPATCHER = "fusion_maintenance.group_dispatcher";
class VisitCalendarModel extends CalendarModel {
  async load(params) {
    this.mayMove = await user.hasGroup(DISPATCHER);
    await super.load(params);
  }
  /** Visits that were made together are one place in the week. */
  async fetchRecords(data) {
    return onceEachTime(await super.fetchRecords(data));
  }
  get canEdit() {
    return super.canEdit && this.mayMove;
  }
  /** Move the visit, or have it jump back to where it is. */
  async updateRecord(record, options) {
    if (!await this.isMeant(record)) {
      return this.load();
    }
    try {
      await super.updateRecord(record, options);
    } catch (refusal) {
      await this.load();
      throw refusal;
    }
  }
  isMeant({ id, start, end }) {
    const was = this.records[id];
    const visit = was?.title ?? "";
    const stretched = end !== void 0 && was?.start.toMillis() === start.toMillis();
    const words = stretched ? {
      title: _t("Change this visit?"),
      body: _t("%(visit)s takes until %(time)s. The client gets a mail.", { visit, time: end.toLocaleString(CLOCK) }),
      confirmLabel: _t("Change It")
    } : {
      title: _t("Move this visit?"),
      body: _t("%(visit)s is moved to %(time)s. The client gets a mail with the new time.", {
        visit,
        time: start.toLocaleString(WORDS)
      }),
      confirmLabel: _t("Move It")
    };
    return new Promise((resolve) => {
      this.env.services.dialog.add(
        ConfirmationDialog,
        {
          ...words,
          confirm: () => resolve(true),
          cancelLabel: _t("Leave It"),
          cancel: () => resolve(false)
        },
        { onClose: () => resolve(false) }
      );
    });
  }
}
function onceEachTime(rows) {
  const first = /* @__PURE__ */ new Map();
  for (const { id, state, lead_id: lead } of rows) {
    const key = lead ? lead[0] : id;
    if (state === "booked" && id < (first.get(key) ?? Infinity)) {
      first.set(key, id);
    }
  }
  return rows.filter(({ id, state, lead_id: lead }) => state !== "booked" || first.get(lead ? lead[0] : id) === id);
}
export {
  VisitCalendarModel
};
