'use strict';
const channels = new Map();
class Channel {
  #subscribers = [];
  constructor(name) { this.name = name; }
  get hasSubscribers() { return this.#subscribers.length > 0; }
  subscribe(f) { this.#subscribers.push(f); }
  unsubscribe(f) {
    const i = this.#subscribers.indexOf(f);
    if (i < 0) return false;
    this.#subscribers.splice(i, 1);
    return true;
  }
  publish(message) { for (const f of this.#subscribers.slice()) f(message, this.name); }
  bindStore() {}
  unbindStore() {}
  runStores(data, f, self, ...args) { this.publish(data); return f.apply(self, args); }
}
const channel = (name) => {
  if (!channels.has(name)) channels.set(name, new Channel(name));
  return channels.get(name);
};
module.exports = {
  Channel, channel, hasSubscribers: (name) => channels.has(name) && channels.get(name).hasSubscribers,
  subscribe: (name, f) => channel(name).subscribe(f), unsubscribe: (name, f) => channel(name).unsubscribe(f),
  tracingChannel(name) {
    const c = {};
    for (const k of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) c[k] = channel(`tracing:${name}:${k}`);
    return Object.assign(c, {
      get hasSubscribers() { return false; }, subscribe() {}, unsubscribe() {},
      traceSync: (f, context, self, ...args) => f.apply(self, args), tracePromise: (f, context, self, ...args) => f.apply(self, args), traceCallback: (f, position, context, self, ...args) => f.apply(self, args),
    });
  },
};
