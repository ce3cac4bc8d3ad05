'use strict';
const { coded } = require('internal/errors');

const contexts = new WeakSet();
const evaluate = (0, eval); // eslint-disable-line no-eval

class Script {
  #code;
  constructor(code) { this.#code = String(code); native.check(this.#code); }
  runInThisContext() { return evaluate(this.#code); }
  runInContext(sandbox) { return runIn(this.#code, sandbox); }
  runInNewContext(sandbox = {}) { return runIn(this.#code, sandbox); }
}

// runIn evaluates code that sees the members of an object as its globals. It
// is not a sandbox.
function runIn(code, sandbox) {
  return new Function('__sandbox', '__code', 'with (__sandbox) { return eval(__code) }')(new Proxy(sandbox, { has: (t, k) => k !== '__code' && k !== 'eval' && typeof k === 'string' && (k in t || !(k in globalThis)) }), code);
}

module.exports = {
  Script,
  createContext(o = {}) { contexts.add(o); return o; },
  isContext: (o) => contexts.has(o),
  runInThisContext: (code) => new Script(code).runInThisContext(),
  runInContext: (code, o) => new Script(code).runInContext(o),
  runInNewContext: (code, o) => new Script(code).runInNewContext(o),
  compileFunction: (code, params = []) => new Function(...params, code),
  createScript: (code) => new Script(code),
  measureMemory() { throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'vm.measureMemory is not available here'); },
};
