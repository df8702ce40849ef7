/**
 * The packages that only benchmarks need: installed under bench/ on first use, so that the project's install stays
 * light.
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The part of a D1 binding that Miniflare gives to Node. */
export type D1FromNode = {
  prepare(sql: string): { run(): Promise<unknown>; all(): Promise<{ results: readonly unknown[] }> };
};

/** The part of Miniflare 4 that benchmarks use. */
export type Miniflare = {
  readonly ready: Promise<URL>;
  unsafeGetDirectURL(workerName: string): Promise<URL>;
  getD1Database(binding: string, workerName: string): Promise<D1FromNode>;
  dispose(): Promise<void>;
};

type MiniflareModule = { readonly Miniflare: new (options: unknown) => Miniflare };
type EsbuildModule = { build(options: unknown): Promise<unknown> };

/**
 * Miniflare 4. Its own types are not used: without bench/node_modules, TypeScript would find Wrangler's Miniflare 5.
 */
export async function loadMiniflare(): Promise<MiniflareModule> {
  const module: MiniflareModule = await import(locate('miniflare'));
  return module;
}

export async function loadEsbuild(): Promise<EsbuildModule> {
  const module: EsbuildModule = await import(locate('esbuild'));
  return module;
}

const locate = (name: string): string => pathToFileURL(createRequire(`${folder}package.json`).resolve(name)).href;
