// Stands in for Odoo's search model: filters that can be toggled, in one group each.

interface Filter {
    id: number;
    type: string;
    domain: string;
    description: string;
}

export class SearchModel {
    query: { searchItemId: number }[] = [];
    searchItems: Record<number, Filter> = {};

    constructor(filters: { description: string; domain: string }[] = []) {
        for (const filter of filters) {
            this.addFilter(filter);
        }
    }

    toggleSearchItem(id: number): void {
        const isActive = this.query.some(({ searchItemId }) => searchItemId === id);
        this.query = isActive ? this.query.filter(({ searchItemId }) => searchItemId !== id) : [...this.query, { searchItemId: id }];
    }

    createNewFilters(filters: { description: string; domain: string }[]): void {
        for (const filter of filters) {
            this.toggleSearchItem(this.addFilter(filter));
        }
    }

    _getDomain(): unknown[] {
        return this.query.map(({ searchItemId }) => this.searchItems[searchItemId]?.domain);
    }

    private addFilter(filter: { description: string; domain: string }): number {
        const id = Object.keys(this.searchItems).length + 1;
        this.searchItems[id] = { id, type: "filter", ...filter };
        return id;
    }
}
