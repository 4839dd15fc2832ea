import { ListRenderer } from "@web/views/list/list_renderer";
class PolicyGridRenderer extends ListRenderer {
  getColumnClass(column) {
    const classes = super.getColumnClass(column);
    const free = column.name === "name" ? classes.replace("position-relative", "") : classes;
    return `${free}${stickyClass(column)}`;
  }
  getCellClass(column, record) {
    return `${super.getCellClass(column, record)}${stickyClass(column)}`;
  }
}
function stickyClass(column) {
  return column.name === "name" ? " fm-policy-name" : "";
}
export {
  PolicyGridRenderer
};
