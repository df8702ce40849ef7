/** What every Chromium of the tests is started with. */

/** The popups of the address bar are pages: in each new window they take as long as the page of a test. */
const popups = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

/** What Playwright would switch off, of which Chromium would hear no more: the last list is the only one. */
const unasked = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints', 'AimEnabled'],
  ...['NetworkTimeServiceQuerying', 'PreconnectToSearch'],
];

/** For root, and for a small /dev/shm, as containers have them. */
const confined = ['--no-sandbox', '--disable-dev-shm-usage'];

/** For a browser that Playwright starts. */
export const flagsByPlaywright = [...confined, `--disable-features=${[...unasked, ...popups].join()}`];

/** For one that is left as its users have it. */
export const flagsAlone = [...confined, `--disable-features=${popups.join()}`];
