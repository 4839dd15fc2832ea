import { RPCError } from "@web/core/network/rpc";
import { applied, changesTo, undoOf } from "../../core/device_types/change";
import { isToBeOpen, rememberOpen } from "./panel_memory";
import { TypesList } from "./types_list";
import { TYPES_WORDS } from "./types_words";
const SILENCE = { sentence: "", isRefusal: false, units: 0, ids: [], oldUnits: false };
class TypesStore extends TypesList {
  isOpen = false;
  /** While it is saved nothing else is. */
  busy = false;
  said = SILENCE;
  api;
  past = [];
  constructor(api) {
    super();
    this.api = api;
  }
  get canUndo() {
    return this.past.length > 0;
  }
  async load() {
    const isFirst = this.panel === null;
    const panel = await this.api.read();
    this.relist(() => {
      this.panel = panel;
      this.isOpen = isFirst ? isToBeOpen(this.waiting) : this.isOpen;
    });
  }
  open(isOpen) {
    this.isOpen = isOpen;
    this.wantsFocus = isOpen;
    rememberOpen(isOpen, this.waiting);
    this.changed();
  }
  /** Puts the chosen types under a policy, aside, or back to wait. */
  async put(place, policy = "") {
    const { chosenTypes } = this;
    const changes = changesTo(this.types, this.chosen, place);
    if (!changes.length) {
      this.say(chosenTypes.length ? TYPES_WORDS.there() : TYPES_WORDS.choose());
      return;
    }
    const ids = changes.map(({ id }) => id);
    const answer = await this.save(changes, false);
    if (answer?.saved) {
      this.past.push(changes);
      const sentence = TYPES_WORDS.put(chosenTypes.filter(({ id }) => ids.includes(id)), place, policy);
      this.tell({ ...SILENCE, sentence, ids, units: answer.units, oldUnits: answer.old_units });
    }
  }
  /** Takes back what was done last: each type goes where it was, if it still is where it was put. */
  async undo() {
    const changes = this.past.at(-1);
    const answer = changes && await this.save(undoOf(changes), true);
    if (!changes || !answer) {
      return;
    }
    this.past.pop();
    if (answer.saved) {
      const ids = new Set(changes.map(({ id }) => id));
      const first = this.list.find((id) => ids.has(id)) ?? this.choice.active;
      this.become({ kept: ids, anchor: first, active: first, reaches: false });
      this.say(TYPES_WORDS.undone(changes.length));
    }
  }
  /** Says why something cannot be. */
  refuse(sentence) {
    this.say(sentence, true);
  }
  /** The answer, after it is shown; null when there is none. */
  async save(changes, back) {
    if (this.busy) {
      return null;
    }
    this.busy = true;
    this.tell(SILENCE);
    try {
      const answer = await this.api.put(changes, back);
      if (answer.saved) {
        this.relist(() => {
          const oldUnits = answer.old_units || (this.panel?.old_units ?? false);
          this.panel = this.panel && { ...this.panel, types: applied(this.types, changes), old_units: oldUnits };
        });
      } else {
        this.refuse(answer.message);
        await this.load();
      }
      return answer;
    } catch (error) {
      this.refuse(error instanceof RPCError && error.data?.message || TYPES_WORDS.lost());
      return null;
    } finally {
      this.busy = false;
      this.wantsFocus = true;
      this.changed();
    }
  }
  say(sentence, isRefusal = false) {
    this.tell({ ...SILENCE, sentence, isRefusal });
  }
  tell(said) {
    this.said = said;
    this.changed();
  }
}
export {
  TypesStore
};
