const drinkNames = jsonFiles['drinks.json'].map((drink) => drink.name.value);

function menu() {
  return `We have ${drinkNames.slice(0, -1).join(', ')}, and ${drinkNames.at(-1)}.`;
}

function isOnMenu(drink) {
  return drinkNames.includes(drink);
}
