import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import type { CalendarRecord } from "@web/views/calendar/calendar_model";
import { CalendarModel } from "@web/views/calendar/calendar_model";

const CLOCK = { hour: "numeric", minute: "2-digit" } as const;
const WORDS = { weekday: "long", month: "long", day: "numeric", ...CLOCK } as const;
const DISPATCHER = "fusion_maintenance.group_dispatcher";

/** What tells visits that were made together, for several units: they have one time. */
interface VisitRow {
    id: number;
    state: string;
    lead_id: [number, string] | false;
}

/** Visits by technician. A dispatcher drags one to another time, or makes it longer; the client is told, so it asks first. */
export class VisitCalendarModel extends CalendarModel {
    // Odoo calls setup() in the constructor: a field with a value would undo what it sets.
    private declare mayMove: boolean;

    override async load(params?: object): Promise<void> {
        this.mayMove = await user.hasGroup(DISPATCHER);
        await super.load(params);
    }

    /** Visits that were made together are one place in the week. */
    override async fetchRecords(data: object): Promise<Record<string, unknown>[]> {
        return onceEachTime((await super.fetchRecords(data)) as (VisitRow & Record<string, unknown>)[]);
    }

    override get canEdit(): boolean {
        return super.canEdit && this.mayMove;
    }

    /** Move the visit, or have it jump back to where it is. */
    override async updateRecord(record: CalendarRecord, options?: object): Promise<void> {
        if (!(await this.isMeant(record))) {
            return this.load();
        }
        try {
            await super.updateRecord(record, options);
        } catch (refusal) {
            await this.load();
            throw refusal;
        }
    }

    private isMeant({ id, start, end }: CalendarRecord): Promise<boolean> {
        const was = this.records[id];
        const visit = was?.title ?? "";
        // An event that was only stretched begins when it did.
        const stretched = end !== undefined && was?.start.toMillis() === start.toMillis();
        const words = stretched
            ? {
                  title: _t("Change this visit?"),
                  body: _t("%(visit)s takes until %(time)s. The client gets a mail.", { visit, time: end.toLocaleString(CLOCK) }),
                  confirmLabel: _t("Change It"),
              }
            : {
                  title: _t("Move this visit?"),
                  body: _t("%(visit)s is moved to %(time)s. The client gets a mail with the new time.", {
                      visit,
                      time: start.toLocaleString(WORDS),
                  }),
                  confirmLabel: _t("Move It"),
              };
        return new Promise((resolve) => {
            this.env.services.dialog.add(
                ConfirmationDialog,
                {
                    ...words,
                    confirm: () => resolve(true),
                    cancelLabel: _t("Leave It"),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) },
            );
        });
    }
}

/** Of booked visits that were made together the first one; all of the others. */
function onceEachTime<Row extends VisitRow>(rows: Row[]): Row[] {
    const first = new Map<number, number>();
    for (const { id, state, lead_id: lead } of rows) {
        const key = lead ? lead[0] : id;
        if (state === "booked" && id < (first.get(key) ?? Infinity)) {
            first.set(key, id);
        }
    }
    return rows.filter(({ id, state, lead_id: lead }) => state !== "booked" || first.get(lead ? lead[0] : id) === id);
}
