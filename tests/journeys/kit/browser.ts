import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium with a fake microphone that beeps, and no address hidden from ICE. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

export const browserOptions = { executablePath: '/usr/bin/chromium', args: flags };
export const openBrowser = (): Promise<Browser> => chromium.launch(browserOptions);
