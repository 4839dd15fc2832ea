import { Component, onMounted, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import type { WatchedRecord } from "@web/views/widgets/standard_widget_props";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

interface Props {
    record: WatchedRecord;
    readonly?: boolean;
}

const EVERY = 2000;

/** Shows nothing; while it is on a form, the numbers there follow what the server does. */
export class RunWatch extends Component<Props> {
    static override template = "fusion_maintenance.RunWatch";
    static override props = { ...standardWidgetProps };

    private timer = 0;

    override setup(): void {
        onMounted(() => {
            this.timer = window.setTimeout(() => void this.look(), EVERY);
        });
        onWillUnmount(() => {
            window.clearTimeout(this.timer);
            this.timer = -1;
        });
    }

    /** The next look waits for this one: a slow server is not asked twice at once. */
    private async look(): Promise<void> {
        try {
            await this.props.record.load();
        } finally {
            if (this.timer !== -1) this.timer = window.setTimeout(() => void this.look(), EVERY);
        }
    }
}

registry.category("view_widgets").add("fusion_run_watch", { component: RunWatch });
