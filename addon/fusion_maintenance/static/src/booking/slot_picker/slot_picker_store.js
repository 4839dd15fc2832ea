import { reactive, toRaw } from "@odoo/owl";
import { RefusedError, UnreadableError } from "../../core/answer";
import {
  answered,
  backoff,
  chosenUnits,
  dayToggled,
  loaded,
  loading,
  lost,
  notLoaded,
  opened,
  picked,
  sendable,
  sending,
  ticked,
  typed,
  viewed,
  wentBack
} from "../../core/picker";
const ATTEMPTS = 4;
class SlotPickerStore {
  state;
  options;
  constructor(options) {
    this.options = options;
    this.state = opened(options.slots, options.task);
  }
  showWeek() {
    this.change((state) => viewed(state, "week"));
  }
  showSuggested() {
    this.change((state) => viewed(state, "suggested"));
  }
  toggleDay(date) {
    this.change((state) => dayToggled(state, date));
  }
  pick(start) {
    if (this.state.phase === "choosing") {
      this.change((state) => picked(state, start));
    }
  }
  type(details) {
    this.change((state) => typed(state, details));
  }
  tick(unit, on) {
    this.change((state) => ticked(state, unit, on));
  }
  back() {
    if (sendable(this.state)) {
      this.change(wentBack);
    }
  }
  /** Fetches the days from `first` on; null asks for those around the first free time. */
  async load(first) {
    if (this.state.phase !== "choosing") {
      return;
    }
    this.change((state) => loading(state, first));
    try {
      const slots = await this.options.api.slots(first);
      this.change((state) => loaded(state, slots));
    } catch (error) {
      this.change((state) => notLoaded(state, error instanceof RefusedError ? error.answer : null));
      this.tellBooked();
    }
  }
  /** Sends the press. While one is under way a second press does nothing. */
  async confirm() {
    const start = sendable(this.state);
    if (start === null) {
      return;
    }
    const request = requestFor(toRaw(this).state, start);
    try {
      let answer;
      let attempt = 1;
      do {
        if (attempt > 1) {
          await this.wait(backoff(attempt - 1));
        }
        this.change((state) => sending(state, start, attempt));
        answer = await this.options.api.confirm(request);
      } while (answer.answer === "try_again" && attempt++ < ATTEMPTS);
      this.change((state) => answered(state, start, answer));
    } catch (error) {
      const problem = error instanceof UnreadableError ? "server" : "offline";
      this.change((state) => lost(state, start, { problem, message: "" }));
      return;
    }
    this.tellBooked();
  }
  tellBooked() {
    if (this.state.phase === "booked") {
      this.options.onBooked?.(this.state);
    }
  }
  wait(milliseconds) {
    return this.options.wait?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  change(next) {
    this.state = next(toRaw(this).state);
  }
}
function requestFor(state, start) {
  const { task } = state;
  if (task.mode === "move") {
    return { start };
  }
  const unit = chosenUnits(state);
  return { ...task.details, start, key: task.key, ...unit.length > 0 ? { unit } : {} };
}
function createSlotPickerStore(options) {
  return reactive(new SlotPickerStore(options));
}
export {
  SlotPickerStore,
  createSlotPickerStore
};
