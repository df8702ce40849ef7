import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Browser, Tab } from './browser.ts';
import { type OpenId, secret, signInAs, startOpenId } from './open-id.ts';
import { testInOne as test } from './with-browser.ts';

type AzurePage = typeof import('./azure-login-page.ts');
type LoginPage = typeof import('./login-page.ts');

let openId: OpenId;
beforeAll(async () => {
  openId = await startOpenId();
});
afterAll(() => openId.stop());

/** Clicks on the button of the page, and signs in in the window that opens. */
async function clickAndSignIn({ page }: Pick<Tab<unknown>, 'page'>, user: string): Promise<void> {
  const [window] = await Promise.all([page.waitForEvent('popup'), page.click('button')]);
  await Promise.all([window.waitForEvent('close'), signInAs(user, window)]);
}

/** A private window, whose user is nobody else's at the provider either. */
async function openApp(browser: Browser): Promise<Tab<LoginPage>> {
  const tab = await browser.openPrivateTab<LoginPage>('login-page');
  await tab.call('open', openId.service);
  return tab;
}

async function signedInApp(browser: Browser, user: string): Promise<Tab<LoginPage>> {
  const tab = await openApp(browser);
  await clickAndSignIn(tab, user);
  await tab.call('call', 'signedIn');
  return tab;
}

/** An ID token that the provider gives to an app that asks it by itself. */
async function askProvider(browser: Browser, user: string): Promise<string> {
  const { page } = await browser.openPrivateTab('none');
  const query = new URLSearchParams({
    client_id: 'tidemark',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: openId.appPage,
  });
  await page.goto(`${openId.issuer}/auth?${query}`);
  await signInAs(user, page);
  await page.waitForURL(`${openId.appPage}?*`);
  return openId.idToken(new URL(page.url()).searchParams.get('code') ?? '');
}

test('a user signs in in a window, has records of their own, and still is signed in after a reload', async ({
  browser,
}) => {
  const ann = await signedInApp(browser, 'ann-1');
  const user = await ann.call('currentUser');
  expect(user).toMatch(/^sid:[0-9a-f]{32}$/);
  await ann.call('call', 'insert', 'of ann');
  await ann.call('call', 'sync');
  await ann.page.reload();
  expect(await ann.call('open', openId.service)).toBe(user);
  expect(await ann.call('call', 'readOnline')).toEqual(['of ann']);

  const bob = await signedInApp(browser, 'bob-1');
  await bob.call('call', 'sync');
  expect(await bob.call('call', 'texts')).toEqual([]);
  expect(await bob.call('currentUser')).not.toBe(user);
});

test("a user signs in with a token of the provider, and is the same as by the provider's pages", async ({
  browser,
}) => {
  const byPages = await signedInApp(browser, 'ann-2');
  const token = await askProvider(browser, 'ann-2');
  const tab = await openApp(browser);
  const user = await tab.call('call', 'signInWith', token);
  expect(user).toBe(await byPages.call('currentUser'));
  const forged = `${token.slice(0, -8)}AAAAAAAA`;
  expect(await tab.call('call', 'signInWith', forged)).toMatchObject({ code: 'login-failed' });
  expect(await tab.call('currentUser')).toBe(user);
});

test('who closes the window, or gives up at the provider, is not signed in', async ({ browser }) => {
  const { page, call } = await openApp(browser);
  const [closed] = await Promise.all([page.waitForEvent('popup'), page.click('button')]);
  await closed.waitForSelector('[name=login]');
  await closed.close();
  expect(await call('call', 'signedIn')).toMatchObject({ code: 'login-cancelled' });

  const [window] = await Promise.all([page.waitForEvent('popup'), page.click('button')]);
  await window.click('text=Cancel');
  expect(await call('call', 'signedIn')).toEqual({
    code: 'login-failed',
    message: 'local did not sign the user in: access_denied.',
  });
  expect(await call('currentUser')).toBeUndefined();
});

test('a logout loses no edit unless it is told to, and leaves nothing to the next user', async ({ browser }) => {
  const tab = await signedInApp(browser, 'ann-3');
  await tab.call('call', 'insert', 'not sent');
  expect(await tab.call('call', 'logout')).toMatchObject({ code: 'pending-operations' });
  expect(await tab.call('call', 'texts')).toEqual(['not sent']);
  await tab.call('call', 'sync');
  await tab.call('call', 'logout');
  expect(await tab.call('currentUser')).toBeUndefined();
  expect(await tab.call('call', 'texts')).toEqual([]);
  expect(await tab.call('call', 'readOnline')).toMatchObject({ code: 'authentication-required' });
});

test('edits that were not sent wait for their user, and are never sent as another', async ({ browser }) => {
  const [annToken, bobToken] = [await askProvider(browser, 'ann-4'), await askProvider(browser, 'bob-4')];
  const tab = await openApp(browser);
  const ann = await tab.call('call', 'signInWith', annToken);
  await tab.call('call', 'insert', 'of ann');
  await tab.call('call', 'signInWith', bobToken);
  expect(await tab.call('call', 'pendingCount')).toBe(0);
  await tab.call('call', 'insert', 'of bob');
  await tab.call('call', 'sync');
  expect(await tab.call('call', 'readOnline')).toEqual(['of bob']);
  expect(await tab.call('call', 'signInWith', annToken)).toBe(ann);
  expect(await tab.call('call', 'pendingCount')).toBe(1);
  await tab.call('call', 'sync');
  expect(await tab.call('call', 'readOnline')).toEqual(['of ann']);
});

test('a tab whose user was replaced in another one sends nothing', async ({ browser }) => {
  const [annToken, bobToken] = [await askProvider(browser, 'ann-5'), await askProvider(browser, 'bob-5')];
  const [one, other] = [await browser.openTab<LoginPage>('login-page'), await browser.openTab<LoginPage>('login-page')];
  await one.call('open', openId.service);
  await other.call('open', openId.service);
  await one.call('call', 'signInWith', annToken);
  await one.call('call', 'insert', 'of ann');
  const bob = String(await other.call('call', 'signInWith', bobToken));
  // Tabs hear of it a while later.
  const name = `tidemark login ${openId.service}`;
  await one.page.waitForFunction(([at, user]) => localStorage.getItem(`${at}`)?.includes(`${user}`), [name, bob]);
  expect(await one.call('call', 'sync')).toMatchObject({ code: 'cancelled-by-authentication' });
  await one.call('call', 'keep');
  expect(await other.call('call', 'readOnline')).toEqual([]);
});

test('a token that has expired is refreshed, once for all requests of a page', async ({ browser }) => {
  const token = await askProvider(browser, 'ann-6');
  const tab = await openApp(browser);
  const user = String(await tab.call('call', 'signInWith', token));
  const expired = await tokenFor(user, -2 * 3600);
  await tab.page.evaluate(
    ([name, login]) => localStorage.setItem(String(name), String(login)),
    [`tidemark login ${openId.service}`, JSON.stringify({ authenticationToken: expired, user: { userId: user } })],
  );
  await tab.call('requests');
  expect(await tab.call('callTimes', 'readOnline', 4)).toEqual([[], [], [], []]);
  expect((await tab.call('requests')).filter((request) => request === 'GET /.auth/refresh')).toHaveLength(1);
});

/** A token of the service that expires in so many seconds, or did. */
const tokenFor = (user: string, seconds: number): Promise<string> => {
  const name = 'urn:microsoft:windows-azure:zumo';
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: user, idp: 'local', auth_time: now - 7200 })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(name)
    .setAudience(name)
    .setExpirationTime(now + seconds)
    .sign(new TextEncoder().encode(secret));
};

test("npm's azure-mobile-apps-client signs in in its window, and reads its own records only", async ({ browser }) => {
  const open = async (user: string): Promise<Tab<AzurePage>> => {
    const tab = await browser.openPrivateTab<AzurePage>('azure-login-page');
    await tab.call('open', openId.service);
    await clickAndSignIn(tab, user);
    expect(await tab.call('signedIn')).toMatch(/^sid:/);
    return tab;
  };
  const ann = await open('ann-7');
  await ann.call('insert', 'of ann');
  const bob = await open('bob-7');
  await bob.call('insert', 'of bob');
  expect(await ann.call('texts')).toEqual(['of ann']);
  expect(await bob.call('texts')).toEqual(['of bob']);
});

test("npm's azure-mobile-apps-client signs in with a token of the provider, and out", async ({ browser }) => {
  const tab = await browser.openPrivateTab<AzurePage>('azure-login-page');
  await tab.call('open', openId.service);
  expect(await tab.call('signInWith', await askProvider(browser, 'ann-8'))).toMatch(/^sid:/);
  await tab.call('insert', 'of ann');
  expect(await tab.call('texts')).toEqual(['of ann']);
  await tab.call('logout');
  await expect(tab.call('texts')).rejects.toThrow();
});
