export { getTemplate } from "../../support/templates";
