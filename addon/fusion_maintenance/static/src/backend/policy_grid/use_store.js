import { onRendered, onWillUnmount, status, useComponent } from "@odoo/owl";
function useStore(store, look) {
  const component = useComponent();
  let seen = look();
  onRendered(() => {
    seen = look();
  });
  const unsubscribe = store.subscribe(() => {
    const now = look();
    if (now && !isSame(now, seen) && status(component) !== "destroyed") {
      component.render();
    }
  });
  onWillUnmount(unsubscribe);
}
function isSame(now, seen) {
  return now.length === seen?.length && now.every((item, index) => item === seen[index]);
}
export {
  useStore
};
