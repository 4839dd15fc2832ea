import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { countStages } from "../../core/stages";
const NAMES = {
  overdue: () => _t("Overdue"),
  due: () => _t("Due"),
  booked: () => _t("Booked"),
  upcoming: () => _t("Upcoming")
};
class StageSummary extends Component {
  static template = "fusion_maintenance.StageSummary";
  static props = { resModel: String };
  state = useState({ counts: [] });
  orm;
  setup() {
    this.orm = useService("orm");
    onWillStart(() => this.load());
    onWillUpdateProps(() => this.load());
  }
  get search() {
    return this.env.searchModel;
  }
  nameOf(stage) {
    return NAMES[stage]();
  }
  onChoose(stage) {
    this.search.chooseStage(stage, this.nameOf(stage));
  }
  async load() {
    const domain = this.search.domainOfAllStages;
    const groups = await this.orm.formattedReadGroup(this.props.resModel, domain, ["stage"], ["__count"]);
    this.state.counts = countStages(groups);
  }
}
export {
  StageSummary
};
