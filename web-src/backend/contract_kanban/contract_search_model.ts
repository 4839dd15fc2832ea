import type { DomainList } from "@web/core/domain";
import { Domain } from "@web/core/domain";
import type { SearchItem } from "@web/search/search_model";
import { SearchModel } from "@web/search/search_model";
import type { Stage } from "../../core/stages";

/** A search that knows which stage it is narrowed to, and what it would find without that. */
export class ContractSearchModel extends SearchModel {
    /** The stage that is filtered on, null for none or several. */
    get stage(): Stage | null {
        const [stage, ...others] = this.activeStages();
        return stage && !others.length ? stage : null;
    }

    /** The domain of everything else that is searched for: what the counts of the stages are of. */
    get domainOfAllStages(): DomainList {
        const { query } = this;
        try {
            this.query = query.filter(({ searchItemId }) => !stageOf(this.searchItems[searchItemId]));
            return this._getDomain();
        } finally {
            this.query = query;
        }
    }

    /** Narrows to one stage, or widens again when it is the one already chosen. */
    chooseStage(stage: Stage, description: string): void {
        const wasChosen = this.stage === stage;
        for (const { searchItemId } of [...this.query]) {
            if (stageOf(this.searchItems[searchItemId])) {
                this.toggleSearchItem(searchItemId);
            }
        }
        if (wasChosen) {
            return;
        }
        const known = Object.values(this.searchItems).find((item) => stageOf(item) === stage);
        if (known) {
            this.toggleSearchItem(known.id);
        } else {
            this.createNewFilters([{ description, domain: new Domain([["stage", "=", stage]]).toString() }]);
        }
    }

    private activeStages(): Stage[] {
        const stages = this.query.map(({ searchItemId }) => stageOf(this.searchItems[searchItemId]));
        return [...new Set(stages)].filter((stage) => stage !== null);
    }
}

/** The stage that a filter stands for, when that is all it does. */
function stageOf(item: SearchItem | undefined): Stage | null {
    if (item?.type !== "filter" || !item.domain) {
        return null;
    }
    const match = /^\[\(\s*"stage"\s*,\s*"="\s*,\s*"(\w+)"\s*\)\]$/.exec(new Domain(item.domain).toString());
    return (match?.[1] as Stage | undefined) ?? null;
}
