// Stands in for Odoo's module of the same name, for the domains that the tests use: [("field", "=", "value")].

export class Domain {
    private text: string;

    constructor(domain: string | [string, string, string][] = []) {
        const leaves = typeof domain === "string" ? domain : JSON.stringify(domain).replace(/\[("[^\]]*")\]/g, "($1)");
        this.text = leaves.replaceAll("'", '"').replace(/",\s*/g, '", ');
    }

    toString(): string {
        return this.text;
    }
}
