import { _t } from "@web/core/l10n/translation";
const GRID_WORDS = {
  saved: () => _t("Saved."),
  unread: () => _t("Saved. The rows could not be read again: reload the page to see the figures as they are now."),
  unsaved: () => _t("Nothing was saved: your changes are still here."),
  filled: () => _t("Filled down."),
  added: () => _t("A row was added."),
  duplicated: (rows) => rows === 1 ? _t("The row was duplicated.") : _t("%(rows)s rows were duplicated.", { rows }),
  archived: () => _t("To be archived when you save."),
  restored: () => _t("To be restored when you save."),
  moved: () => _t("Moved."),
  undone: () => _t("Undone."),
  redone: () => _t("Redone."),
  discarded: () => _t("All changes were discarded. Undo brings them back."),
  copied: () => _t("Copied."),
  copy: (name) => _t("%(name)s (copy)", { name }),
  mend: (cells) => cells === 1 ? _t("One cell has to be mended first.") : _t("%(cells)s cells have to be mended first.", { cells }),
  conflict: (by) => _t("Saved by %(by)s meanwhile:", { by }),
  gone: () => _t("Somebody else deleted this policy meanwhile."),
  pasted: ({ bad, skipped, addedRows }) => [
    _t("Pasted."),
    bad ? _t("Cells to mend: %(bad)s.", { bad }) : "",
    skipped ? _t("Cells that cannot be changed: %(skipped)s.", { skipped }) : "",
    addedRows ? _t("Rows added: %(rows)s.", { rows: addedRows }) : ""
  ].filter(Boolean).join(" ")
};
export {
  GRID_WORDS
};
