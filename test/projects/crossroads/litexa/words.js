const prices = { fig: 2, kiwi: 3 };

function words() {
  return ['one', 'two'];
}

function ask() {}

function toNumber(value) {
  return Number(value);
}

async function sizeOf(value) {
  return String(value).length;
}
