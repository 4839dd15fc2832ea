// Stands in for Odoo's base of the views' models.
export class Model {
    orm: unknown;

    constructor(_env: object, params: object, services: { orm: unknown }) {
        this.orm = services.orm;
        this.setup(params);
    }

    setup(params: object): void {
        Object.assign(this, { params });
    }
}

export const useModelWithSampleData = (): undefined => undefined;
