# CoffeeScript follows after all JavaScript and sees what that declares.
shout = (text) -> text.toUpperCase() + "!" + countOf("letters.json")
