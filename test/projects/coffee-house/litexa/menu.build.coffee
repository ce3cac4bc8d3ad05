exports.sizes = (skill, language) ->
  name: "CoffeeSize"
  values: ("#{size} size" for size in ["small", "big"])
