class Flock {
  add(name) {
    this.names = (this.names || []).concat(name);
  }

  size() {
    return (this.names || []).length;
  }
}

const Ledger = {
  Best: {
    Initialize: () => ({ best: 0 }),
    Prepare: (stored) => stored,
  },
};

class Shepherd {
  constructor(flock, context) {
    this.boss = `shepherd-of-${flock ? (flock.names || []).length : 0}-${context.language}`;
  }
}

function numberOf(value) {
  return value || 0;
}

function makeObject() {
  return {};
}

function sheepNames() {
  return ['one', 'two'];
}
