export { asOdoo, bookFirst, button, chooseFirst, chooseSuggested, heading, openPage, picker, seeBooked, suggestions, tabTo } from "./client.ts";
export { expectAccessible, expectGoodDialog, expectGoodPage, expectLargeTargets, expectNoSideways, isAllInView, loseScripts, pictures } from "./looks.ts";
export { inDays, openOffice, takeAway, type Office, type Unit, type VisitValues } from "./office.ts";
export { expectProblem, it, mails, place, type Place, type Visit } from "./stand.ts";
export { action, card, choose, column, dialog, field, open, save, status, told, typeDate } from "./backend.ts";
