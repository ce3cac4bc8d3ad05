let calls = 0;

function functions() {
  calls += 1;
}

const nested = { deep: { 'the key': { list: [function (a, b) { calls += a; return b; }] } } };
