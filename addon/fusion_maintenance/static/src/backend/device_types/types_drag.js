import { onWillUnmount, reactive, useExternalListener } from "@odoo/owl";
const FAR = 5;
const EDGE = 48;
const SPEED = 9;
function useTypesDrag({ targetAt, begin, drop }) {
  const drag = reactive({ isOn: false, x: 0, y: 0, target: null });
  let from = null;
  const aim = (element) => {
    const target = element instanceof Element ? targetAt(element) : null;
    drag.target?.element.classList.remove("fm-drop", "fm-drop-not");
    target?.element.classList.add(target.problem ? "fm-drop-not" : "fm-drop");
    drag.target = target;
  };
  const stop = () => {
    aim(null);
    from = null;
    drag.isOn = false;
  };
  const scroll = () => {
    if (drag.isOn) {
      const element = document.elementFromPoint(drag.x, drag.y);
      if (scrollNear(element?.closest(".fm-grid-scroll"), drag.y)) aim(document.elementFromPoint(drag.x, drag.y));
      requestAnimationFrame(scroll);
    }
  };
  const onMove = (event) => {
    if (!from) {
      return;
    }
    if (event.buttons !== 1) {
      stop();
      return;
    }
    Object.assign(drag, { x: event.clientX, y: event.clientY });
    if (!drag.isOn && Math.hypot(drag.x - from.x, drag.y - from.y) > FAR) {
      begin(from.id);
      drag.isOn = true;
      scroll();
    }
    if (drag.isOn) {
      aim(event.target);
    }
  };
  const onUp = ({ target: element }) => {
    const { isOn } = drag;
    aim(isOn ? element : null);
    const { target } = drag;
    stop();
    if (isOn) {
      swallowClick();
    }
    if (target) {
      drop(target);
    }
  };
  const onKey = (event) => {
    if (event.key === "Escape" && drag.isOn) {
      stop();
      swallowClick();
      event.stopPropagation();
    }
  };
  useExternalListener(document, "pointermove", onMove);
  useExternalListener(document, "pointerup", onUp);
  useExternalListener(document, "pointercancel", stop);
  useExternalListener(window, "keydown", onKey, { capture: true });
  onWillUnmount(stop);
  return {
    drag,
    start: ({ pointerType, button, clientX, clientY }, id) => {
      from = pointerType === "touch" || button !== 0 ? null : { x: clientX, y: clientY, id };
    }
  };
}
function scrollNear(scroller, y) {
  if (!scroller) {
    return false;
  }
  const { top, bottom } = scroller.getBoundingClientRect();
  const before = scroller.scrollTop;
  scroller.scrollTop += y > bottom - EDGE ? SPEED : y < top + EDGE ? -SPEED : 0;
  return scroller.scrollTop !== before;
}
function swallowClick() {
  const swallow = (event) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 50);
}
export {
  useTypesDrag
};
