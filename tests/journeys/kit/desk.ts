import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { onTestFailed } from 'vitest';
import { PASSWORD, until } from '../../kit/hotline.ts';
import { packets, watchMedia } from './rtp.ts';

/** A person at her desk, in words of the trade. Elements by test id only where DESIGN 11 lists one. */
export class Desk {
  readonly page: Page;
  readonly context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  static async open(
    browser: Browser,
    url: string,
    look: { theme?: 'light' | 'dark'; width?: number; height?: number } = {},
  ): Promise<Desk> {
    const context = await browser.newContext({
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      colorScheme: look.theme ?? 'light',
      permissions: ['microphone', 'notifications'],
      baseURL: url,
    });
    await watchMedia(context);
    const page = await context.newPage();
    saysWhatItShowed(page);
    await page.goto('/');
    return new Desk(context, page);
  }

  /** Another tab of the same browser, with the same session. */
  async secondTab(): Promise<Desk> {
    const page = await this.context.newPage();
    await page.goto('/');
    return new Desk(this.context, page);
  }

  async signsIn(account: string): Promise<this> {
    await this.page.getByTestId('login-account').fill(account);
    await this.page.getByTestId('login-password').fill(PASSWORD);
    await this.page.getByTestId('login-submit').click();
    await this.page.getByTestId('login-submit').waitFor({ state: 'detached' });
    return this;
  }

  /** Reloads, and touches the page until it is ready again: whether a reloaded page may sound by itself is the browser's whim. */
  async reloadsReady(): Promise<this> {
    await this.page.reload();
    await until('ready again after a reload', async () => {
      await this.page.locator('.presence-state').click();
      return (await this.page.locator('.presence[data-presence="ready"]').count()) > 0;
    });
    return this;
  }

  async becomesReady(): Promise<this> {
    await this.page.getByTestId('agent-ready').click();
    await this.page.locator('[data-presence="ready"].presence').waitFor();
    return this;
  }

  get bar(): Locator {
    return this.page.getByTestId('call-state');
  }

  /** Waits until the call bar shows this state. */
  async shows(state: 'idle' | 'ringing' | 'talking' | 'held' | 'wrapUp', withinMs = 15_000): Promise<void> {
    await this.page.locator(`[data-testid="call-state"][data-state="${state}"]`).waitFor({ timeout: withinMs });
  }

  async answers(): Promise<void> {
    await this.page.getByTestId('call-answer').click();
    await this.shows('talking');
  }

  async hangsUp(): Promise<void> {
    await this.page.getByTestId('call-hangup').click();
    await this.page.getByTestId('call-hangup').click();
    await this.shows('wrapUp');
  }

  async disposes(choice: RegExp): Promise<void> {
    await this.page.getByTestId('call-disposition').getByText(choice).click();
    await this.page.getByTestId('disposition-save').click();
    await this.shows('idle');
  }

  /** Sound goes both ways: both counters rise within the time. */
  async hearsAndIsHeard(withinMs = 5_000): Promise<void> {
    const before = await packets(this.page);
    await until(
      'sound both ways',
      async () => {
        const now = await packets(this.page);
        return now.received > before.received + 20 && now.sent > before.sent + 20;
      },
      withinMs,
    );
  }

  /** Asks the server as this person. */
  async asks<T>(path: string): Promise<T> {
    const response = await this.context.request.get(path);
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Signs out, so that no call is sent to a desk that is gone. */
  async leaves(): Promise<void> {
    await this.context.request.delete('/api/session');
    await this.context.close();
  }
}

/** What stood on the page when a test failed: a screen that never came is told from one that came with other words. */
function saysWhatItShowed(page: Page): void {
  try {
    onTestFailed(async () => {
      if (!page.isClosed()) console.error(`${page.url()} showed:\n${await page.locator('body').innerText()}`);
    });
  } catch {
    // opened outside a test
  }
}
