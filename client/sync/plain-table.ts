import type { Device } from './device.ts';

/** Whether records are sent and taken as they are: the service speaks 3.0, and the device keeps all columns. */
export const isPlainTable = ({ protocol, tableOptions }: Device, table: string): boolean =>
  protocol === '3.0' && tableOptions(table).columns === undefined;
