import { _t } from "@web/core/l10n/translation";
import type { Calendar } from "../../core/dates";
import { inOneLine } from "../../core/dates";
import type { ArrivalWindows, Start } from "../../core/slots";

/** A calendar that says "between 9:00 a.m. and 11:00 a.m." of starts for which only that is promised. */
export function withArrival(calendar: Calendar, windows: ArrivalWindows): Calendar {
    const time = (start: Start) => {
        const window = windows[start];
        if (!window) {
            return calendar.time(start);
        }
        const [begin, end] = window;
        return _t("between %(begin)s and %(end)s", { begin: calendar.time(begin), end: calendar.time(end) });
    };
    return { ...calendar, time, dayAndTime: (start) => inOneLine(calendar.day(start), time(start)) };
}
