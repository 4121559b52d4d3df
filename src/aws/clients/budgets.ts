/** Loaded when the first call to the service is made. */
export { BudgetsClient as Client } from '@aws-sdk/client-budgets';
