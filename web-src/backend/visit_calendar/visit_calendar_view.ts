import { registry } from "@web/core/registry";
import { calendarView } from "@web/views/calendar/calendar_view";
import { VisitCalendarModel } from "./visit_calendar_model";

export const visitCalendarView = {
    ...calendarView,
    Model: VisitCalendarModel,
};

registry.category("views").add("fusion_visit_calendar", visitCalendarView);
