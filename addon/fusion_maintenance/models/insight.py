from odoo import fields, models

ANSWERS = [
    ("none", "No answer"),
    ("opened", "Page opened"),
    ("booked", "Booked"),
    ("done", "Done"),
]


class MaintenanceInsight(models.Model):
    """What came of the reminders: one row for each service that a client was reminded of.

    Read from reminders, links and visits, so it is never stale. That the page was opened is what
    the access log says and, when that is cleaned, the link: nothing in a mail tells it.
    """

    _name = "fusion.maintenance.insight"
    _description = "What Came of the Reminders"
    _auto = False
    _order = "sent_date desc, id desc"
    _rec_name = "contract_id"

    contract_id = fields.Many2one("fusion.maintenance.contract", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    policy_id = fields.Many2one("fusion.maintenance.policy", readonly=True)
    product_id = fields.Many2one("product.product", string="Unit", readonly=True)
    visit_id = fields.Many2one("fusion.maintenance.visit", readonly=True)
    channel = fields.Selection(
        [("client_portal", "Booking page"), ("phone", "Phone")], string="Booked By Way Of", readonly=True)
    due_date = fields.Date(readonly=True)
    sent_date = fields.Date(
        string="Reminded On", readonly=True, help="When the first reminder of this service left, on the company's calendar.")
    answer = fields.Selection(ANSWERS, readonly=True, help="The furthest that it came.")
    sent = fields.Integer(string="Reminded", readonly=True)
    mails = fields.Integer(string="Reminders", readonly=True, help="How many of this service were sent to the client.")
    opened = fields.Integer(string="Page Opened", readonly=True)
    booked = fields.Integer(readonly=True)
    done = fields.Integer(readonly=True)
    unanswered = fields.Integer(
        string="Without Answer", readonly=True, help="Nothing was booked until now, or until the next service was due.")

    @property
    def _table_query(self):
        return """
            WITH cycle AS (
                SELECT min(reminder.id) AS id, reminder.contract_id,
                       COALESCE(reminder.moved_to, reminder.due_date) AS due_date,
                       min(reminder.sent_date) AS first_sent,
                       count(*) FILTER (WHERE reminder.copy_of_id IS NULL) AS mails,
                       bool_or(link.first_opened IS NOT NULL OR EXISTS (
                           SELECT FROM fusion_maintenance_access access
                            WHERE access.link_id = link.id AND access.event = 'open')) AS opened
                  FROM fusion_maintenance_reminder reminder
                  LEFT JOIN fusion_maintenance_link link ON link.id = reminder.link_id
                 WHERE reminder.state = 'sent'
                 GROUP BY 2, 3
            ), followed AS (
                SELECT cycle.*, lead(first_sent) OVER (PARTITION BY contract_id ORDER BY first_sent) AS next_sent
                  FROM cycle
            )
            SELECT followed.id, followed.contract_id, contract.company_id, contract.partner_id,
                   contract.policy_id, contract.product_id, followed.due_date, followed.mails, 1 AS sent,
                   (followed.first_sent AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(hours.tz, 'UTC'))::date AS sent_date,
                   visit.id AS visit_id, visit.channel,
                   CASE WHEN COALESCE(followed.opened, FALSE) THEN 1 ELSE 0 END AS opened,
                   CASE WHEN visit.id IS NOT NULL THEN 1 ELSE 0 END AS booked,
                   CASE WHEN visit.state = 'done' THEN 1 ELSE 0 END AS done,
                   CASE WHEN visit.id IS NULL THEN 1 ELSE 0 END AS unanswered,
                   CASE WHEN visit.state = 'done' THEN 'done' WHEN visit.id IS NOT NULL THEN 'booked'
                        WHEN followed.opened THEN 'opened' ELSE 'none' END AS answer
              FROM followed
              JOIN fusion_maintenance_contract contract ON contract.id = followed.contract_id
              JOIN res_company company ON company.id = contract.company_id
              LEFT JOIN resource_calendar hours ON hours.id = company.resource_calendar_id
              LEFT JOIN LATERAL (
                   SELECT booked.id, booked.state, booked.channel
                     FROM fusion_maintenance_visit booked
                    WHERE booked.contract_id = followed.contract_id AND booked.state IN ('booked', 'done', 'no_show')
                      AND booked.create_date >= followed.first_sent
                      AND (followed.next_sent IS NULL OR booked.create_date < followed.next_sent)
                    ORDER BY booked.state = 'done' DESC, booked.id LIMIT 1) visit ON TRUE
        """

    def action_open_contract(self):
        """Open the contract that was reminded of."""
        self.ensure_one()
        return self.contract_id._get_records_action()


class MaintenanceReminder(models.Model):
    _inherit = "fusion.maintenance.reminder"

    link_id = fields.Many2one(
        "fusion.maintenance.link", readonly=True, copy=False, index="btree_not_null", ondelete="set null",
        help="The booking link that went with it; shared by what was in one mail.")
    moved_to = fields.Date(
        readonly=True, copy=False, help="The due date that the service it was for has been moved to.")


class MaintenanceLink(models.Model):
    _inherit = "fusion.maintenance.link"

    first_opened = fields.Datetime(
        readonly=True, copy=False,
        help="When the page was first opened, kept when the access log forgets it.")


class MaintenanceAccess(models.Model):
    _inherit = "fusion.maintenance.access"

    def _keep_opened(self, before):
        """Note with the links when they were first opened, before the log forgets it.

        :param before: naive UTC; what is older is about to go
        """
        self.env.cr.execute("""
            UPDATE fusion_maintenance_link link
               SET first_opened = least(link.first_opened, opened.first)
              FROM (SELECT link_id, min(create_date) AS first FROM fusion_maintenance_access
                     WHERE event = 'open' AND create_date < %s GROUP BY link_id) opened
             WHERE opened.link_id = link.id
        """, [before])
        self.env["fusion.maintenance.link"].invalidate_model(["first_opened"])
