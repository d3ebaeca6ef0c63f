import { createTransport, type SMTPSentMessageInfo } from 'nodemailer';
import type { Outcome } from '../delivery/rules.ts';
import { LOOP_FIELD } from './arrival-of-mail.ts';
import type { MailSettings } from './settings.ts';

const CONNECT_MS = 20_000;
/** A server that has taken our text and says nothing more has it or not: tried again it knows the mail by its Message-ID. */
const SILENCE_MS = 60_000;

/** A mail as we hand it in. */
export interface OutgoingMail {
  /** Without angle brackets; the same at each try, so that a mail which was taken after all is one at its reader. */
  readonly messageId: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
  /** Ids of the mails it answers, oldest first. */
  readonly references: readonly string[];
  /** Nobody typed it: other machines leave it alone (RFC 3834). */
  readonly automatic: boolean;
}

/** Hands mails in at the mailbox's own server. */
export class Postbox {
  readonly #settings: MailSettings;
  readonly #password: string;

  constructor(settings: MailSettings, password: string) {
    this.#settings = settings;
    this.#password = password;
  }

  /** One try. Never throws for what the server or the line did. */
  async send(mail: OutgoingMail): Promise<Outcome> {
    const { smtp, address, name } = this.#settings;
    const transport = createTransport({
      host: smtp.host,
      port: smtp.port,
      secure: smtp.security === 'tls',
      requireTLS: smtp.security === 'starttls',
      ignoreTLS: smtp.security === 'none',
      auth: { user: smtp.user, pass: this.#password },
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      // nothing that a citizen wrote makes us read a file or ask another server
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const sent = await transport.sendMail({
        from: { name, address },
        to: { name: mail.to.name, address: mail.to.address },
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.messageId}>`,
        ...(mail.references.length > 0
          ? { inReplyTo: `<${mail.references.at(-1)}>`, references: mail.references.map((id) => `<${id}>`).join(' ') }
          : {}),
        headers: { [LOOP_FIELD]: '1', ...(mail.automatic ? { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk' } : {}) },
      });
      return outcomeOf(sent);
    } catch (error) {
      return outcomeOfError(error);
    } finally {
      transport.close();
    }
  }
}

function outcomeOf({ accepted, rejected, response }: SMTPSentMessageInfo): Outcome {
  if (accepted.length > 0) return { is: 'sent', words: response };
  return { is: 'refused', words: `${rejected.join(', ')}: ${response}` };
}

/** What a server answers with 4 may be well tomorrow, with 5 never (RFC 5321 4.2.1); a line that broke says nothing. A wrong password is mended by a person. */
function outcomeOfError(error: unknown): Outcome {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const words = (message ?? String(error)).slice(0, 300);
  if (code === 'EAUTH') return { is: 'later', words };
  return responseCode !== undefined && responseCode >= 500 ? { is: 'refused', words } : { is: 'later', words };
}
