const table = { one: 1 };

function count(n, unit) {
  return `${n} ${unit}`;
}

function numbers() {
  return [1, 2, 3];
}

function hint(text) {
  return { type: 'Hint', hint: { type: 'PlainText', text } };
}

class Basket {
  put(thing) {
    this.things = (this.things || []).concat(thing);
  }
}

class Shelf {
  constructor(stored, context) {
    this.stored = stored;
    this.language = context.language;
  }
}

const Shop = { Scores: { Initialize: () => ({ best: 0 }), Prepare: (scores) => scores } };
