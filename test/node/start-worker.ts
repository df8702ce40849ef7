/** The real worker, as `wrangler dev` runs it, with an empty migrated database that is gone when it stops. */
import { createTestHarness } from 'wrangler';

export type RunningWorker = {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** Variables in addition to those of wrangler.toml, such as LIBSQL_URL. */
  readonly vars?: Readonly<Record<string, string>>;
};

/** A worker that answers at `url` until it is stopped. Several may run at once; none shares its data. */
export async function startWorker({ vars = {} }: StartOptions = {}): Promise<RunningWorker> {
  const harness = createTestHarness({ workers: [{ configPath: './wrangler.toml', vars }] });
  try {
    const { url } = await harness.listen();
    await harness.getWorker().applyD1Migrations('DB');
    return { url: url.origin, stop: () => harness.close() };
  } catch (cause) {
    await harness.close();
    throw new Error('The worker did not start.', { cause });
  }
}
