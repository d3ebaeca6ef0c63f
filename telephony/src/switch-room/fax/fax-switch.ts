/** What the fax room asks of the switch. Rejects with `SwitchTrouble` while the switch is away. */
export interface FaxSwitch {
  isUp(): boolean;
  /** Dials and sends, all in the dialplan. False: the switch would not. */
  dialFax(order: FaxDial): Promise<boolean>;
  /** Files (without ending) of the faxes that are on a line just now. */
  faxesUnderWay(): Promise<ReadonlySet<string>>;
  /** Hangs up where nothing has come in from the other side for a while: spandsp's clock stands still then, and it waits for ever (seen). */
  endSilentFaxes(): Promise<void>;
  /** These numbers are answered as faxes from now on, no others; each with the station id that its callers see. */
  faxNumbers(numbers: ReadonlyMap<string, string>): Promise<void>;
  /** Where a fax to this number is dialled; undefined: there is no trunk that goes out (SIP_OUTBOUND). */
  faxAddress(number: string): string | undefined;
}

export interface FaxDial {
  readonly channelId: string;
  /** Path of the pages without `.tif`; what is said of it goes beside. */
  readonly file: string;
  readonly to: string;
  readonly station: string;
  /** How long it may ring. */
  readonly seconds: number;
}
