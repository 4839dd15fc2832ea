export const localization = { decimalPoint: ".", thousandsSep: "," };
