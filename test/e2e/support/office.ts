import { rpc, type Session } from "../../support/index.ts";
import { place, type Place } from "./stand.ts";

/** A client's unit with its contract. */
export interface Unit {
    contract: number;
    reference: string;
    client: number;
}

export interface UnitOptions {
    client: string;
    /** A demo product's internal reference. */
    product?: string;
    /** A policy's name; the default one otherwise. */
    policy?: string;
    /** Days from today until the service is due. */
    due?: number;
    email?: string;
    lang?: string;
    serial?: string;
    /** Another unit of the same client. */
    beside?: Unit;
}

/** The people at the office, working over the same calls as the web client. */
export interface Office {
    dispatcher: Session;
    manager: Session;
    unit(options: UnitOptions): Promise<Unit>;
    /** A booking link as the dispatcher copies it. */
    link(unit: Unit): Promise<string>;
    /** Values of a contract, as the dispatcher reads them. */
    read<Values>(unit: Unit, ...fields: string[]): Promise<Values>;
    visits(unit: Unit): Promise<VisitValues[]>;
    /** Free times that the dispatcher could book on the phone. */
    times(unit: Unit): Promise<string[]>;
    /** Book on the phone; gives the answer's name. */
    book(unit: Unit, start: string): Promise<string>;
}

/** What is known of a visit. */
export interface VisitValues {
    id: number;
    name: string;
    state: string;
    start: string;
    channel: string;
    phone: string;
    note: string;
    booked_by: string;
    repair_id: [number, string];
    event_id: [number, string];
    sale_order_id: [number, string];
}

const CONTRACT = "fusion.maintenance.contract";
const VISIT_FIELDS = ["name", "state", "start", "channel", "phone", "note", "booked_by", "repair_id", "event_id", "sale_order_id"];
let serials = 0;

/** A date some days from today, as Odoo writes it. */
export function inDays(days: number): string {
    const day = new Date();
    day.setUTCDate(day.getUTCDate() + days);
    return day.toISOString().slice(0, 10);
}

async function idOf(session: Session, model: string, field: string, value: string): Promise<number> {
    const [id] = await session.call<number[]>(model, "search", [[[field, "=", value]]], { limit: 1 });
    if (!id) throw new Error(`There is no ${model} whose ${field} is ${value}.`);
    return id;
}

async function newClient(session: Session, { client, email, lang }: UnitOptions): Promise<number> {
    const address = `${client.toLowerCase().replace(/[^a-z]+/g, ".")}@example.com`;
    const [id = 0] = await session.call<number[]>("res.partner", "create", [[{
        name: client, email: email ?? address, phone: "+1 416-555-0142", lang: lang ?? "en_US",
        street: "64 Centre Street", city: "Toronto", zip: "M5A 2P9", country_id: await idOf(session, "res.country", "code", "CA"),
    }]]);
    return id;
}

async function newUnit(session: Session, options: UnitOptions): Promise<Unit> {
    const { product = "MPLLT", policy = "Manual wheelchair", due = 25, serial, beside } = options;
    const client = beside?.client ?? (await newClient(session, options));
    serials += 1;
    const [contract = 0] = await session.call<number[]>(CONTRACT, "create", [[{
        partner_id: client,
        product_id: await idOf(session, "product.product", "default_code", product),
        policy_id: await idOf(session, "fusion.maintenance.policy", "name", policy),
        serial: serial ?? `${product}-${Date.now().toString(36)}-${serials}`,
        next_due_date: inDays(due),
    }]]);
    await session.call(CONTRACT, "action_activate", [[contract]]);
    const [made] = await session.call<{ name: string }[]>(CONTRACT, "read", [[contract], ["name"]]);
    return { contract, client, reference: made?.name ?? "" };
}

/** Others book a time on the phone until nobody is free. */
export async function takeAway(office: Office, start: string): Promise<void> {
    for (const client of ["Vera Quill", "Hugo Stein", "Mabel Torres", "Otto Finch", "Pearl Nash"]) {
        const answer = await office.book(await office.unit({ client }), start);
        if (answer !== "booked") return;
    }
    throw new Error("There are more technicians than people who book.");
}

/** Sign the office's people in. */
export async function openOffice({ url, db }: Place = place()): Promise<Office> {
    const [dispatcher, manager] = await Promise.all([rpc(url, db, "dispatcher"), rpc(url, db, "manager")]);
    return {
        dispatcher,
        manager,
        unit: (options) => newUnit(dispatcher, options),
        async link({ contract }) {
            const action = await dispatcher.call<{ params: { url: string } }>(CONTRACT, "action_copy_link", [[contract]]);
            return action.params.url;
        },
        async read<Values>({ contract }: Unit, ...fields: string[]) {
            const [values] = await dispatcher.call<Values[]>(CONTRACT, "read", [[contract], fields]);
            return values as Values;
        },
        visits: ({ contract }) => dispatcher.call("fusion.maintenance.visit", "search_read", [[["contract_id", "=", contract]], VISIT_FIELDS]),
        async times({ contract }) {
            const slots = await dispatcher.call<{ week: { times: string[] }[] }>(CONTRACT, "read_slots", [[contract], false, 14]);
            return slots.week.flatMap((day) => day.times);
        },
        async book({ contract }, start) {
            const answer = await dispatcher.call<{ answer: string }>(CONTRACT, "book_slot", [[contract], start, crypto.randomUUID(), {}]);
            return answer.answer;
        },
    };
}
