import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import type { IntervalQuestion, NewInterval } from "../../core/grid/payload";

interface Props {
    close: () => void;
    question: IntervalQuestion;
    answer: (choice: string) => void;
}

/** Asks which contracts new intervals are for: once, for all policies that are saved together. */
export class IntervalDialog extends Component<Props> {
    static override template = "fusion_maintenance.IntervalDialog";
    static components = { Dialog };
    static override props = { close: Function, question: Object, answer: Function };

    private readonly state = useState<{ choice: string | null }>({ choice: null });

    get chosen(): string | null {
        return this.state.choice;
    }

    changeOf({ before, after }: NewInterval): string {
        return _t("every %(after)s months instead of %(before)s", { after, before });
    }

    choose(choice: string): void {
        this.state.choice = choice;
    }

    save(): void {
        if (this.state.choice !== null) {
            this.props.answer(this.state.choice);
            this.props.close();
        }
    }
}
