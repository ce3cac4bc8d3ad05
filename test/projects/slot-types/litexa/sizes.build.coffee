exports.sizes = (skill, language) ->
  name: "SizeType"
  values: [
    { id: "S", name: { value: "small", synonyms: ["little", "tiny"] } }
    { id: "L", name: { value: "large", synonyms: [] } }
    "middling"
  ]
  extra: { kept: true }
