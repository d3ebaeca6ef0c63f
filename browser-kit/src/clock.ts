/** Milliseconds since 1970, from the browser's monotonic clock: the one place that both apps ask for the time. */
export const nowMs = (): number => performance.timeOrigin + performance.now();
