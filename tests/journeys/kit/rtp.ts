import type { BrowserContext, Page } from 'playwright-core';

/** Runs in the page, so it is text: the tests are compiled without the DOM. Keeps every connection that the page opens. */
const keepConnections = `{
  const Original = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Original {
    constructor(...given) {
      super(...given);
      window.connections.push(this);
    }
  };
}`;

const countPackets = `(async () => {
  const open = window.connections.filter(({ connectionState }) => connectionState === 'connected').at(-1);
  const reports = open ? [...(await open.getStats()).values()] : [];
  const sum = (type, field) => reports.filter((row) => row.type === type).reduce((all, row) => all + row[field], 0);
  return { received: sum('inbound-rtp', 'packetsReceived'), sent: sum('outbound-rtp', 'packetsSent') };
})()`;

/** Lets a test read the media of a page. */
export const watchMedia = (context: BrowserContext): Promise<unknown> => context.addInitScript(keepConnections);

/** Packets of sound that the open connection of this page has received and sent. */
export const packets = (page: Page): Promise<{ received: number; sent: number }> => page.evaluate(countPackets);
