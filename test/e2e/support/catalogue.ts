import { readFileSync } from "node:fs";
import { anyPort } from "../../../tools/lib/ports.mjs";
import { dropDatabase, execute, freshDatabase, odooShell, startOdoo } from "../../support/index.ts";
import type { Place } from "./stand.ts";

/** A label of a billing catalogue, and what a manager would make of it: the class of equipment, or "" for a part. */
export interface Label {
    name: string;
    rows: number;
    equipment: string;
}

/** The classes that can be serviced, as policies are called here. */
export const POLICIES: Record<string, string> = {
    manual_tilt_wheelchair: "Catalogue tilt wheelchair",
    manual_wheelchair: "Catalogue manual wheelchair",
    power_scooter: "Catalogue power scooter",
    power_wheelchair: "Catalogue power wheelchair",
    standing_frame: "Catalogue standing frame",
    stroller: "Catalogue stroller",
    walker: "Catalogue walker",
};

/** The labels of the catalogue. */
export function catalogue(): Label[] {
    const [, ...lines] = readFileSync(new URL("../data/adp_device_types.csv", import.meta.url), "utf8").trim().split(/\r?\n/);
    return lines.map((line) => {
        const [name = "", rows = "0", equipment = ""] = line.split(",");
        return { name, rows: Number(rows), equipment };
    });
}

// Years of claims with every label of the catalogue, and two of this week; the fields are another addon's in real life.
// One line in twenty is enough to see what comes first. What was sold before does not look changed today.
const SELL = (labels: Label[]): string => `
import json
labels = json.loads(r'''${JSON.stringify(labels)}''')
FIELDS = [
    ('sale.order.line', 'x_fc_adp_approved', 'boolean'), ('sale.order.line', 'x_fc_serial_number', 'char'),
    ('sale.order.line', 'x_fc_adp_device_type', 'char'), ('sale.order', 'x_fc_sale_type', 'char'),
    ('sale.order', 'x_fc_adp_delivery_date', 'date'), ('sale.order', 'x_fc_service_start_date', 'date'),
    ('sale.order', 'x_fc_authorizer_id', 'many2one')]
for model, name, ttype in FIELDS:
    env['ir.model.fields'].create({
        'model_id': env['ir.model']._get_id(model), 'name': name, 'field_description': name, 'ttype': ttype, 'state': 'manual',
        **({'relation': 'res.partner'} if ttype == 'many2one' else {})})
product = env['product.product'].create({'name': 'Claimed equipment', 'type': 'consu'})
def sell(client, labels, day):
    order = env['sale.order'].create({
        'partner_id': env['res.partner'].create({'name': client, 'email': client.replace(' ', '.').lower() + '@example.com'}).id,
        'x_fc_sale_type': 'adp', 'x_fc_adp_delivery_date': day,
        'order_line': [(0, 0, {
            'product_id': product.id, 'product_uom_qty': -(-label['rows'] // 20), 'price_unit': 1,
            'x_fc_adp_approved': True, 'x_fc_adp_device_type': label['name']}) for label in labels]})
    order.action_confirm()
    return order
old = env['sale.order']
for number, year in enumerate((2019, 2021, 2023, 2024)):
    old += sell('Client Of %s' % year, labels[number::4], '%s-04-12' % year)
env.flush_all()
for table, ids in (('sale_order', old.ids), ('sale_order_line', old.order_line.ids), ('product_product', product.ids),
                   ('product_template', product.product_tmpl_id.ids)):
    env.cr.execute('UPDATE %s SET create_date = %%s, write_date = %%s WHERE id = ANY(%%s)' % table, ['2024-06-01', '2024-06-01', ids])
env.invalidate_all()
Source = env['fusion.maintenance.source']
new = sell('Client Of This Week', [label for label in labels if label['name'] in ('Power Dynamic Tilt Base', 'Headrest')], '${new Date().toISOString().slice(0, 10)}')
Source._cron_scan()
Source._count_device_types()
env['fusion.maintenance.policy'].create([{'name': name, 'sequence': 1} for name in ${JSON.stringify(Object.values(POLICIES))}])
env.cr.commit()
result = env['fusion.maintenance.device.type'].search_count([])
`;

// What managers start by a button goes on by itself; nothing else runs meanwhile.
const ONLY_OURS = `
    UPDATE ir_cron SET active = FALSE WHERE id NOT IN (
        SELECT res_id FROM ir_model_data WHERE module = 'fusion_maintenance' AND name IN ('cron_old_units', 'cron_scan_sources'))`;

/** An Odoo of its own, whose sales data spells its device types as a catalogue does. */
export async function openCatalogue(): Promise<{ place: Place; close: () => Promise<void> }> {
    const db = await freshDatabase("catalogue");
    await execute(db, ONLY_OURS);
    const smtpPort = await anyPort();
    const count = await odooShell<number>(db, SELL(catalogue()));
    if (count !== catalogue().length) throw new Error(`${count} device types are listed.`);
    const odoo = await startOdoo({ db, smtpPort, args: ["--max-cron-threads=1"] });
    return {
        place: { url: odoo.url, db, smtpPort },
        close: async () => {
            await odoo.stop();
            await dropDatabase(db);
        },
    };
}
