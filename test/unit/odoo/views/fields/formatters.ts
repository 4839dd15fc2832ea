export const formatInteger = (value: number): string => value.toLocaleString("en-CA");
export const formatFloat = (value: number): string => value.toFixed(2);
export const formatMonetary = (value: number): string => `$ ${value.toFixed(2)}`;
