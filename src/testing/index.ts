/** `tidemark/testing`: puts tables and conflict handlers through a simulation of everything that goes wrong. */
export * from '../table/column.ts';
export { type SyncTable, syncTable } from '../table/sync-table.ts';
export type { Beside, Fetch, Seams } from './seams.ts';
export type { SettledRecord } from './setting.ts';
export { type Failure, type SimulationOptions, type SimulationReport, simulate } from './simulate.ts';
export type { Invariant, Violation } from './trace.ts';
