export { newVisitor, openBrowser, signIn, type Visitor, type VisitorOptions } from "./browser.ts";
export { catchMail, type Mail, type MailCatcher } from "./mail.ts";
export { dropDatabase, execute, freshDatabase, odooShell, query, startOdoo, type OdooOptions, type RunningOdoo } from "./odoo.ts";
export { Refused, rpc, type Session } from "./rpc.ts";
export { resultsFolder, stage } from "./stage.ts";
