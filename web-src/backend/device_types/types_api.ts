import type { Orm } from "@web/core/utils/hooks";
import type { Panel } from "./types_list";
import type { PutAnswer, TypesApi } from "./types_store";

export const MODEL = "fusion.maintenance.device.type";

/** The panel's server. */
export function typesApi(orm: Orm): TypesApi {
    return {
        async read() {
            return ((await orm.call(MODEL, "read_panel")) as Panel | false) || null;
        },
        async put(changes, back) {
            return (await orm.call(MODEL, "put_types", [changes], { back })) as PutAnswer;
        },
    };
}
