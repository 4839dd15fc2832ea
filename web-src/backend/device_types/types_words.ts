import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import type { DeviceType, Place } from "../../core/device_types/device_type";

/** What is said of what was done, or why it was not. */
export const TYPES_WORDS = {
    put: (types: readonly DeviceType[], place: Place, policy: string): string => {
        const count = types.length;
        const name = types[0]?.name ?? "";
        if (place === "ignored") {
            return count === 1 ? _t("“%(name)s” is ignored now.", { name }) : _t("%(count)s types are ignored now.", { count });
        }
        if (place === "waiting") {
            return count === 1 ? _t("“%(name)s” waits again.", { name }) : _t("%(count)s types wait again.", { count });
        }
        return count === 1
            ? _t("“%(name)s” is under “%(policy)s” now.", { name, policy })
            : _t("%(count)s types are under “%(policy)s” now.", { count, policy });
    },
    choose: (): string => _t("Choose types in the list first."),
    there: (): string => _t("They are there already."),
    undone: (count: number): string => (count === 1 ? _t("Undone: the type is where it was.") : _t("Undone: %(count)s types are where they were.", { count })),
    units: (units: number): string => (units === 1
        ? _t("One unit waits for a contract. It gets one within minutes.")
        : _t("%(units)s units wait for a contract. They get theirs within minutes.", { units })),
    dragged: (count: number): string => (count === 1 ? _t("1 type") : _t("%(count)s types", { count })),
    chosen: (count: number): string => (count === 1 ? _t("1 chosen") : _t("%(count)s chosen", { count })),
    sold: (units: number): string => (units === 1 ? _t("1 sold") : _t("%(units)s sold", { units: formatInteger(units) })),
    count: (waiting: number, all: number): string => _t("%(waiting)s of %(all)s wait", { waiting, all }),
    found: (count: number): string => _t("%(count)s found", { count }),
    nothing: (search: string, all: boolean): string => (all
        ? _t("No type has “%(search)s” in its name.", { search })
        : _t("No type that waits has “%(search)s” in its name.", { search })),
    policyPlace: (policy: string): string => _t("under “%(policy)s”", { policy }),
    archived: (policy: string): string => _t("under “%(policy)s” (archived)", { policy }),
    ignoredPlace: (): string => _t("ignored"),
    elsewhere: (policy: string): string => _t("“%(policy)s” is a policy of another company.", { policy }),
    unsaved: (): string => _t("Save this policy first."),
    isArchived: (policy: string): string => _t("“%(policy)s” is archived.", { policy }),
    lost: (): string => _t("The server does not answer. Nothing was changed, as far as is known: look again."),
};
