import { Component, onMounted, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
const EVERY = 2e3;
class RunWatch extends Component {
  static template = "fusion_maintenance.RunWatch";
  static props = { ...standardWidgetProps };
  timer = 0;
  setup() {
    onMounted(() => {
      this.timer = window.setTimeout(() => void this.look(), EVERY);
    });
    onWillUnmount(() => {
      window.clearTimeout(this.timer);
      this.timer = -1;
    });
  }
  /** The next look waits for this one: a slow server is not asked twice at once. */
  async look() {
    try {
      await this.props.record.load();
    } finally {
      if (this.timer !== -1) this.timer = window.setTimeout(() => void this.look(), EVERY);
    }
  }
}
registry.category("view_widgets").add("fusion_run_watch", { component: RunWatch });
export {
  RunWatch
};
