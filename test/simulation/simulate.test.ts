import { describe, expect, test } from 'vitest';
import { simulate, string, syncTable } from '../../src/testing/index.ts';
import { planOf } from '../../src/testing/plan.ts';
import { describeStep, shrinkPlan } from '../../src/testing/shrink.ts';
import { Timeline } from '../../src/testing/timeline.ts';
import { mutants } from './mutants.ts';
import { system } from './system.ts';

describe('a simulation', () => {
  test('asks the handler that it is given about every conflict', async () => {
    let asked = 0;
    const report = await simulate({
      ...system,
      seeds: 3,
      conflictHandler: (error) => {
        asked += 1;
        return error.serverWins();
      },
    });
    expect(report.failures).toEqual([]);
    expect(asked).toBeGreaterThan(50);
  });

  test('tells what an app finds wrong with its records, with the seed', async () => {
    const check = (table: string) => (table === 'note' ? 'nobody may have notes' : undefined);
    const { failures } = await simulate({ ...system, seeds: 1, seed: 7, check, shrinks: false });
    expect(failures.map(({ seed }) => seed)).toEqual([7]);
    expect(failures[0]?.violations[0]).toMatchObject({ invariant: 'own' });
  });

  test('makes a failing run small, and shows what happened in it', async () => {
    const seams = mutants.find(({ name }) => name === 'an update names no version')?.seams ?? {};
    const { failures } = await simulate({ ...system, seeds: 1, seams });
    expect(failures[0]?.steps.length).toBeLessThan(12);
    expect(failures[0]?.trace.join('\n')).toContain('VIOLATION of I3');
  });

  test('leaves the clock and the dice as they were', async () => {
    const before = [globalThis.setTimeout, globalThis.Date, globalThis.crypto, Math.random];
    await simulate({ ...system, seeds: 1 });
    expect([globalThis.setTimeout, globalThis.Date, globalThis.crypto, Math.random]).toEqual(before);
  });

  test('needs a column to tell edits by', async () => {
    const table = syncTable('todoitem', { text: string({ maxLength: 10 }) });
    const report = await simulate({ ...system, tables: [table], seeds: 1, shrinks: false }).catch(String);
    expect(JSON.stringify(report)).toContain('no string column of 24 characters');
  });
});

test('a run in which somebody tries the same again and again ends, and says so', async () => {
  const timeline = new Timeline();
  const again = (): unknown => timeline.later(1000, again);
  again();
  await expect(timeline.passUntil(new Promise(() => undefined))).rejects.toThrow('goes on for ever');
});

describe('a plan', () => {
  const plan = planOf(1, { tables: system.tables, edits: 30, restores: false });

  test('is the same for the same seed, and another for another', () => {
    expect(planOf(1, { tables: system.tables, edits: 30, restores: false })).toEqual(plan);
    expect(planOf(2, { tables: system.tables, edits: 30, restores: false })).not.toEqual(plan);
  });

  test('shrinks to the steps that the failure needs', async () => {
    const needed = new Set([plan.steps[3], plan.steps[20]]);
    const small = await shrinkPlan(plan, async ({ steps }) =>
      [...needed].every((step) => step && steps.includes(step)),
    );
    expect(small.steps.map(describeStep)).toEqual([...needed].flatMap((step) => (step ? [describeStep(step)] : [])));
    expect(small).toMatchObject({ readers: 0, replicas: 0, rates: { answerLost: 0 } });
  });
});
