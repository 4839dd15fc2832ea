import { Component, onMounted, onPatched, onWillUnmount, status, useRef } from "@odoo/owl";
import { CheckBox } from "@web/core/checkbox/checkbox";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { useService } from "@web/core/utils/hooks";
import { DragGhost } from "./drag_ghost";
import { MODEL } from "./types_api";
import { useTypesDrag } from "./types_drag";
import { TypesListbox } from "./types_listbox";
import { TYPES_WORDS } from "./types_words";
class TypesBody extends Component {
  static template = "fusion_maintenance.TypesBody";
  static components = { CheckBox, DragGhost, SelectMenu, TypesListbox };
  static props = { store: Object, policyAt: Function };
  drag;
  startDrag;
  action;
  root = useRef("root");
  setup() {
    this.action = useService("action");
    const unsubscribe = this.store.subscribe(() => this.redraw());
    onWillUnmount(unsubscribe);
    onMounted(() => this.drawn());
    onPatched(() => this.drawn());
    const { drag, start } = useTypesDrag({
      targetAt: (element) => this.targetAt(element),
      begin: (id) => this.begin(id),
      drop: (target) => this.drop(target)
    });
    this.drag = drag;
    this.startDrag = start;
  }
  get store() {
    return this.props.store;
  }
  get choices() {
    return this.store.policies.map(({ id, name }) => ({ value: id, label: name }));
  }
  get chosenWords() {
    const types = this.store.chosenTypes;
    const units = types.reduce((sum, type) => sum + type.units, 0);
    return types.length ? `${TYPES_WORDS.chosen(types.length)} · ${TYPES_WORDS.sold(units)}` : "";
  }
  get foundWords() {
    return TYPES_WORDS.found(this.store.shown.length);
  }
  get nothingWords() {
    return TYPES_WORDS.nothing(this.store.search, this.store.showsAll);
  }
  /** What is left to do when all types are mapped; said of the last ones already. */
  get areOldUnitsLeft() {
    return Boolean(this.store.panel?.old_units) && !this.store.said.oldUnits;
  }
  get unitsWords() {
    return TYPES_WORDS.units(this.store.said.units);
  }
  openMenu() {
    this.root.el?.querySelector(".fm-types-under .o_select_menu_toggler")?.click();
  }
  put(place) {
    void this.store.put(place, this.nameOf(place));
  }
  /** From the search the list is one step down. */
  onSearchKeydown(event) {
    if (event.key === "ArrowDown" && this.store.shown.length) {
      event.preventDefault();
      this.root.el?.querySelector(".fm-type[tabindex='0']")?.focus();
    }
  }
  onKeydown(event) {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (isUndo && this.store.canUndo && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      event.stopPropagation();
      void this.store.undo();
    }
  }
  openUnits() {
    const ids = [...this.store.said.ids];
    void this.action.doActionButton({ type: "object", name: "action_view_units", resModel: MODEL, resIds: ids });
  }
  openOldUnits() {
    void this.action.doAction("fusion_maintenance.action_old_units");
  }
  nameOf(place) {
    return this.store.panel?.policies.find(({ id }) => id === place)?.name ?? "";
  }
  begin(id) {
    if (!this.store.chosen.has(id)) {
      this.store.press(id, { isOne: false, isFurther: false });
    }
  }
  targetAt(element) {
    const button = element.closest("[data-place]");
    const row = element.closest(".fm-grid [data-key]");
    const place = button?.dataset["place"];
    if (button && (place === "ignored" || place === "waiting")) {
      return { element: button, place, name: button.textContent.trim(), problem: "" };
    }
    const policy = row ? this.props.policyAt(row.dataset["key"] ?? "") : null;
    return row && policy && { element: row, place: policy.id ?? "waiting", name: policy.name, problem: this.store.whyNotUnder(policy.id) };
  }
  drop({ place, name, problem }) {
    if (problem) {
      this.store.refuse(problem);
    } else {
      void this.store.put(place, name);
    }
  }
  /** With no entry left the focus would be lost, and the keys with it. */
  drawn() {
    if (this.store.wantsFocus && !this.store.shown.length) {
      this.store.wantsFocus = false;
      this.root.el?.querySelector(this.store.canUndo ? ".fm-types-undo" : "#fm-types-search")?.focus();
    }
  }
  redraw() {
    if (status(this) === "mounted") {
      this.render();
    }
  }
}
export {
  TypesBody
};
