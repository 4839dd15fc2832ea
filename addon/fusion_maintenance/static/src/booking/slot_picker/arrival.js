import { _t } from "@web/core/l10n/translation";
import { inOneLine } from "../../core/dates";
function withArrival(calendar, windows) {
  const time = (start) => {
    const window = windows[start];
    if (!window) {
      return calendar.time(start);
    }
    const [begin, end] = window;
    return _t("between %(begin)s and %(end)s", { begin: calendar.time(begin), end: calendar.time(end) });
  };
  return { ...calendar, time, dayAndTime: (start) => inOneLine(calendar.day(start), time(start)) };
}
export {
  withArrival
};
