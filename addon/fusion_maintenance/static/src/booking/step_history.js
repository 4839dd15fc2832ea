function createStepHistory(store, history, target) {
  let isDeeper = history.state?.step === "check";
  history.scrollRestoration = "manual";
  target.addEventListener("popstate", () => {
    isDeeper = false;
    store.back();
  });
  return () => {
    const { phase } = store.state;
    if (phase === "checking" && !isDeeper) {
      isDeeper = true;
      history.pushState({ step: "check" }, "");
    } else if ((phase === "choosing" || phase === "refused") && isDeeper) {
      isDeeper = false;
      history.back();
    }
  };
}
export {
  createStepHistory
};
