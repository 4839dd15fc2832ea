export const useSetupAction = (): undefined => undefined;
