'use strict';
const { inspect } = require('internal/inspect');
const { isDeepEqual } = require('internal/equal');
const { argType, coded } = require('internal/errors');
const types = require('internal/types');

class AssertionError extends Error {
  constructor({ message, actual, expected, operator } = {}) {
    super(message !== undefined ? String(message) : describe(actual, expected, operator));
    this.generatedMessage = message === undefined;
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, 'name', { value: 'AssertionError', enumerable: false, writable: true, configurable: true });
  }
  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}

const phrases = {
  '==': 'should loosely equal', '!=': 'should not loosely equal',
  strictEqual: 'Expected values to be strictly equal:', notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  deepEqual: 'Expected values to be loosely deep-equal:', notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  deepStrictEqual: 'Expected values to be strictly deep-equal:', notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
};

function describe(actual, expected, operator) {
  const a = inspect(actual);
  const e = inspect(expected);
  switch (operator) {
    case '==': return `${a} == ${e}`;
    case '!=': return `${a} != ${e}`;
    case 'notStrictEqual': case 'notDeepEqual': case 'notDeepStrictEqual': return `${phrases[operator]}\n\n${e}\n`;
    case 'strictEqual': case 'deepEqual': case 'deepStrictEqual':
      return a.includes('\n') || e.includes('\n') || a.length + e.length > 60
        ? `${phrases[operator]}\n\nactual:\n${a}\n\nexpected:\n${e}\n` : `${phrases[operator]}\n\n${a} ${operator === 'deepEqual' ? 'should loosely deep-equal' : '!=='} ${e}\n`;
    default: return 'Failed';
  }
}

function fail(actual, expected, message, operator) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, actual, expected, operator });
}

function ok(value, message) {
  if (value) return;
  if (arguments.length === 0) message = 'No value argument passed to `assert.ok()`';
  if (message instanceof Error) throw message;
  const e = new AssertionError({ message: message === undefined ? 'The expression evaluated to a falsy value' : message, actual: value, expected: true, operator: '==' });
  e.generatedMessage = message === undefined;
  throw e;
}

const assert = function assert(...args) { ok(...args); };
const loosely = (a, b) => a == b || (a !== a && b !== b); // eslint-disable-line eqeqeq

Object.assign(assert, {
  AssertionError, ok,
  fail(message = 'Failed', expected, text, operator) {
    if (message instanceof Error) throw message;
    if (arguments.length > 1) fail(message, expected, text, operator || '!=');
    throw Object.assign(new AssertionError({ message, operator: 'fail' }), { generatedMessage: arguments.length === 0 });
  },
  equal: (a, b, m) => { if (!loosely(a, b)) fail(a, b, m, '=='); },
  notEqual: (a, b, m) => { if (loosely(a, b)) fail(a, b, m, '!='); },
  strictEqual: (a, b, m) => { if (!Object.is(a, b)) fail(a, b, m, 'strictEqual'); },
  notStrictEqual: (a, b, m) => { if (Object.is(a, b)) fail(a, b, m, 'notStrictEqual'); },
  deepEqual: (a, b, m) => { if (!isDeepEqual(a, b, false)) fail(a, b, m, 'deepEqual'); },
  notDeepEqual: (a, b, m) => { if (isDeepEqual(a, b, false)) fail(a, b, m, 'notDeepEqual'); },
  deepStrictEqual: (a, b, m) => { if (!isDeepEqual(a, b, true)) fail(a, b, m, 'deepStrictEqual'); },
  notDeepStrictEqual: (a, b, m) => { if (isDeepEqual(a, b, true)) fail(a, b, m, 'notDeepStrictEqual'); },
  throws: (f, ...expected) => threw(caught(f), expected, 'throws'),
  doesNotThrow: (f, ...expected) => didNot(caught(f), expected, 'doesNotThrow'),
  rejects: async (p, ...expected) => threw(await rejection(p), expected, 'rejects'),
  doesNotReject: async (p, ...expected) => didNot(await rejection(p), expected, 'doesNotReject'),
  match: (s, re, m) => { if (typeof s !== 'string' || !re.test(s)) fail(s, re, m === undefined ? `The input did not match the regular expression ${inspect(re)}. Input:\n\n${inspect(s)}\n` : m, 'match'); },
  doesNotMatch: (s, re, m) => { if (typeof s === 'string' && re.test(s)) fail(s, re, m === undefined ? `The input was expected to not match the regular expression ${inspect(re)}. Input:\n\n${inspect(s)}\n` : m, 'doesNotMatch'); },
  ifError(e) {
    if (e === null || e === undefined) return;
    const text = e instanceof Error || (typeof e === 'object' && typeof e.message === 'string') ? e.message || e.constructor.name : inspect(e);
    throw new AssertionError({ message: `ifError got unwanted exception: ${text}`, actual: e, expected: null, operator: 'ifError' });
  },
});

const nothing = Symbol('no exception');

function caught(f) {
  if (typeof f !== 'function') throw argType('fn', 'of type function', f);
  try { f(); } catch (e) { return e; }
  return nothing;
}

async function rejection(p) {
  if (typeof p === 'function') {
    p = p();
    if (!p || typeof p.then !== 'function') throw coded(TypeError, 'ERR_INVALID_RETURN_VALUE', 'Expected instance of Promise to be returned from the "promiseFn" function');
  }
  try { await p; } catch (e) { return e; }
  return nothing;
}

function threw(e, [expected, message], operator) {
  if (typeof expected === 'string') { message = expected; expected = undefined; }
  if (e === nothing) {
    const what = operator === 'rejects' ? 'rejection' : 'exception';
    const name = expected && expected.name ? ` (${expected.name})` : '';
    fail(undefined, expected, message instanceof Error ? message : `Missing expected ${what}${name}${message ? `: ${message}` : '.'}`, operator);
  }
  if (expected === undefined || matches(e, expected, message, operator)) return;
  throw e;
}

function matches(e, expected, message, operator) {
  if (types.isRegExp(expected)) {
    if (expected.test(String(e))) return true;
    fail(e, expected, message || `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(e))}\n`, operator);
  }
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && e instanceof expected) return true;
    if (Object.prototype.isPrototypeOf.call(Error, expected) || expected === Error) return false;
    const result = expected.call({}, e);
    if (result === true) return true;
    fail(e, expected, message || `The ${expected.name ? `"${expected.name}"` : ''} validation function is expected to return "true". Received ${inspect(result)}`, operator);
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  for (const k of keys) {
    const same = typeof e[k] === 'string' && types.isRegExp(expected[k]) ? expected[k].test(e[k]) : k in Object(e) && isDeepEqual(e[k], expected[k], true);
    if (!same) fail(e, expected, message || `The exception's ${k} is ${inspect(e[k])}, not ${inspect(expected[k])}`, operator);
  }
  return true;
}

function didNot(e, [expected, message], operator) {
  if (e === nothing) return;
  if (typeof expected === 'string') { message = expected; expected = undefined; }
  if (expected !== undefined && !(types.isRegExp(expected) ? expected.test(String(e)) : e instanceof expected)) throw e;
  fail(e, expected, `Got unwanted ${operator === 'doesNotReject' ? 'rejection' : 'exception'}${message ? `: ${message}` : '.'}\nActual message: "${e && e.message}"`, operator);
}

assert.strict = Object.assign(function strict(...args) { ok(...args); }, assert, {
  equal: assert.strictEqual, notEqual: assert.notStrictEqual, deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
module.exports = assert;
