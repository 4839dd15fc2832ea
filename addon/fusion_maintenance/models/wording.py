import re
from datetime import date, time
from functools import lru_cache

from babel import dates, numbers
from babel.core import get_global

from odoo import api, models
from odoo.tools.misc import babel_locale_parse

# ", y" or " y" or " 'de' y" at the end of a locale's long date.
YEAR_AT_END = re.compile(r"(\s*'[^']*')?[\s,]*y+$")

_parsed = lru_cache(maxsize=64)(babel_locale_parse)


# A page of times says the same days and hours over and over: each is put into words once.
@lru_cache(maxsize=4096)
def _weekday(day, year, locale):
    pattern = locale.date_formats["full"].pattern
    return dates.format_date(day, pattern if year else YEAR_AT_END.sub("", pattern), locale=locale)


@lru_cache(maxsize=4096)
def _clock(hour, minute, locale):
    # Without the zero before the hour: browsers, which show the same times, write "9 h 00".
    pattern = locale.time_formats["short"].pattern.replace("HH 'h'", "H 'h'")
    return dates.format_time(time(hour, minute), pattern, locale=locale)


class MaintenanceWording(models.AbstractModel):
    """Dates and times in words, in the language of the environment.

    Used by the public pages and by the mails, so that both say the same.
    """

    _name = "fusion.maintenance.wording"
    _description = "Wording of Dates and Times"

    @api.model
    def _locale(self):
        return _parsed(self.env.lang or "en_US")

    @api.model
    def _date(self, day):
        """A date with its year: "March 10, 2026"."""
        return dates.format_date(day, "long", locale=self._locale())

    @api.model
    def _weekday(self, day, year=False):
        """A date with its day of the week: "Tuesday, March 10"."""
        return _weekday(date(day.year, day.month, day.day), year, self._locale())

    @api.model
    def _time(self, local, zone=False):
        """A time of the day: "2:00 p.m.".

        :param datetime local: aware, in the zone to show
        :param bool zone: name the zone ("EDT"); what tells the two 1:30 of an autumn night apart
        """
        locale = self._locale()
        text = _clock(local.hour, local.minute, locale)
        if zone:
            text += " " + dates.get_timezone_name(local, width="short", locale=locale)
        return text

    @api.model
    def _band(self, band):
        """When a reminder goes, as a contract or a reminder keeps it: "7 days before", "by hand".

        :param str band: days before the due date, negative after it, or "manual" with a number
        """
        if not band:
            return ""
        if band.startswith("manual"):
            return self.env._("by hand")
        days = int(band)
        if not days:
            return self.env._("on the due date")
        if abs(days) == 1:
            return self.env._("1 day before") if days > 0 else self.env._("1 day after")
        return self.env._("%(days)s days before", days=days) if days > 0 \
            else self.env._("%(days)s days after", days=-days)

    @api.model
    def _amount(self, amount, currency):
        """Money as the language writes it: "$85.00", "85,00 $".

        Not by the currency's own setting, which puts the symbol on one side for everybody.
        """
        locale = self._locale()
        text = numbers.format_currency(amount, currency.name, locale=locale)
        return text.replace(
            numbers.get_currency_symbol(currency.name, locale), currency.symbol or currency.name)

    @api.model
    def _zone(self, tz):
        """The name of a time zone the whole year round: "Eastern Time", or its key where it has none."""
        group = get_global("meta_zones").get(tz.key)
        names = self._locale().meta_zones.get(group, {}).get("long", {})
        return names.get("generic", tz.key)

    @api.model
    def _span(self, begin, end, zone=False):
        """From when to when somebody arrives: "between 9:00 a.m. and 11:00 a.m."."""
        return self.env._(
            "between %(begin)s and %(end)s", begin=self._time(begin), end=self._time(end, zone))

    @api.model
    def _moment(self, local, said=None):
        """A date and a time: "Tuesday, March 10, 2:00 p.m.".

        :param str said: the time in words, where it is not just that of ``local``
        """
        return self.env._(
            "%(date)s, %(time)s", date=self._weekday(local), time=said or self._time(local))

    @api.model
    def _duration(self, minutes):
        """How long something takes: "45 minutes", "1 hour", "1 hour 30 minutes"."""
        return " ".join(
            dates.format_timedelta(part * 60, granularity=unit, threshold=1e6, locale=self._locale())
            for part, unit in ((minutes // 60 * 60, "hour"), (minutes % 60, "minute")) if part)
