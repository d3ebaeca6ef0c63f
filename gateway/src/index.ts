export { Paddle } from './recognition/paddle.ts';
export { ocr as ocrModel } from './recognition/pins.ts';
export { assembleGateway, type GatewayNeeds } from './assemble.ts';
export type { SimulatedAccount } from './accounts/simulated.ts';
export type { HookReply, HookRequest } from './channel.ts';
export type { GatewayPorts, Tickets } from './ports.ts';
export { type MailLimits, mailLimits, type UnreadableReason, unreadableReasons } from './mail/reading/limits.ts';
export type {
  Automatic,
  Bounce,
  MailAttachment,
  MailPerson,
  MailReading,
  MailSender,
  ReadableMail,
  UnreadableMail,
} from './mail/reading/mail-reading.ts';
export { readMail, type ReadingRules } from './mail/reading/read-mail.ts';
