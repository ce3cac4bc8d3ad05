'use strict';
// The exceptions of Node have a code, by which callers tell them apart.

const coded = (Base, code, message) => {
  const e = new Base(message);
  e.code = code;
  return e;
};

const kind = (v) => {
  if (v === null || v === undefined) return `Received ${v}`;
  if (typeof v === 'function') return `Received function ${v.name}`;
  if (typeof v === 'object') {
    const name = v.constructor && v.constructor.name;
    return name ? `Received an instance of ${name}` : 'Received an object';
  }
  let s = String(v);
  if (s.length > 28) s = s.slice(0, 25) + '...';
  return `Received type ${typeof v} (${typeof v === 'string' ? `'${s}'` : s})`;
};

exports.coded = coded;
exports.argType = (name, expected, v) => {
  const what = name.endsWith(' argument') ? name : `"${name}" ${name.includes('.') ? 'property' : 'argument'}`;
  return coded(TypeError, 'ERR_INVALID_ARG_TYPE', `The ${what} must be ${expected}. ${kind(v)}`);
};
exports.argValue = (name, v, reason = 'is invalid') =>
  coded(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument '${name}' ${reason}. Received ${typeof v === 'string' ? `'${v}'` : String(v)}`);
exports.outOfRange = (name, range, v) =>
  coded(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be ${range}. Received ${String(v)}`);
exports.checkString = (name, v) => {
  if (typeof v !== 'string') throw exports.argType(name, 'of type string', v);
};
exports.checkFunction = (name, v) => {
  if (typeof v !== 'function') throw exports.argType(name, 'of type function', v);
};
exports.lines = (stack) => stack.replace(/^\t?at /gm, '    at ').replace(/^( {4}at .*:\d+:\d+)\(\d+\)(\)?)$/gm, '$1$2').trimEnd();
