'use strict';
/** wechaty-puppet-mock, which others wrote; what people do on their telephones a test says at `endpoint`. */
const { FileBox } = require('file-box');
const { PuppetMock, mock } = require('wechaty-puppet-mock');

const deeds = {
  scan: ({ mocker }, { code }) => mocker.scan(code, 2),
  login: (trial) => trial.mocker.login(trial.us),
  logout: (trial, { why }) => trial.logout(why),
  writes: (trial, { from, name, text }) => trial.person(from, name).say(text).to(trial.us),
  sends: (trial, { from, name, file, base64 }) => trial.person(from, name).say(FileBox.fromBase64(base64, file)).to(trial.us),
  // the mock makes an id for what is said; here a message comes that came before
  again: (trial, { id, from, text }) => {
    const payload = { id, talkerId: trial.person(from).id, listenerId: trial.us.id, timestamp: Date.now(), type: 7, text };
    if (!trial.mocker.cacheMessagePayload.has(id)) trial.mocker.MessageMock.create(payload);
    trial.emit('message', { messageId: id });
  },
  writesInGroup: (trial, { from, text }) => {
    trial.person(from);
    trial.person(from).say(text).to(trial.mocker.createRoom());
  },
  weWrite: (trial, { to, text }) => trial.us.say(text).to(trial.person(to)),
  error: (trial, { words }) => trial.emit('error', { data: words }),
  crash: () => {
    setImmediate(() => {
      throw new Error('the puppet falls over');
    });
  },
};

class PuppetTrial extends PuppetMock {
  constructor(options) {
    super({ ...options, mocker: new mock.Mocker() });
    this.people = new Map();
  }

  /** The account that we are. */
  get us() {
    return this.person('wxid_hotline', '商丘12345');
  }

  /** Somebody with a telephone; what reaches it is told to the test. */
  person(id, name = id) {
    const known = this.people.get(id);
    if (known) return known;
    const made = this.mocker.createContact({ id, name, type: 1 });
    this.people.set(id, made);
    if (id !== 'wxid_hotline')
      made.on('message', (message) => {
        if (message.talker().id === 'wxid_hotline') this.line.send(JSON.stringify({ to: id, text: message.text() }));
      });
    return made;
  }

  async onStart() {
    await super.onStart();
    this.line = new WebSocket(this.options.endpoint);
    this.line.addEventListener('message', ({ data }) => {
      const { does, ...order } = JSON.parse(data);
      deeds[does](this, order);
    });
  }

  async onStop() {
    this.line.close();
    await super.onStop();
  }
}

module.exports = PuppetTrial;
