const MODEL = "fusion.maintenance.device.type";
function typesApi(orm) {
  return {
    async read() {
      return await orm.call(MODEL, "read_panel") || null;
    },
    async put(changes, back) {
      return await orm.call(MODEL, "put_types", [changes], { back });
    }
  };
}
export {
  MODEL,
  typesApi
};
