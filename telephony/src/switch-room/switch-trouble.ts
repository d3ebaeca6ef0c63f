/** Something about the switch that its operator must read: a clear sentence, and the command that puts it right. */
export class SwitchTrouble extends Error {
  readonly remedy: string;

  constructor(sentence: string, remedy: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'SwitchTrouble';
    this.remedy = remedy;
  }
}
