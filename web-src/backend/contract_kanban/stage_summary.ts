import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Orm } from "@web/core/utils/hooks";
import { useService } from "@web/core/utils/hooks";
import type { Stage, StageCount } from "../../core/stages";
import { countStages } from "../../core/stages";
import type { ContractSearchModel } from "./contract_search_model";

interface Props {
    resModel: string;
}

interface Env {
    searchModel: ContractSearchModel;
}

const NAMES: Record<Stage, () => string> = {
    overdue: () => _t("Overdue"),
    due: () => _t("Due"),
    booked: () => _t("Booked"),
    upcoming: () => _t("Upcoming"),
};

/** How many contracts stand where, each a button that narrows the search to them. */
export class StageSummary extends Component<Props, Env> {
    static override template = "fusion_maintenance.StageSummary";
    static override props = { resModel: String };

    state = useState<{ counts: StageCount[] }>({ counts: [] });
    private orm!: Orm;

    override setup(): void {
        this.orm = useService("orm");
        onWillStart(() => this.load());
        onWillUpdateProps(() => this.load());
    }

    get search(): ContractSearchModel {
        return this.env.searchModel;
    }

    nameOf(stage: Stage): string {
        return NAMES[stage]();
    }

    onChoose(stage: Stage): void {
        this.search.chooseStage(stage, this.nameOf(stage));
    }

    private async load(): Promise<void> {
        const domain = this.search.domainOfAllStages;
        const groups = await this.orm.formattedReadGroup(this.props.resModel, domain, ["stage"], ["__count"]);
        this.state.counts = countStages(groups);
    }
}
