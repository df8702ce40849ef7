/** How many D1 calls an answer takes: in production each is a journey to the one primary. */
import { batchCall } from './bulk.ts';
import { type Call, openHttpClient } from './http-client.ts';
import type { Figure } from './report.ts';
import { deleteCall, insertCall, lookupCall, pageCall, readKnown, updateCall } from './works.ts';

/** One figure for each kind of request. */
export async function countD1Calls(probe: URL): Promise<Figure[]> {
  const client = openHttpClient(probe, 1);
  const figures: Figure[] = [];
  const count = async (name: string, call: Call) => {
    const { answers } = await client.run([call]);
    const value = Number(answers[0]?.headers['x-d1-calls']);
    figures.push({ name: `D1 calls per answer: ${name}`, value, target: { exactly: 1 } });
    return answers[0];
  };
  const first = readKnown(await count('insert', insertCall()));
  await count('lookup', lookupCall(first));
  await count('update', updateCall(first, 'once'));
  await count('update with a stale version (412)', updateCall(first, 'twice', 412));
  await count('delete', deleteCall(first));
  await count('list', pageCall(50));
  await count('batch of 1,000 inserts', batchCall());
  client.close();
  return figures;
}
