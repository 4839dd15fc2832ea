const DIRECTIONS = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "home",
  End: "end",
  PageUp: "page_up",
  PageDown: "page_down"
};
const isCommand = ({ ctrlKey, metaKey }) => ctrlKey || metaKey;
const COMMANDS = {
  z: (store, { shiftKey }) => {
    if (shiftKey) {
      store.redo();
    } else {
      store.undo();
    }
  },
  y: (store) => {
    store.redo();
  },
  d: (store) => {
    store.fillDown();
  },
  a: (store) => {
    store.selectAll();
  },
  s: (store) => {
    void store.save();
  }
};
function pressOnCell(store, press, canEdit) {
  const direction = DIRECTIONS[press.key];
  if (press.altKey) {
    return moveWithRows(store, direction, canEdit);
  }
  if (direction) {
    store.move(direction, { far: isCommand(press), extend: press.shiftKey });
    return true;
  }
  if (press.key === "Tab") {
    const isInside = store.hasNext(press.shiftKey);
    if (isInside) {
      store.tab(press.shiftKey);
    }
    return isInside;
  }
  if (press.key === "Escape") {
    store.collapse();
    return false;
  }
  if (isCommand(press)) {
    const command = canEdit || press.key === "a" ? COMMANDS[press.key.toLowerCase()] : void 0;
    command?.(store, press);
    return command !== void 0;
  }
  return canEdit && pressToEdit(store, press);
}
function moveWithRows(store, direction, canEdit) {
  if (!canEdit || direction !== "up" && direction !== "down") {
    return false;
  }
  store.moveRows(direction === "up" ? -1 : 1);
  return true;
}
function pressToEdit(store, { key, shiftKey }) {
  const isFlag = store.head?.column.kind === "flag";
  if (key === " " && shiftKey) {
    store.selectRow(store.selection.head.row);
  } else if (isFlag && (key === " " || key === "Enter" || key === "F2")) {
    store.toggle();
  } else if (key === "Enter" || key === "F2") {
    store.startEdit("edit");
  } else if (key === "Delete" || key === "Backspace") {
    store.clear();
  } else if ([...key].length === 1 && !isFlag) {
    store.startEdit("replace", key);
  } else {
    return false;
  }
  return true;
}
function pressInEditor(store, press) {
  const isTyping = store.editing?.mode === "replace" && store.head?.column.kind !== "choice" && store.head?.column.kind !== "record";
  const direction = DIRECTIONS[press.key];
  if (press.isComposing) {
    return false;
  }
  if (press.key === "Enter") {
    store.move(press.shiftKey ? "up" : "down");
  } else if (press.key === "Escape") {
    store.cancel();
  } else if (press.key === "Tab" && store.hasNext(press.shiftKey)) {
    store.tab(press.shiftKey);
  } else if (isTyping && direction && !press.shiftKey && !isCommand(press)) {
    store.move(direction);
  } else if (isCommand(press) && press.key.toLowerCase() === "s") {
    void store.save();
  } else {
    return false;
  }
  return true;
}
export {
  pressInEditor,
  pressOnCell
};
