/** A wrong setting. Its message is the one line that the person who started the program reads. */
export class WrongSetting extends Error {}
