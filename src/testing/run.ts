/** One run: a plan is carried out in a world of its own, on its own time. */
import { later } from '../../client/sync/later.ts';
import type { Plan } from './plan.ts';
import { Random } from './random.ts';
import type { Setting } from './setting.ts';
import { Timeline } from './timeline.ts';
import { Trace } from './trace.ts';
import { enterWorld } from './virtual-globals.ts';
import { World } from './world.ts';

/** What happened; the real globals are back when it resolves. */
export async function runPlan(plan: Plan, setting: Setting): Promise<Trace> {
  // What the client loads when it needs it would take real time while virtual time goes on.
  await later();
  const timeline = new Timeline();
  const trace = new Trace(timeline);
  const onErrorLine = (line: string): void => {
    if (!line.includes('Network connection lost.')) trace.violate('I11', `the service logged: ${line.slice(0, 2000)}`);
  };
  const leave = enterWorld({ timeline, random: new Random(plan.seed, 'globals'), onErrorLine });
  try {
    const world = new World(plan, setting, timeline, trace);
    await timeline.passUntil(world.live());
    world.close();
  } catch (error) {
    trace.violate('I11', `the run ended: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    leave();
  }
  trace.count('simulated seconds', Math.round(timeline.nowMs / 1000));
  return trace;
}
