/** The server against a bare Worker: rates of single requests, D1 calls, pages, and many writes at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureBulk } from './bulk.ts';
import { type Contest, contend, type Result, type Speed } from './contest.ts';
import { countD1Calls } from './d1-calls.ts';
import { openDisk } from './disk.ts';
import { type Hosts, openHosts } from './hosts.ts';
import { openHttpClient } from './http-client.ts';
import { measureParsing } from './parsing.ts';
import { measurePulls } from './pulls.ts';
import type { Report, Target } from './report.ts';
import { median, quantile } from './statistics.ts';
import { insertCall, insertWork, type Known, lookupWork, pageWork, readKnown, updateWork } from './works.ts';

// Requests of a round. Short rounds, and many of them, keep a busy machine's moods out of the ratios.
const single = 100;
const many = 160;
const pages = 8;
const pageSize = 1000;

/** Measures everything on servers of its own, which are gone afterwards. */
export async function benchServer(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const disk = openDisk(folder);
  const hosts = await openHosts(folder);
  try {
    const syncsMs: number[] = [];
    const sampleDisk = (): void => void syncsMs.push(...disk.sample(20));
    await measureSingles(report, hosts, sampleDisk);
    await measurePages(report, hosts, sampleDisk);
    for (const figure of await countD1Calls(hosts.probe)) report.add(figure);
    for (const figure of await measureBulk(hosts, sampleDisk)) report.add(figure);
    for (const figure of await measurePulls(hosts, sampleDisk)) report.add(figure);
    for (const figure of measureParsing()) report.add(figure);
    report.add({ name: 'fdatasync of 4 KiB on this disk: median, ms', value: median(syncsMs) });
    report.add({ name: 'fdatasync of 4 KiB on this disk: p99, ms', value: quantile(syncsMs, 0.99) });
  } finally {
    disk.close();
    await hosts.close();
  }
}

async function measureSingles(report: Report, hosts: Hosts, sampleDisk: () => void): Promise<void> {
  const run = async (name: string, contest: Contest, target?: Target): Promise<void> => {
    const connections = contest.connections === 1 ? '1 connection' : `${contest.connections} connections`;
    addRates(report, `${name}, ${connections}`, await contend(hosts, contest, sampleDisk), target);
  };
  await run('insert', { connections: 1, ours: insertWork(single), bare: insertWork(single) }, { atLeast: 0.75 });
  await run('insert', { connections: 16, ours: insertWork(many), bare: insertWork(many) });
  const ours = await seed(hosts.ours, 1000);
  const bare = await seed(hosts.bare, 1000);
  const lookup = (count: number) => ({ ours: lookupWork(count, ours), bare: lookupWork(count, bare) });
  await run('lookup', { connections: 1, ...lookup(single) }, { atLeast: 0.75 });
  await run('lookup', { connections: 16, ...lookup(many) });
  const update = { ours: updateWork(ours.slice(0, single)), bare: updateWork(bare.slice(0, single)) };
  await run('update', { connections: 1, ...update }, { atLeast: 0.7 });
}

function addRates(report: Report, name: string, { ours, bare, ratio }: Result, target?: Target): void {
  report.add({ name: `${name}: rate of ours / bare`, value: ratio, ...(target && { target }) });
  addSpeed(report, `${name}, ours`, ours);
  addSpeed(report, `${name}, bare`, bare);
}

function addSpeed(report: Report, name: string, { perSecond, p50Ms, p99Ms }: Speed): void {
  report.add({ name: `${name}: requests a second`, value: perSecond });
  report.add({ name: `${name}: p50, ms`, value: p50Ms });
  report.add({ name: `${name}: p99, ms`, value: p99Ms });
}

async function measurePages(report: Report, hosts: Hosts, sampleDisk: () => void): Promise<void> {
  const ours = pageWork(pages, pageSize);
  const asStored = await contend(hosts, { connections: 1, ours, bare: pageWork(pages, pageSize) }, sampleDisk);
  const name = 'page of 1,000 rows';
  report.add({ name: `${name}: time of ours / bare`, value: 1 / asStored.ratio, target: { atMost: 1.3 } });
  addSpeed(report, `${name}, ours`, asStored.ours);
  addSpeed(report, `${name}, bare`, asStored.bare);
  const inWireForm = { connections: 1, ours, bare: pageWork(pages, pageSize, '&form=wire') };
  const { ratio } = await contend(hosts, inWireForm, sampleDisk);
  report.add({ name: `${name}: time of ours / bare that prints dates and booleans as we do`, value: 1 / ratio });
}

/** So many new records, as the server shows them. */
async function seed(origin: URL, count: number): Promise<Known[]> {
  const client = openHttpClient(origin, 4);
  const { answers } = await client.run(Array.from({ length: count }, insertCall));
  client.close();
  return answers.map(readKnown);
}
