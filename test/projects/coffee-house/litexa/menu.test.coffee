Test.expect "prices", ->
  Test.equal price("latte"), 3
  Test.equal price("tea"), "nothing"
