const failures = [];
let checks = 0;

function check(what, got, want) {
  checks += 1;
  if (got !== want) {
    failures.push(`${what}: ${got}`);
  }
}

function results() {
  return failures.length === 0 ? `${checks}_checks_passed` : failures.join('; ');
}

function add(a, b) {
  return a + b;
}

function fail() {
  throw new Error('must not be called');
}

const data = {
  list: [0, 1, { 'a key': { deep: 'found' } }],
  nothing: null,
  functions: { twice: async (x) => 2 * x },
  copy: () => ({}),
};
