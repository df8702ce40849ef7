/** The system that is simulated here. */
import type { SimulationOptions } from '../../src/testing/index.ts';
import * as tables from './tables.ts';

export const system = {
  tables: Object.values(tables),
  migrations: 'test/simulation/migrations',
} as const satisfies SimulationOptions;
