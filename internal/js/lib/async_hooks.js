'use strict';
// Values that follow a chain of asynchronous calls.

const bind = (f) => {
  const context = native.get();
  return function (...args) {
    const before = native.get();
    native.set(context);
    try { return f.apply(this, args); } finally { native.set(before); }
  };
};

class AsyncLocalStorage {
  static bind(f) { return bind(f); }
  static snapshot() { return bind((f, ...args) => f(...args)); }
  getStore() {
    const context = native.get();
    return context && context.get(this);
  }
  run(store, f, ...args) {
    const before = native.get();
    native.set(new Map(before || []).set(this, store));
    try { return f(...args); } finally { native.set(before); }
  }
  exit(f, ...args) { return this.run(undefined, f, ...args); }
  enterWith(store) { native.set(new Map(native.get() || []).set(this, store)); }
  disable() { this.enterWith(undefined); }
}

class AsyncResource {
  #run = bind((f, self, args) => f.apply(self, args));
  constructor(type) { this.type = type; }
  static bind(f) { return bind(f); }
  bind(f) { return (...args) => this.runInAsyncScope(f, this, ...args); }
  runInAsyncScope(f, self, ...args) { return this.#run(f, self, args); }
  emitDestroy() { return this; }
  asyncId() { return 1; }
  triggerAsyncId() { return 0; }
}

module.exports = {
  AsyncLocalStorage, AsyncResource, executionAsyncId: () => 1, triggerAsyncId: () => 0, executionAsyncResource: () => ({}),
  createHook: () => ({ enable() { return this; }, disable() { return this; } }), asyncWrapProviders: {},
};
