import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import type { CalendarRecord } from "@web/views/calendar/calendar_model";
import { CalendarModel } from "@web/views/calendar/calendar_model";

const WORDS = { weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
const DISPATCHER = "fusion_maintenance.group_dispatcher";

/** Visits by technician. A dispatcher drags one to another time; the client is told, so it asks first. */
export class VisitCalendarModel extends CalendarModel {
    // Odoo calls setup() in the constructor: a field with a value would undo what it sets.
    private declare mayMove: boolean;

    override async load(params?: object): Promise<void> {
        this.mayMove = await user.hasGroup(DISPATCHER);
        await super.load(params);
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

    private isMeant({ id, start }: CalendarRecord): Promise<boolean> {
        const body = _t("%(visit)s is moved to %(time)s. The client gets a mail with the new time.", {
            visit: this.records[id]?.title ?? "",
            time: start.toLocaleString(WORDS),
        });
        return new Promise((resolve) => {
            this.env.services.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Move this visit?"),
                    body,
                    confirmLabel: _t("Move It"),
                    confirm: () => resolve(true),
                    cancelLabel: _t("Leave It"),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) },
            );
        });
    }
}
