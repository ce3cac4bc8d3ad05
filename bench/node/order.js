// Prints the nanoseconds that one order takes, JSON in to JSON out, warm.
// usage: node order.js ENVELOPE ROUNDS
'use strict';
const fs = require('fs');
const { create, MemoryAdapter } = require('./skill');

(async () => {
  const text = fs.readFileSync(process.argv[2], 'utf8');
  const rounds = Number(process.argv[3]);
  const skill = create(new MemoryAdapter());
  let best = Infinity;
  for (let batch = 0; batch < 10; batch++) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < rounds; i++) JSON.stringify(await skill.invoke(JSON.parse(text)));
    best = Math.min(best, Number(process.hrtime.bigint() - begin) / rounds);
  }
  console.log(best);
})();
