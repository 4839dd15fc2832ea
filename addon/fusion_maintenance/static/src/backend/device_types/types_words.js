import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
const TYPES_WORDS = {
  put: (types, place, policy) => {
    const count = types.length;
    const name = types[0]?.name ?? "";
    if (place === "ignored") {
      return count === 1 ? _t("“%(name)s” is ignored now.", { name }) : _t("%(count)s types are ignored now.", { count });
    }
    if (place === "waiting") {
      return count === 1 ? _t("“%(name)s” waits again.", { name }) : _t("%(count)s types wait again.", { count });
    }
    return count === 1 ? _t("“%(name)s” is under “%(policy)s” now.", { name, policy }) : _t("%(count)s types are under “%(policy)s” now.", { count, policy });
  },
  choose: () => _t("Choose types in the list first."),
  there: () => _t("They are there already."),
  undone: (count) => count === 1 ? _t("Undone: the type is where it was.") : _t("Undone: %(count)s types are where they were.", { count }),
  units: (units) => units === 1 ? _t("One unit waits for a contract. It gets one within minutes.") : _t("%(units)s units wait for a contract. They get theirs within minutes.", { units }),
  dragged: (count) => count === 1 ? _t("1 type") : _t("%(count)s types", { count }),
  chosen: (count) => count === 1 ? _t("1 chosen") : _t("%(count)s chosen", { count }),
  sold: (units) => units === 1 ? _t("1 sold") : _t("%(units)s sold", { units: formatInteger(units) }),
  count: (waiting, all) => _t("%(waiting)s of %(all)s wait", { waiting, all }),
  found: (count) => _t("%(count)s found", { count }),
  nothing: (search, all) => all ? _t("No type has “%(search)s” in its name.", { search }) : _t("No type that waits has “%(search)s” in its name.", { search }),
  policyPlace: (policy) => _t("under “%(policy)s”", { policy }),
  archived: (policy) => _t("under “%(policy)s” (archived)", { policy }),
  ignoredPlace: () => _t("ignored"),
  elsewhere: (policy) => _t("“%(policy)s” is a policy of another company.", { policy }),
  unsaved: () => _t("Save this policy first."),
  isArchived: (policy) => _t("“%(policy)s” is archived.", { policy }),
  lost: () => _t("The server does not answer. Nothing was changed, as far as is known: look again.")
};
export {
  TYPES_WORDS
};
