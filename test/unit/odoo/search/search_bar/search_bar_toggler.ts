export const useSearchBarToggler = (): undefined => undefined;
