/** The server writes it into the page (server/src/app/doors.ts). */
export const isDemo = (): boolean => document.querySelector<HTMLMetaElement>('meta[name="hotline-demo"]')?.content === '1';
