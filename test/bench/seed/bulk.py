"""Data set L, the part with many rows: copies of one row each, changed by SQL, the same every time.

Runs after structure.py. Nothing here is random: what varies is a hash of the row's number.
"""
CONTRACTS, DUE = 100_000, 10_000
LINES, LINES_PER_ORDER = 1_000_000, 10
EVENTS_AHEAD, EVENTS_PAST = 20_000, 500_000
RESERVATIONS_EACH = 20

cr = env.cr
cr.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
if cr.fetchone()[0]:
    # What is copied points to what is there: checking it again takes as long as writing it.
    cr.execute("SET LOCAL session_replication_role = replica")
cr.execute("""
    CREATE FUNCTION pg_temp.pick(number bigint, salt int, size int) RETURNS int IMMUTABLE LANGUAGE sql
    AS $$ SELECT mod(hashint8extended(number, salt) & 9223372036854775807, size)::int $$""")


def clone(table, row, count, **changes):
    """Copy a row ``count`` times; ``changes`` are SQL expressions over the copy's number ``g``.

    :return: the id of copy number 0, which is not there: copy ``g`` has that id plus ``g``
    """
    cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    columns = [name for (name,) in cr.fetchall()]
    assert set(changes) <= set(columns), f"{table} has no {set(changes) - set(columns)}"
    cr.execute(f"SELECT max(id) FROM {table}")
    base = cr.fetchone()[0]
    changes["id"] = f"{base} + g"
    values = ", ".join(changes.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t, generate_series(1, {count}) g"
        f" WHERE t.id = {row}")
    cr.execute(f"SELECT setval('{table}_id_seq', {base + count})")
    return base


def array(values):
    return f"(ARRAY{list(values)})"


def make_clients():
    return clone(
        "res_partner", ids["client"], CONTRACTS, name="'Client ' || g",
        complete_name="'Client ' || g", email="'client' || g || '@client.example'",
        email_normalized="'client' || g || '@client.example'", commercial_partner_id="{0} + g".format(
            "(SELECT max(id) FROM res_partner)"),
        # The first hundred, who book, live where 50 technicians drive.
        zip="'Q' || CASE WHEN g % 100 < 40 THEN 1 ELSE 1 + pg_temp.pick(g, 1, 4) END || 'A 0H0'")


def make_contracts(clients):
    """10,000 with a due date in the next 2 to 30 days, the others spread over a year after that."""
    due = (f"CURRENT_DATE + CASE WHEN g > {CONTRACTS - DUE} THEN 2 + pg_temp.pick(g, 2, 28)"
           " ELSE 40 + pg_temp.pick(g, 3, 320) END")
    policies = array(ids["policies"])
    clone(
        "fusion_maintenance_contract", ids["contract"], CONTRACTS, name="'B' || g",
        partner_id=f"{clients} + g", service_address_id=f"{clients} + g", serial="'B' || g", serial_key="'B' || g",
        unit_key="'serial:B' || g", next_due_date=due,
        stage=f"CASE WHEN g > {CONTRACTS - DUE} THEN 'due' ELSE 'upcoming' END",
        policy_id=f"{policies}[CASE WHEN g % 100 < 40 THEN 1 ELSE 1 + pg_temp.pick(g, 4, 6) END]",
        create_date="now() AT TIME ZONE 'UTC' - interval '400 days'")


def make_orders(clients):
    orders = clone(
        "sale_order", ids["order"], LINES // LINES_PER_ORDER, name="'BO' || g",
        partner_id=f"{clients} + g", partner_invoice_id=f"{clients} + g",
        partner_shipping_id=f"{clients} + g", state="'sale'")
    clone(
        "sale_order_line", ids["line"], LINES, state="'sale'", qty_delivered="1",
        order_id=f"{orders} + 1 + (g - 1) / {LINES_PER_ORDER}",
        order_partner_id=f"{clients} + 1 + (g - 1) / {LINES_PER_ORDER}")


def make_events(count, first_day, days):
    """Meetings of 15 to 45 minutes in working hours; few last all day, some are free time."""
    day = f"CURRENT_DATE + {first_day} + pg_temp.pick(g, 5, {days})"
    start = f"({day} + time '12:00' + pg_temp.pick(g, 6, 36) * interval '15 minutes')"
    allday = "g % 200 = 0"
    events = clone(
        "calendar_event", ids["event"], count, name="'Meeting ' || g",
        allday=allday, show_as="CASE WHEN g % 10 = 1 THEN 'free' ELSE 'busy' END",
        start=f"CASE WHEN {allday} THEN {day} + time '08:00' ELSE {start} END",
        stop=f"CASE WHEN {allday} THEN {day} + time '18:00' ELSE {start}"
             " + (1 + pg_temp.pick(g, 7, 3)) * interval '15 minutes' END",
        start_date=f"CASE WHEN {allday} THEN {day} END", stop_date=f"CASE WHEN {allday} THEN {day} END")
    person = f"{array(ids['people'])}[1 + pg_temp.pick(g, 8, {len(ids['people'])})]"
    clone(
        "calendar_attendee", ids["attendee"], count, event_id=f"{events} + g", partner_id=person,
        state="CASE WHEN g % 20 = 3 THEN 'declined' ELSE 'accepted' END", access_token="md5(g::text)")
    cr.execute(f"""
        INSERT INTO calendar_event_res_partner_rel (calendar_event_id, res_partner_id)
        SELECT {events} + g, {person} FROM generate_series(1, {count}) g""")


def make_reservations():
    """Some time of each technician is taken already, at ten in the morning."""
    cr.execute(f"""
        INSERT INTO fusion_maintenance_reservation
            (technician_id, employee_id, start, stop, provisional, company_id)
        SELECT person, employee, CURRENT_DATE + day + time '15:00', CURRENT_DATE + day + time '16:15',
               false, %s
          FROM unnest(%s, %s) AS t(person, employee), generate_series(2, {1 + RESERVATIONS_EACH}) day
    """, [env.company.id, ids["people"], ids["employees"]])


clients = make_clients()
make_contracts(clients)
make_orders(clients)
make_events(EVENTS_PAST, -1826, 1825)
make_events(EVENTS_AHEAD, 1, 60)
make_reservations()
cr.commit()
result = ids
