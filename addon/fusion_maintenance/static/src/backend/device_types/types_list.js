import { all, chosenOf, extend, go, moved, none, NOTHING, only, stepped, toggle } from "../../core/device_types/choice";
import { found } from "../../core/device_types/search";
import { TYPES_WORDS } from "./types_words";
class TypesList {
  panel = null;
  search = "";
  /** Those under a policy and the ignored ones are shown too. */
  showsAll = false;
  choice = NOTHING;
  /** The entry that has the focus is to have it on the page too, once it is drawn. */
  wantsFocus = false;
  /** Another number after each change, for what is drawn anew by its props. */
  revision = 0;
  listeners = /* @__PURE__ */ new Set();
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  get types() {
    return this.panel?.types ?? [];
  }
  get waiting() {
    return this.types.filter(({ place }) => place === "waiting").length;
  }
  /** The types in the list, as they stand in it. */
  get shown() {
    return found(this.showsAll ? this.types : this.types.filter(({ place }) => place === "waiting"), this.search);
  }
  get list() {
    return this.shown.map(({ id }) => id);
  }
  get chosen() {
    return chosenOf(this.choice, this.list);
  }
  get chosenTypes() {
    const { chosen } = this;
    return this.shown.filter(({ id }) => chosen.has(id));
  }
  /** The policies that the chosen types can be put under. */
  get policies() {
    return (this.panel?.policies ?? []).filter((policy) => policy.active && this.isOfTheirs(policy));
  }
  /** Why the chosen types cannot go under a policy of the grid, in words; "" when they can. */
  whyNotUnder(id) {
    if (id === null) {
      return TYPES_WORDS.unsaved();
    }
    const policy = this.panel?.policies.find((one) => one.id === id);
    if (!policy) {
      return "";
    }
    return this.isOfTheirs(policy) ? policy.active ? "" : TYPES_WORDS.isArchived(policy.name) : TYPES_WORDS.elsewhere(policy.name);
  }
  /** Where a type stands, in words; "" while it waits. */
  placeOf({ place }) {
    if (typeof place !== "number") {
      return place === "ignored" ? TYPES_WORDS.ignoredPlace() : "";
    }
    const policy = this.panel?.policies.find(({ id }) => id === place);
    return policy?.active === false ? TYPES_WORDS.archived(policy.name) : TYPES_WORDS.policyPlace(policy?.name ?? "");
  }
  // What people do.
  find(search) {
    this.relist(() => {
      this.search = search;
    });
  }
  showAll(showsAll) {
    this.relist(() => {
      this.showsAll = showsAll;
    });
  }
  /** A press of the mouse on an entry, or a tap. */
  press(id, { isOne, isFurther }) {
    this.focus(isFurther ? extend(this.choice, this.list, id) : isOne ? toggle(this.choice, this.list, id) : only(id));
  }
  step(step, isFurther) {
    const { choice, list } = this;
    const id = stepped(choice, list, step);
    if (id !== null) {
      this.focus(isFurther ? extend(choice, list, id) : go(choice, list, id));
    }
  }
  chooseActive(isFurther) {
    const { active } = this.choice;
    if (active !== null) {
      this.press(active, { isOne: true, isFurther });
    }
  }
  chooseAll() {
    this.focus(all(this.choice, this.list));
  }
  chooseNone() {
    this.focus(none(this.choice));
  }
  /** What is done is done with the entry that has the focus, when none is chosen. */
  chooseSomething() {
    if (!this.chosen.size && this.choice.active !== null) {
      this.become(only(this.choice.active));
    }
  }
  changed() {
    this.revision += 1;
    for (const listener of this.listeners) {
      listener();
    }
  }
  isOfTheirs(policy) {
    return this.chosenTypes.every(({ company }) => company === policy.company);
  }
  /** Does what makes the list another one; what is no longer in it is no longer chosen. */
  relist(work) {
    const before = this.list;
    work();
    this.become(moved(this.choice, before, this.list));
  }
  focus(choice) {
    this.wantsFocus = true;
    this.become(choice);
  }
  become(choice) {
    this.choice = choice;
    this.changed();
  }
}
export {
  TypesList
};
