import { Component, onMounted, onPatched, useRef } from "@odoo/owl";
import { TYPES_WORDS } from "./types_words";
const STEPS = {
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "home",
  End: "end",
  PageUp: "page_up",
  PageDown: "page_down"
};
class TypesListbox extends Component {
  static template = "fusion_maintenance.TypesListbox";
  static props = { store: Object, revision: Number, openMenu: Function, startDrag: Function };
  list = useRef("list");
  isTouch = false;
  setup() {
    onMounted(() => this.drawn());
    onPatched(() => this.drawn());
  }
  get store() {
    return this.props.store;
  }
  /** The entry that Tab goes to. */
  get active() {
    return this.store.choice.active ?? this.store.list[0];
  }
  sold({ units }) {
    return TYPES_WORDS.sold(units);
  }
  companyOf({ company }) {
    return this.store.panel?.companies[company] ?? "";
  }
  onPointerDown(event) {
    this.isTouch = event.pointerType === "touch";
    const id = idOf(event.target);
    if (id !== null) {
      this.props.startDrag(event, id);
    }
  }
  /** On the box, with Ctrl, and with fingers: this one too. */
  onClick(event) {
    const id = idOf(event.target);
    if (id !== null) {
      const isBox = event.target instanceof Element && event.target.closest(".fm-type-tick") !== null;
      this.store.press(id, { isOne: isBox || this.isTouch || event.ctrlKey || event.metaKey, isFurther: event.shiftKey });
    }
  }
  onKeydown(event) {
    if (this.press(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
  /** Whether a key means something here. */
  press({ key, shiftKey, ctrlKey, metaKey, altKey }) {
    const { store } = this;
    const step = STEPS[key];
    const isCommand = ctrlKey || metaKey;
    if (altKey) {
      return false;
    }
    if (step) {
      store.step(step, shiftKey);
    } else if (key === " ") {
      store.chooseActive(shiftKey);
    } else if (isCommand && key.toLowerCase() === "a") {
      store.chooseAll();
    } else if (key === "Escape" && store.chosen.size) {
      store.chooseNone();
    } else if (key === "Enter" && !isCommand) {
      store.chooseSomething();
      this.props.openMenu();
    } else if (key === "Delete" || key === "Backspace") {
      store.chooseSomething();
      void store.put("ignored");
    } else {
      return false;
    }
    return true;
  }
  drawn() {
    if (this.store.wantsFocus) {
      this.store.wantsFocus = false;
      this.list.el?.querySelector("[tabindex='0']")?.focus();
    }
  }
}
function idOf(target) {
  const entry = target instanceof Element ? target.closest("[data-type]") : null;
  return entry ? Number(entry.dataset["type"]) : null;
}
export {
  TypesListbox
};
