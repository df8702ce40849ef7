import { expect } from 'vitest';
import { type Device, itemsOf, test } from './with-app.ts';

/** Two devices that have each changed the item, of which mine knows of the conflict. */
async function inConflict(open: () => Promise<Device>, text: string): Promise<readonly [Device, Device]> {
  const mine = await open();
  await mine.add(text);
  await mine.see(text, 'Sent');
  const theirs = await open();
  await theirs.row(text).waitFor();
  await mine.workOffline(true);
  await mine.rename(text, `${text} here`);
  await theirs.rename(text, `${text} there`);
  await theirs.tick(`${text} there`);
  await theirs.sync();
  await mine.workOffline(false);
  await mine.see(`${text} here`, 'Conflict');
  return [mine, theirs];
}

test.for([
  { button: 'Keep mine', text: 'Milk', winner: 'Milk here' },
  { button: 'Take theirs', text: 'Bread', winner: 'Bread there' },
])(
  'after “$button” of what was changed on two devices both have “$winner”, with what only they had changed',
  async ({ button, text, winner }, { service, openDevice }) => {
    const [mine, theirs] = await inConflict(openDevice, text);
    await mine.press('Conflict: compare…');
    await mine.conflict.getByRole('button', { name: button }).click();
    await mine.see(winner, 'Sent');
    await theirs.sync();
    await theirs.see(winner, 'Sent');
    expect((await itemsOf(service)).get(winner)?.complete).toBe(true);
  },
);

test('a conflict is merged line by line, with what only one side changed chosen beforehand', async ({
  service,
  openDevice,
}) => {
  const [mine, theirs] = await inConflict(openDevice, 'Eggs');
  await mine.press('Conflict: compare…');
  const { conflict } = mine;
  await conflict.waitFor();
  expect(await conflict.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/Before\s+Mine\s+Theirs/),
    expect.stringMatching(/Text\s+Eggs\s+Eggs here\s+Eggs there/),
    expect.stringMatching(/Done\s+no\s+no\s+yes/),
  ]);
  const chosen = conflict.getByRole('radio', { checked: true });
  expect(await chosen.evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel))).toEqual([
    'Text, mine: Eggs here',
    'Done, theirs: yes',
  ]);
  await conflict.getByLabel('Text, theirs: Eggs there').check();
  await conflict.getByLabel('Done, mine: no').check();
  await conflict.getByRole('button', { name: 'Save this choice' }).click();
  await mine.see('Eggs there', 'Sent');
  await theirs.sync();
  await expect.poll(() => theirs.page.getByLabel('Done: Eggs there').isChecked()).toBe(false);
  expect((await itemsOf(service)).get('Eggs there')?.complete).toBe(false);
});

test('a conflict that is opened in the queue is seen alone, and the focus is back there when it is closed', async ({
  openDevice,
}) => {
  const [{ page, press, queue, conflict }] = await inConflict(openDevice, 'Flour');
  await press('1 problem');
  await queue.getByRole('button', { name: 'Compare…' }).press('Enter');
  await conflict.waitFor();
  await page.locator('#queue').waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await queue.waitFor();
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('Compare…');
});

test('what was deleted there and changed here is brought back, or goes', async ({ service, openDevice }) => {
  const [mine, theirs] = [await openDevice(), await openDevice()];
  for (const text of ['Stay', 'Go']) await mine.add(text);
  await mine.see('Go', 'Sent');
  await theirs.sync();
  await mine.workOffline(true);
  for (const text of ['Stay', 'Go']) await mine.tick(text);
  for (const text of ['Stay', 'Go']) await theirs.remove(text);
  await theirs.sync();
  await mine.workOffline(false);
  await mine.see('Stay', 'Conflict');
  for (const [text, button] of [
    ['Stay', 'Keep mine'],
    ['Go', 'Take theirs'],
  ] as const) {
    await mine.row(text).getByRole('button', { name: 'Conflict' }).click();
    await mine.conflict.getByText('somebody else has deleted it').waitFor();
    await mine.conflict.getByRole('button', { name: button }).click();
  }
  await mine.see('Stay', 'Sent');
  await mine.miss('Go');
  const items = await itemsOf(service);
  expect([items.get('Stay')?.complete, items.has('Go')]).toEqual([true, false]);
});

test('what the service will not take says why in the queue, and is edited, tried again or discarded there', async ({
  service,
  openDevice,
}) => {
  const { page, queue, ...app } = await openDevice();
  const tooMuch = 'everything '.repeat(100_000);
  await page.getByLabel('What is to be done?').fill(`Rewrite ${tooMuch}`);
  await page.keyboard.press('Enter');
  await page.getByLabel('What is to be done?').fill(`Drop ${tooMuch}`);
  await page.keyboard.press('Enter');
  await app.press('2 problems');
  const entry = (text: string) => queue.getByRole('listitem').filter({ hasText: text });
  await entry('Rewrite').getByText('Refused (413)').waitFor();

  await entry('Rewrite').getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('button', { name: '2 problems', includeHidden: true }).waitFor();
  await entry('Drop').getByRole('button', { name: 'Discard' }).click();
  await entry('Drop').waitFor({ state: 'detached' });
  await entry('Rewrite').getByRole('button', { name: 'Edit' }).click();
  await queue.getByLabel('New text').fill('Rewrite something');
  await queue.getByRole('button', { name: 'Save' }).click();
  await queue.getByText('Nothing waits').waitFor();
  await queue.getByRole('button', { name: 'Close' }).click();
  await app.see('Rewrite something', 'Sent');
  const items = [...(await itemsOf(service)).keys()];
  expect(items.filter((text) => /^(?:Rewrite|Drop) [es]/.test(text))).toEqual(['Rewrite something']);
});

test('what waits to be sent can be discarded: the item is then as it was', async ({ openDevice }) => {
  const { page, queue, ...app } = await openDevice();
  await app.add('As it was');
  await app.see('As it was', 'Sent');
  await app.workOffline(true);
  await app.rename('As it was', 'As it is not');
  await app.press('1 waiting');
  await queue.getByText('Waits for the next sync.').waitFor();
  await queue.getByRole('button', { name: 'Discard' }).click();
  await queue.getByRole('button', { name: 'Close' }).click();
  await app.see('As it was', 'Sent');
});
