/** How often a thing may be done (DOMAIN 2.4, 2.7). */
export interface Limits {
  readonly returnsPerUnit: number;
  readonly returnsPerTicket: number;
  /** 退单 within two working days of receipt (Shandong, Puyang: DOMAIN 2.4). */
  readonly returnWithinWorkdays: number;
  readonly redosPerTicket: number;
  /** Tries to reach a citizen before she counts as not rating: three over two days. */
  readonly tries: number;
}

export const usualLimits: Limits = { returnsPerUnit: 1, returnsPerTicket: 2, returnWithinWorkdays: 2, redosPerTicket: 2, tries: 3 };
