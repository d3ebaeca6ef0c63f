/** What we use of asterisk-manager 0.2.0, which ships no types. */
declare module 'asterisk-manager' {
  type Message = Record<string, string | string[] | Record<string, string>>;

  interface Connection {
    on(event: 'managerevent', listener: (message: Message) => void): void;
    on(event: 'close' | 'connect', listener: () => void): void;
    removeAllListeners(event?: string): void;
    connect(port: number, host: string, done: (error: unknown) => void): void;
    login(done: (error: unknown) => void): void;
    action(action: Record<string, string>, done: (error: Message | undefined, answer: Message) => void): string;
    disconnect(): void;
  }

  /** Without a port it does not connect by itself. */
  const Manager: new (port: undefined, host: string, username: string, password: string, events: boolean) => Connection;
  export = Manager;
}
