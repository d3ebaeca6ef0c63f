import { WebSocketInterface } from 'jssip';

/**
 * A From or Contact line without its display name. JsSIP's parser throws on an unquoted Chinese name and on escaped quotes
 * (JsSIP#573, sipml5#291), and the phone then never rings. Who calls is asked over HTTP, so the name is dropped, always whole.
 */
export const withoutNames = (message: string): string =>
  message.replace(
    /^((?:from|f|to|t|contact|m|p-asserted-identity|remote-party-id|reply-to)[ \t]*:)[^\r\n]*(<sips?:[^<>\r\n]*>[^\r\n]*)$/gim,
    '$1 $2',
  );

type Hearer = (data: unknown) => void;

/** JsSIP's WebSocket with every incoming message made readable first. */
export function phoneSocket(url: string): WebSocketInterface {
  const socket = new WebSocketInterface(url);
  let hear: Hearer = () => undefined;
  Object.defineProperty(socket, 'ondata', {
    configurable: true,
    get: (): Hearer => (data) => hear(typeof data === 'string' ? withoutNames(data) : data),
    set: (listener: Hearer | null) => {
      hear = listener ?? (() => undefined);
    },
  });
  return socket;
}
