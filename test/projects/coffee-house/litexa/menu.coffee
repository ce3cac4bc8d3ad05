prices = espresso: 2, latte: 3

price = (drink) -> prices[drink] ? "nothing"

shots = -> litexa.DEPLOY.SHOTS

describe = (size) ->
  "a #{size} coffee"
