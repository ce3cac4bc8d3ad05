Test.expect "shouting", ->
  Test.equal shout("hey"), "HEY!3"
