"use strict";
// What a TypeScript compiler makes of answer.ts.
function answer() {
  const value = 42;
  return value;
}
